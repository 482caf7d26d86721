import { describe, expect, it } from 'vitest';
import { metricDimension, metricNamespace, metrics } from '#shared/contract/metrics.ts';
import { drawn, pointedAt, production, resourcesOf } from './drawn.ts';

const { template } = await drawn(production);
const [schedule, ...others] = resourcesOf(template, 'AWS::Scheduler::Schedule');
const sweep = 'FunctionsSlaDueFunction';

describe('the schedule of what is due', () => {
  it('calls the sweep each minute, day and night, at the minute itself', () => {
    expect(others).toEqual([]);
    expect(schedule?.properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
    });
    expect(pointedAt((schedule?.properties['Target'] as { Arn: unknown }).Arn)).toMatch(sweep);
  });

  it('may call the sweep and write to its dead letters, and nothing else', () => {
    const { RoleArn, DeadLetterConfig } = schedule?.properties['Target'] as Record<string, unknown>;
    const role = resourcesOf(template, 'AWS::IAM::Role').find(({ id }) => id === pointedAt(RoleArn));
    const [{ PolicyDocument } = { PolicyDocument: { Statement: [] } }] = role?.properties['Policies'] as {
      PolicyDocument: { Statement: { Action: string; Resource: unknown }[] };
    }[];
    expect(PolicyDocument.Statement.map(({ Action, Resource }) => [Action, pointedAt(Resource)])).toEqual([
      ['lambda:InvokeFunction', expect.stringMatching(sweep)],
      ['sqs:SendMessage', pointedAt((DeadLetterConfig as { Arn: unknown }).Arn)],
    ]);
  });

  it('does not try a minute again that the next one makes up for', () => {
    const config = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').find(({ properties }) =>
      pointedAt(properties['FunctionName'])?.includes('SlaDue'),
    );
    expect(config?.properties).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  });

  it('rings when the sweep falls behind, and when it says nothing', () => {
    const alarm = resourcesOf(template, 'AWS::CloudWatch::Alarm').find(
      ({ properties }) => properties['MetricName'] === metrics.dueBehind.name,
    );
    expect(alarm?.properties).toMatchObject({
      Namespace: metricNamespace,
      Dimensions: [{ Name: metricDimension }],
      Threshold: 300_000,
      EvaluationPeriods: 2,
      TreatMissingData: 'breaching',
    });
    expect(pointedAt(alarm?.properties['Dimensions'])).toMatch(sweep);
  });
});
