import { describe, expect, it } from 'vitest';
import { cancel, type RequestWithTasks } from '#shared/request/decide.ts';
import type { TaskKind } from '#shared/request/plan.ts';
import { closeWhenDone } from '#shared/request/workflow.ts';
import { assign, skip } from '#shared/task/decide.ts';
import { open } from '#shared/task/open.ts';
import { reopen } from '#shared/task/reopen.ts';
import {
  applied,
  changeOf,
  created,
  idleOf,
  later,
  now,
  people,
  refusalOf,
  taskOf,
  told,
  whole,
} from '../../support/desk.ts';
import { beforeCompliance, opened, taken, worked } from '../../support/progress.ts';

const reason = 'Présentateurs à revoir';
const reopened = (desk: RequestWithTasks, kind: TaskKind): RequestWithTasks =>
  applied(desk, changeOf(reopen(whole(desk, kind), { reason }, people.mona, later)));
const skipped = (desk: RequestWithTasks, kind: TaskKind): RequestWithTasks =>
  applied(desk, changeOf(skip(taskOf(desk, kind), { reason }, people.mona, now)));
const states = (desk: RequestWithTasks): readonly string[] => desk.tasks.map((task) => task.state);
const closed = (desk: RequestWithTasks): RequestWithTasks =>
  applied(desk, changeOf(closeWhenDone(desk, desk.request.run, now)));
const finished = (): RequestWithTasks =>
  closed(worked(opened(beforeCompliance(created()), 'compliance'), 'compliance'));

describe('reopening', () => {
  it('gives a closed task back to its assignee and raises the run of the request', () => {
    const desk = worked(created(), 'interview');
    const change = changeOf(reopen(whole(desk, 'interview'), { reason }, people.mona, later));
    expect(change.tasks[0]?.after).toMatchObject({
      state: 'inProgress',
      openedAt: now,
      startedAt: now,
      assignee: { id: 'tess' },
    });
    expect(change.request?.after).toMatchObject({ run: 2, state: 'inProgress', startedAt: now });
    expect(told(change)).toEqual([
      'RITM0010001 reopened | run: 1 → 2',
      'SCTASK0010001 reopened | state: closed → inProgress',
    ]);
    expect(change.lines.map(({ content }) => content.kind === 'change' && content.reason)).toEqual([reason, reason]);
  });

  it('sends back to pending what comes after and is in hand, and leaves closed what is closed', () => {
    let desk = worked(created(), 'interview');
    desk = worked(opened(desk, 'planning'), 'planning');
    desk = taken(opened(desk, 'coaching'), 'coaching');
    const after = reopened(desk, 'interview');
    expect(states(after)).toEqual(['inProgress', 'closed', 'pending', 'pending']);
    expect(taskOf(after, 'coaching')).toMatchObject({ assignee: { id: 'theo' } });
    expect(taskOf(after, 'coaching')).not.toHaveProperty('startedAt');
  });

  it('leaves alone a task of the same stage', () => {
    let desk = worked(created(), 'interview');
    desk = worked(opened(desk, 'planning'), 'planning');
    desk = taken(opened(desk, 'coaching'), 'coaching');
    expect(states(reopened(desk, 'planning'))).toEqual(['closed', 'inProgress', 'inProgress', 'pending']);
  });

  it('takes a closed request back in progress', () => {
    const desk = finished();
    expect(desk.request.state).toBe('closed');
    const after = reopened(desk, 'interview');
    expect(after.request).toMatchObject({ state: 'inProgress', run: 2, startedAt: now });
    expect(after.request).not.toHaveProperty('closedAt');
    expect(states(after)).toEqual(['inProgress', 'closed', 'closed', 'closed']);
  });

  it('opens a skipped task that nobody held', () => {
    const after = reopened(skipped(created(), 'interview'), 'interview');
    expect(taskOf(after, 'interview')).toMatchObject({ state: 'open', openedAt: now });
  });

  it('starts a skipped task that somebody held', () => {
    const assigned = applied(
      created(),
      changeOf(assign(taskOf(created(), 'interview'), people.theo, people.mona, now)),
    );
    const after = reopened(skipped(assigned, 'interview'), 'interview');
    expect(taskOf(after, 'interview')).toMatchObject({
      state: 'inProgress',
      startedAt: later,
      assignee: { id: 'theo' },
    });
  });

  it('makes a task wait while one before it is in hand', () => {
    const desk = skipped(created(), 'compliance');
    expect(states(reopened(desk, 'compliance'))).toEqual(['open', 'pending', 'pending', 'pending']);
    const twice = reopened(reopened(finished(), 'interview'), 'planning');
    expect(states(twice)).toEqual(['inProgress', 'pending', 'closed', 'closed']);
    expect(twice.request.run).toBe(3);
  });

  it('refuses a task in hand, a cancelled request, a blank reason, and everybody but a manager', () => {
    const desk = worked(created(), 'interview');
    const cancelled = applied(desk, changeOf(cancel(desk, { reason }, people.mona, now)));
    expect(refusalOf(reopen(whole(created(), 'interview'), { reason }, people.mona, now)).code).toBe('taskNotOver');
    expect(refusalOf(reopen(whole(cancelled, 'interview'), { reason }, people.mona, now))).toEqual({
      code: 'requestOver',
      params: { state: 'cancelled' },
    });
    expect(refusalOf(reopen(whole(desk, 'interview'), { reason: '\n' }, people.mona, now)).code).toBe('reasonMissing');
    expect(refusalOf(reopen(whole(desk, 'interview'), { reason }, people.tess, now)).code).toBe('notAllowed');
  });
});

describe('opening by the workflow', () => {
  it('opens a pending task whose turn has come, relying on the request', () => {
    const desk = worked(created(), 'interview');
    const change = changeOf(open(whole(desk, 'planning'), 1, later));
    expect(change.tasks[0]?.after).toMatchObject({ state: 'open', openedAt: later, version: 2 });
    expect(change.relied).toEqual({ number: 'RITM0010001', version: desk.request.version });
    expect(change.lines[0]).toMatchObject({ by: { kind: 'workflow' }, door: 'workflow' });
    expect(told(change)).toEqual(['SCTASK0010002 opened | state: pending → open']);
  });

  it('keeps whoever was named ahead', () => {
    let desk = worked(created(), 'interview');
    desk = applied(desk, changeOf(assign(taskOf(desk, 'planning'), people.tina, people.mona, now)));
    expect(taskOf(opened(desk, 'planning'), 'planning')).toMatchObject({ state: 'open', assignee: { id: 'tina' } });
  });

  it('does nothing to a task open already, over already, or whose turn has not come', () => {
    const desk = worked(created(), 'interview');
    expect(idleOf(open(whole(created(), 'interview'), 1, now))).toBe('alreadyOpen');
    expect(idleOf(open(whole(taken(created(), 'interview'), 'interview'), 1, now))).toBe('alreadyOpen');
    expect(idleOf(open(whole(desk, 'interview'), 1, now))).toBe('taskOver');
    expect(idleOf(open(whole(skipped(desk, 'planning'), 'planning'), 1, now))).toBe('taskOver');
    expect(idleOf(open(whole(desk, 'compliance'), 1, now))).toBe('notItsTurn');
    const half = worked(opened(desk, 'planning'), 'planning');
    expect(idleOf(open(whole(half, 'compliance'), 1, now))).toBe('notItsTurn');
  });

  it('ignores a run that a later one has replaced', () => {
    const desk = reopened(worked(created(), 'interview'), 'interview');
    expect(idleOf(open(whole(desk, 'interview'), 1, now))).toBe('runSuperseded');
    expect(idleOf(open(whole(desk, 'interview'), 2, now))).toBe('alreadyOpen');
  });
});
