/** Every resource type is either run here or left out for a reason said here; anything else stops the start. */

import type { Resource } from './part.ts';

/** Types that some piece of the local stack runs or reads. */
const run: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::RouteResponse',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::S3::Bucket',
  'AWS::SES::EmailIdentity',
  'AWS::SES::ReceiptRule',
  'AWS::SES::ReceiptRuleSet',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
  'AWS::StepFunctions::StateMachine',
]);

/** Types with nothing to run on one machine, each with the reason. */
const ignored: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': 'log lines go to the terminal',
  'AWS::ApiGatewayV2::Deployment': 'stages serve the routes as they stand',
  'AWS::CDK::Metadata': 'usage figures for the makers of CDK',
  'AWS::CloudFront::CachePolicy': 'nothing is cached locally',
  'AWS::CloudFront::OriginAccessControl': 'the local door reads the site folder itself',
  'AWS::CloudFront::OriginRequestPolicy': 'the local door forwards everything',
  'AWS::CloudWatch::Alarm': 'no metrics are kept locally',
  'AWS::CloudWatch::CompositeAlarm': 'no metrics are kept locally',
  'AWS::CloudWatch::Dashboard': 'no metrics are kept locally',
  'AWS::Cognito::UserPoolIdentityProvider': 'sign-in is by seeded people',
  'AWS::KMS::Alias': 'nothing is encrypted locally',
  'AWS::KMS::Key': 'nothing is encrypted locally',
  'AWS::Logs::LogGroup': 'log lines go to the terminal',
  'AWS::Logs::MetricFilter': 'no metrics are kept locally',
  'AWS::Logs::ResourcePolicy': 'log lines go to the terminal',
  'AWS::S3::BucketPolicy': 'identity policies decide locally; the listeners are on loopback',
  'AWS::SES::ConfigurationSet': 'mail stays in the local inbox',
  'AWS::SNS::Subscription': 'alarms do not ring locally',
  'AWS::SNS::Topic': 'alarms do not ring locally',
  'AWS::SNS::TopicPolicy': 'alarms do not ring locally',
  'AWS::SQS::QueuePolicy': 'identity policies decide locally',
  'AWS::SSM::Parameter': 'read while resolving the template',
  'AWS::Scheduler::ScheduleGroup': 'schedules are told apart by name',
  'AWS::XRay::Group': 'no traces are kept locally',
  'AWS::XRay::SamplingRule': 'no traces are kept locally',
  'Custom::CDKBucketDeployment': 'the local door serves the built site from its folder',
  'Custom::S3AutoDeleteObjects': 'buckets are removed with the state folder',
  'Custom::S3BucketNotifications': 'read by the bucket it belongs to',
};

/** One line per resource type that is neither run nor ignored; an empty list lets the stack start. */
export function uncovered(resources: readonly Resource[]): string[] {
  const unknown = new Map<string, string[]>();
  for (const { id, type } of resources) {
    if (run.has(type) || type in ignored) continue;
    unknown.set(type, [...(unknown.get(type) ?? []), id]);
  }
  return [...unknown].map(([type, ids]) => `${type} (${ids.join(', ')})`);
}
