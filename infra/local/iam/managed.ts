/** The few AWS managed policies that CDK attaches by itself, as far as the local stack runs what they grant. */

import type { Statement } from './policy.ts';

function allow(...Action: string[]): Statement[] {
  return [{ Effect: 'Allow', Action, Resource: ['*'] }];
}

const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

const managed: Readonly<Record<string, readonly Statement[]>> = {
  AWSLambdaBasicExecutionRole: allow(...logs),
  AWSLambdaDynamoDBExecutionRole: allow(
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    ...logs,
  ),
  AWSLambdaSQSQueueExecutionRole: allow('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...logs),
  AWSXRayDaemonWriteAccess: allow('xray:PutTraceSegments', 'xray:PutTelemetryRecords'),
  AmazonAPIGatewayPushToCloudWatchLogs: allow(...logs),
};

/** The statements of a managed policy by its ARN, or undefined when it is not known here. */
export function managedStatements(arn: string): readonly Statement[] | undefined {
  return managed[arn.replace(/^.*\//, '')];
}
