import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queueColumns, wholeQueue, type QueueQuery } from '#shared/task/queue.ts';
import { comparing, matcher, rowOf } from '#web/data/queueRow.ts';
import { taskAt } from '../tasks.ts';

const someone = { id: 'p1', name: 'Zoé Œuvrard' };
const ranks = fc.uniqueArray(fc.nat(200), { maxLength: 40 });
const rowsOf = (numbers: readonly number[]) =>
  numbers.map((rank) => {
    const assignee = rank % 3 === 0 ? someone : null;
    const department = rank % 2 === 0 ? 'Pédiatrie' : 'Anatomie';
    return rowOf(taskAt(rank, { assignee, label: String(rank % 4) }, { department, term: `${'HEA'[rank % 3]}2026` }));
  });

describe('the order of a queue', () => {
  it('depends on its rows and not on how they came', () => {
    const sorts = fc.record({
      column: fc.constantFrom(...queueColumns),
      direction: fc.constantFrom<('ascending' | 'descending')[]>('ascending', 'descending'),
    });
    fc.assert(
      fc.property(ranks, sorts, (numbers, sort) => {
        const once = rowsOf(numbers).sort(comparing(sort));
        const again = rowsOf(numbers.toReversed()).sort(comparing(sort));
        expect(again.map(({ task }) => task.number)).toEqual(once.map(({ task }) => task.number));
      }),
    );
  });

  it('puts terms in the order of the year, and nobody after everybody', () => {
    const terms = ['A2026', 'H2027', 'E2026', 'H2026'].map((term, rank) => rowOf(taskAt(rank, {}, { term })));
    const sorted = terms.sort(comparing({ column: 'term', direction: 'ascending' }));
    expect(sorted.map(({ task }) => task.course.term)).toEqual(['H2026', 'E2026', 'A2026', 'H2027']);
    const held = [rowOf(taskAt(1)), rowOf(taskAt(2, { assignee: someone }))];
    const [first] = held.sort(comparing({ column: 'assignee', direction: 'ascending' }));
    expect(first?.task.assignee).toEqual(someone);
  });
});

describe('what narrows a queue', () => {
  const found = (change: Partial<QueueQuery>, ...tasks: ReturnType<typeof taskAt>[]) =>
    tasks
      .map(rowOf)
      .filter(matcher({ ...wholeQueue, ...change }))
      .map(({ task }) => task.number);

  it('finds every word anywhere, accents, ligatures and case aside', () => {
    const task = taskAt(7, { assignee: someone }, { title: 'Anatomie du cœur' });
    for (const text of ['coeur ANATOMIE', 'mmd1007', 'SCTASK0010007', 'pediatrie haddad', 'oeuvrard', ' '])
      expect(found({ text }, task), text).toEqual([task.number]);
    expect(found({ text: 'anatomie foie' }, task)).toEqual([]);
  });

  it('tells states in hand, waiting and over apart, and who holds nothing', () => {
    const tasks = ['open', 'inProgress', 'pending', 'closed'].map((state, rank) => taskAt(rank, { state }));
    const count = (states: QueueQuery['states']) => found({ states }, ...tasks).length;
    expect([count('inHand'), count('open'), count('pending'), count('over'), count('all')]).toEqual([2, 1, 1, 1, 4]);
    const held = taskAt(9, { assignee: someone });
    expect(found({ assignee: 'nobody' }, held, taskAt(8))).toEqual([taskAt(8).number]);
    expect(found({ assignee: 'p1' }, held, taskAt(8))).toEqual([held.number]);
  });
});
