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
  const image = (kinds: readonly string[], more: object = {}) => ({ kind: { S: kinds }, ...more });
  const written = ['INSERT', 'MODIFY'];
  it.each([
    ['StartWorkflow', [{ eventName: written, dynamodb: { NewImage: image(['request']) } }]],
    ['SignalWorkflow', [{ eventName: written, dynamodb: { NewImage: image(['serviceTask']) } }]],
    // A line of history is written once and stays.
    ['Notify', [{ eventName: ['INSERT'], dynamodb: { NewImage: image(['historyLine', 'incidentLine']) } }]],
    ['FollowCalendar', [{ eventName: written, dynamodb: { NewImage: image(['calendarHead']) } }]],
    ['TellNews', [{ eventName: ['INSERT'], dynamodb: { NewImage: image(['historyLine']) } }]],
    [
      'IndexSearch',
      [
        { eventName: written, dynamodb: { NewImage: image(['request']) } },
        // A task that was just made is indexed with its request.
        { eventName: ['MODIFY'], dynamodb: { NewImage: image(['serviceTask']) } },
      ],
    ],
    [
      'Live',
      [
        { eventName: written, dynamodb: { NewImage: image(['request', 'incident', 'import', 'presence']) } },
        { eventName: ['MODIFY'], dynamodb: { NewImage: image(['serviceTask']) } },
        {
          eventName: ['INSERT'],
          dynamodb: { NewImage: image(['serviceTask'], { data: { M: { state: { S: ['open'] } } } }) },
        },
        {
          eventName: ['INSERT'],
          dynamodb: {
            NewImage: image(['historyLine', 'incidentLine'], {
              data: { M: { content: { M: { kind: { S: ['comment', 'workNote'] } } } } },
            }),
          },
        },
        { eventName: ['REMOVE'], dynamodb: { OldImage: image(['presence']) } },
      ],
    ],
  ])('%s hears of what it acts on, and of nothing else', (name, expected) => {
    const { Filters: filters } = mappingTo(name).FilterCriteria as { Filters: readonly { Pattern: string }[] };
    expect(filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual(expected);
  });

  it('ask no more patterns of one mapping than Lambda takes', () => {
    for (const { FilterCriteria } of mappings) {
      expect((FilterCriteria as { Filters: readonly unknown[] }).Filters.length).toBeLessThanOrEqual(5);
    }
  });

  it('begin with what comes and give up soon where only what is new is worth telling', () => {
    expect(mappingTo('Live')).toMatchObject({
      StartingPosition: 'LATEST',
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 300,
    });
    for (const mapping of mappings.filter((each) => each !== mappingTo('Live'))) {
      expect(mapping).toMatchObject({ MaximumRetryAttempts: 20, StartingPosition: 'TRIM_HORIZON' });
    }
  });

  it('report which records failed, are cut in two around a bad one, and end in dead letters of their own', () => {
    for (const mapping of mappings) {
      expect(mapping).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
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
