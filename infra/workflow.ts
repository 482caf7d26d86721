import { ArnFormat, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from './parts/acknowledge.ts';
import { deadLetters } from './parts/deadLetters.ts';
import type { DeskFunction } from './parts/deskFunction.ts';
import { keptLogs } from './parts/keeping.ts';
import { requestWorkflow } from './parts/requestWorkflow.ts';
import type { Settings } from './settings.ts';

export interface WorkflowProps {
  readonly settings: Settings;
  readonly openTask: DeskFunction;
  readonly closeRequest: DeskFunction;
}

/** The state machine that drives each request through its plan, one execution per request and run. */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;
  /** ARN of the machine, made from its name: functions the machine calls are told it, and neither waits for the other. */
  readonly stateMachineArn: string;
  readonly unrepaired: Queue;

  constructor(scope: Construct, id: string, { settings, openTask, closeRequest }: WorkflowProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const stateMachineName = `${stack.stackName}-request`;
    this.stateMachineArn = stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: stateMachineName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const called = {
      partition: Aws.PARTITION,
      openTask: openTask.lambda.functionArn,
      closeRequest: closeRequest.lambda.functionArn,
    };
    this.stateMachine = new StateMachine(this, 'Requests', {
      stateMachineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(stack.toJsonString(requestWorkflow(called))),
      tracingEnabled: true,
      logs: {
        // The prefix spares the account's one resource policy, which has room for few names.
        destination: new LogGroup(this, 'Log', {
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: keptLogs(settings),
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stateMachine.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['lambda:InvokeFunction'],
        resources: [called.openTask, called.closeRequest],
      }),
    );
    acknowledge(this.stateMachine, {
      'IAM5[Resource::*]': 'Delivery of logs and traces has no resource to name: AWS asks for all.',
    });
    this.unrepaired = deadLetters(this, 'Unrepaired');
  }

  /** ARN of every execution of the machine: their names are request numbers, known only as they come. */
  get executionsArn(): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${Stack.of(this).stackName}-request:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** Calls the function when an execution ends in any way but well. */
  onBrokenExecution(target: DeskFunction): void {
    new Rule(this, 'Broken', {
      description: 'An execution of the request workflow failed, timed out or was stopped',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [this.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
      targets: [
        new LambdaTarget(target.lambda, {
          deadLetterQueue: this.unrepaired,
          maxEventAge: Duration.hours(6),
          retryAttempts: 20,
        }),
      ],
    });
    target.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.unrepaired),
    });
  }
}
