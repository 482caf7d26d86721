import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupIds } from '#shared/access/person.ts';
import { approaches } from '#shared/request/course.ts';
import { taskKinds } from '#shared/request/plan.ts';
import { queueColumns, queueStates, wholeQueue, type QueueQuery } from '#shared/task/queue.ts';
import { addressOfQueue, isNarrowed, queueIn, unfiltered } from '#web/data/queueQuery.ts';

const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '');
const maybe = <Value>(of: fc.Arbitrary<Value>) => fc.option(of);
const where = fc.oneof(
  fc.constant({ view: 'mine', group: null } as const),
  fc.record({ view: fc.constantFrom('group', 'unassigned'), group: fc.constantFrom(...groupIds) }),
);
const queries: fc.Arbitrary<QueueQuery> = fc
  .tuple(
    where,
    fc.record({
      states: fc.constantFrom(...queueStates),
      kind: maybe(fc.constantFrom(...taskKinds)),
      department: maybe(word),
      approach: maybe(fc.constantFrom(...approaches)),
      term: maybe(word),
      assignee: maybe(word),
      text: fc.oneof(fc.constant(''), word),
      sort: fc.record({
        column: fc.constantFrom(...queueColumns),
        direction: fc.constantFrom('ascending', 'descending'),
      }),
      columns: maybe(fc.subarray([...queueColumns], { minLength: 1 })),
    }),
  )
  .map(([at, rest]) => ({ ...at, ...rest }));

describe('the address of a queue', () => {
  it('says all of it, and is read back as it was', () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(queueIn(addressOfQueue(query))).toEqual(query);
      }),
    );
  });

  it('says nothing of what goes without saying', () => {
    expect(addressOfQueue(wholeQueue)).toEqual({ view: 'mine' });
    expect(addressOfQueue({ ...wholeQueue, sort: { column: 'due', direction: 'descending' } })).toEqual({
      view: 'mine',
      sort: '-due',
    });
  });

  it('falls back on the whole queue where it says something odd', () => {
    expect(queueIn({})).toEqual(wholeQueue);
    expect(queueIn({ view: 'group' })).toEqual(wholeQueue);
    expect(queueIn({ group: 'technologues', sort: 'colour', state: 'lost', columns: 'x,due' })).toEqual({
      ...wholeQueue,
      view: 'group',
      group: 'technologues',
      columns: ['due'],
    });
    expect(queueIn({ view: 'mine', group: ['technologues', null], q: [null, 'anatomie'] }).text).toBe('anatomie');
  });

  it('knows what narrows it, and how to take that away', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const { view, group, sort, columns } = query;
        expect(unfiltered(query)).toMatchObject({ view, group, sort, columns });
        expect(isNarrowed(unfiltered(query))).toBe(false);
      }),
    );
    expect(isNarrowed({ ...wholeQueue, states: 'over' })).toBe(true);
    expect(isNarrowed({ ...wholeQueue, text: ' ' })).toBe(false);
  });
});
