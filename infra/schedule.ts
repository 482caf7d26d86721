import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetters } from './parts/deadLetters.ts';
import type { DeskFunction } from './parts/deskFunction.ts';

/** The next minute does what this one could not: nothing is gained by trying the same minute for long. */
const triedFor = Duration.minutes(1);

/** What the desk does by itself because it is time. */
export class Schedules extends Construct {
  /** Minutes in which the function could not even be called. */
  readonly uncalled: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.uncalled = deadLetters(this, 'Uncalled');
  }

  /** Calls the function each minute, day and night: when the desk is open is data, which the function knows. */
  eachMinute(id: string, { lambda }: DeskFunction, description: string): void {
    const role = new Role(this, `${id}Role`, {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        calls: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.uncalled.queueArn] }),
          ],
        }),
      },
    });
    new CfnSchedule(this, id, {
      description,
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: lambda.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: this.uncalled.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: triedFor.toSeconds(), maximumRetryAttempts: 2 },
      },
    });
    lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: triedFor });
  }
}
