import { describe, expect, it } from 'vitest';
import { drawn, pointedAt, resourcesOf } from './drawn.ts';

const { template } = await drawn();
const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(({ properties }) => properties);

function mappingTo(name: string): Readonly<Record<string, unknown>> {
  const found = mappings.find(({ FunctionName }) => pointedAt(FunctionName)?.startsWith(`Functions${name}Function`));
  if (!found) throw new Error(`Nothing of the stream goes to ${name}`);
  return found;
}

describe('reactions to the table', () => {
  it.each([
    ['StartWorkflow', 'request', ['INSERT', 'MODIFY']],
    ['SignalWorkflow', 'serviceTask', ['INSERT', 'MODIFY']],
    // A line of history is written once and stays.
    ['Notify', 'historyLine', ['INSERT']],
  ])('%s hears of every %s that was written, and of nothing else', (name, kind, events) => {
    const { Filters: filters } = mappingTo(name).FilterCriteria as { Filters: readonly { Pattern: string }[] };
    expect(filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
      { eventName: events, dynamodb: { NewImage: { kind: { S: [kind] } } } },
    ]);
  });

  it('are all there are', () => {
    expect(mappings).toHaveLength(3);
  });

  it('report which records failed, are cut in two around a bad one, and end in dead letters of their own', () => {
    for (const mapping of mappings) {
      expect(mapping).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 20,
        StartingPosition: 'TRIM_HORIZON',
      });
    }
    const letters = mappings.map(({ DestinationConfig }) => pointedAt(DestinationConfig));
    expect(new Set(letters).size).toBe(mappings.length);
  });

  it('read the stream of the table, each by its own role', () => {
    expect(new Set(mappings.map(({ EventSourceArn }) => pointedAt(EventSourceArn)))).toEqual(
      new Set([resourcesOf(template, 'AWS::DynamoDB::Table')[0]?.id]),
    );
  });
});
