import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, Metric, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { metricDimension, metricNamespace, metrics } from '#shared/contract/metrics.ts';
import type { DeskFunction } from './parts/deskFunction.ts';
import { runbookEntries, runbookFile, type RunbookEntry } from './parts/runbook.ts';
import type { Settings } from './settings.ts';

const fiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' };

/** A year's grid makes reactions queue for a minute or two; more is a queue that does not move. */
const lateAfter = Duration.minutes(5);

/** A tier is noted within the minute; five hundred at once, after a night of closures, within some. */
const dueAfter = Duration.minutes(5);

interface Watched {
  readonly metric: IMetric;
  readonly says: string;
  readonly entry: RunbookEntry;
  /** One is enough unless said: nothing here is normal. */
  readonly threshold?: number;
  /** Periods in a row; one unless said. */
  readonly periods?: number;
  /** What silence means; nothing wrong unless said, as most of these are only reported when something happened. */
  readonly missing?: TreatMissingData;
}

/** What wakes somebody. Each alarm says in its description what is wrong and where the runbook speaks of it. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    super(scope, id);
    this.topic = new Topic(this, 'Ops', { displayName: `Guichet (${settings.stage})`, enforceSSL: true });
    // A topic with a policy of its own no longer listens to its account by default.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (settings.alarmEmail !== undefined) this.topic.addSubscription(new EmailSubscription(settings.alarmEmail));
  }

  onFunction({ name, lambda, node }: DeskFunction): void {
    this.#alarm(`${node.id}Errors`, {
      metric: lambda.metricErrors(fiveMinutes),
      says: `${name} failed.`,
      entry: 'functionErrors',
    });
    this.#alarm(`${node.id}Throttles`, {
      metric: lambda.metricThrottles(fiveMinutes),
      says: `${name} was called more often than the account lets it run.`,
      entry: 'functionThrottles',
    });
  }

  onReaction({ name, lambda, node }: DeskFunction): void {
    this.#alarm(`${node.id}Late`, {
      metric: lambda.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: lateAfter.toMilliseconds(),
      says: `${name} is more than ${lateAfter.toMinutes()} minutes behind the table.`,
      entry: 'streamBehind',
    });
  }

  onDeadLetters(queue: Queue, entry: RunbookEntry, says: string): void {
    this.#alarm(`${queue.node.id}Letters`, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
      says,
      entry,
    });
  }

  onStateMachine(machine: StateMachine): void {
    const says = 'An execution of the request workflow did not end well; the repair should have taken it up.';
    this.#alarm('ExecutionsFailed', { metric: machine.metricFailed(fiveMinutes), says, entry: 'brokenExecution' });
    this.#alarm('ExecutionsTimedOut', { metric: machine.metricTimedOut(fiveMinutes), says, entry: 'brokenExecution' });
  }

  /** Behind by its own figure, or silent: a sweep that does not run reports nothing. */
  onSweep({ name, lambda }: DeskFunction): void {
    this.#alarm('SweepBehind', {
      metric: new Metric({
        namespace: metricNamespace,
        metricName: metrics.dueBehind.name,
        dimensionsMap: { [metricDimension]: lambda.functionName },
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: dueAfter.toMilliseconds(),
      periods: 2,
      missing: TreatMissingData.BREACHING,
      says: `${name} leaves what is due for more than ${dueAfter.toMinutes()} minutes, or does not run.`,
      entry: 'sweepBehind',
    });
  }

  onApi(api: HttpApi): void {
    this.#alarm('ApiErrors', {
      metric: api.metricServerError(fiveMinutes),
      says: 'The API answered a person with an error of its own.',
      entry: 'apiErrors',
    });
  }

  onSockets(stage: WebSocketStage): void {
    this.#alarm('SocketErrors', {
      metric: stage.metric('IntegrationError', fiveMinutes),
      threshold: 5,
      says: 'Browsers cannot open or use their sockets; their pages ask again every half minute instead.',
      entry: 'socketErrors',
    });
  }

  #alarm(id: string, { metric, says, entry, threshold = 1, periods = 1, missing }: Watched): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
      alarmDescription: `${says} What to do: ${runbookFile}#${runbookEntries[entry]}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}
