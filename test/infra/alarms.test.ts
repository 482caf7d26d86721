import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runbookEntries, runbookFile } from '#infra/parts/runbook.ts';
import { drawn, pointedAt, production, resourcesOf } from './drawn.ts';

const { template } = await drawn(production);
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);

/** Ids of the resources that alarms on this metric watch. */
const watched = (metric: string): readonly (string | undefined)[] =>
  alarms
    .filter(({ MetricName }) => MetricName === metric)
    .map(({ Dimensions }) => pointedAt(Dimensions))
    .toSorted();

const ids = (type: string): readonly string[] =>
  resourcesOf(template, type)
    .map(({ id }) => id)
    .toSorted();

/** Anchors of a Markdown file, as the forge makes them from its headings. */
function anchorsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  );
}

describe('alarms', () => {
  it('watch every function for errors and throttling', () => {
    const functions = ids('AWS::Lambda::Function');
    expect(watched('Errors')).toEqual(functions);
    expect(watched('Throttles')).toEqual(functions);
  });

  it('watch every queue of dead letters', () => {
    expect(watched('ApproximateNumberOfMessagesVisible')).toEqual(ids('AWS::SQS::Queue'));
  });

  it('watch every reaction to the table for running late', () => {
    const reacting = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(({ properties }) =>
      pointedAt(properties.FunctionName),
    );
    expect(watched('IteratorAge')).toEqual(reacting.toSorted());
  });

  it('watch the workflow, the API and the sockets', () => {
    expect(watched('ExecutionsFailed')).toEqual(ids('AWS::StepFunctions::StateMachine'));
    expect(watched('ExecutionsTimedOut')).toEqual(ids('AWS::StepFunctions::StateMachine'));
    const apis = resourcesOf(template, 'AWS::ApiGatewayV2::Api');
    const speaking = (protocol: string) =>
      apis.filter(({ properties }) => properties.ProtocolType === protocol).map(({ id }) => id);
    expect(watched('5xx')).toEqual(speaking('HTTP'));
    expect(watched('IntegrationError')).toEqual(speaking('WEBSOCKET'));
  });

  it('all wake somebody, and say when it is over', () => {
    const topics = ids('AWS::SNS::Topic');
    expect(topics).toHaveLength(1);
    for (const { AlarmActions, OKActions } of alarms) {
      expect([pointedAt(AlarmActions), pointedAt(OKActions)]).toEqual([topics[0], topics[0]]);
    }
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: production.alarmEmail });
  });

  it('send their reader to an entry of the runbook that is there', () => {
    const file = path.join(import.meta.dirname, '../..', runbookFile);
    const anchors = existsSync(file) ? anchorsOf(readFileSync(file, 'utf8')) : [];
    const links = alarms.map(({ AlarmDescription }) => /runbook\.md#(\S+)$/.exec(String(AlarmDescription))?.[1]);
    expect(new Set(links)).toEqual(new Set(Object.values(runbookEntries)));
    expect(Object.values(runbookEntries).filter((entry) => !anchors.includes(entry))).toEqual([]);
  });
});
