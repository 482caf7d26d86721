import { describe, expect, it } from 'vitest';
import { checklistOf } from '#shared/request/checklist.ts';
import type { Email } from '#shared/request/course.ts';
import { created, firstImport, now, numbersAt } from '../../support/desk.ts';

describe('a new request', () => {
  it('is open, unconfirmed, due on its first activity, and says where it came from', () => {
    expect(created().request).toMatchObject({
      number: 'RITM0010001',
      version: 1,
      run: 1,
      state: 'open',
      dueOn: '2020-09-03',
      dueOnConfirmed: false,
      recordings: [],
      vanished: null,
      changedBy: null,
      createdAt: now,
      createdFrom: { import: firstImport, row: 5 },
      tasks: numbersAt(1).tasks,
    });
  });

  it('has the four tasks of the guide: Entrevue open at once, the others waiting, each in its group', () => {
    expect(created().tasks.map(({ kind, state, group }) => [kind, state, group])).toEqual([
      ['interview', 'open', 'techno-pedagogues'],
      ['planning', 'pending', 'technologues'],
      ['coaching', 'pending', 'techno-pedagogues'],
      ['compliance', 'pending', 'technologues'],
    ]);
  });

  it.each(['synchronous', 'asynchronous'] as const)('gives each task the checklist of its approach, %s', (approach) => {
    for (const task of created({ approach }).tasks) {
      expect(task.checklist).toEqual(checklistOf(task.kind, approach).map(({ key }) => ({ item: key, done: null })));
      expect(task).toMatchObject({
        version: 1,
        assignee: null,
        request: 'RITM0010001',
        course: { dueOn: '2020-09-03' },
      });
    }
  });

  it('knows the presenters that the grid names', () => {
    const people = [{ name: 'Paul', email: 'paul@example.org' as Email }];
    expect(created({ presenters: people }).request.presenters).toEqual({ kind: 'listed', people, from: 'grid' });
  });

  it('does not know its presenters when the grid names none', () => {
    expect(created().request.presenters).toEqual({ kind: 'unknown' });
  });
});
