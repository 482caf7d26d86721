import { describe, expect, it } from 'vitest';
import { checklistOf } from '#shared/request/checklist.ts';
import { cancel, edit, type RequestWithTasks } from '#shared/request/decide.ts';
import type { RecordingId } from '#shared/ids.ts';
import { assign, check, close, skip, takeCharge } from '#shared/task/decide.ts';
import { missingToClose } from '#shared/task/missing.ts';
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
import { beforeCompliance, interviewed, opened, taken, ticked, worked } from '../../support/progress.ts';

const cancelled = (desk: RequestWithTasks): RequestWithTasks =>
  applied(desk, changeOf(cancel(desk, { reason: 'Cours retiré' }, people.mona, now)));
const over = [
  ['closed', worked(created(), 'interview')],
  ['skipped', applied(created(), changeOf(skip(taskOf(created(), 'interview'), { reason: 'x' }, people.mona, now)))],
  ['cancelled', cancelled(created())],
] as const;

describe('taking charge', () => {
  it('gives the task to the caller, starts it, and starts the request', () => {
    const change = changeOf(takeCharge(whole(created(), 'interview'), people.tess, later));
    expect(change.tasks[0]?.after).toMatchObject({
      state: 'inProgress',
      version: 2,
      openedAt: now,
      startedAt: later,
      assignee: { id: 'tess', name: 'Tess' },
    });
    expect(change.request).toMatchObject({ expected: 1, after: { state: 'inProgress', startedAt: later, version: 2 } });
    expect(told(change)).toEqual([
      'RITM0010001 started | state: open → inProgress',
      'SCTASK0010001 taken | state: open → inProgress | assignee: null → Tess | assigneeId: null → tess',
    ]);
  });

  it('leaves alone a request already begun', () => {
    const desk = opened(worked(created(), 'interview'), 'planning');
    const change = changeOf(takeCharge(whole(desk, 'planning'), people.tina, now));
    expect(change).toMatchObject({ request: null, relied: null });
    expect(change.lines).toHaveLength(1);
  });

  it('changes nothing when the caller already has it in progress', () => {
    expect(idleOf(takeCharge(whole(taken(created(), 'interview'), 'interview'), people.tess, later))).toBe('unchanged');
  });

  it('refuses one that somebody else has in progress, by name', () => {
    const refusal = refusalOf(takeCharge(whole(taken(created(), 'interview'), 'interview'), people.theo, later));
    expect(refusal).toEqual({ code: 'taskTaken', params: { assignee: 'Tess' } });
  });

  it('starts one assigned to the caller beforehand, and refuses it to a colleague', () => {
    const desk = applied(created(), changeOf(assign(taskOf(created(), 'interview'), people.theo, people.mona, now)));
    expect(changeOf(takeCharge(whole(desk, 'interview'), people.theo, later)).tasks[0]?.after.state).toBe('inProgress');
    expect(refusalOf(takeCharge(whole(desk, 'interview'), people.tess, later)).code).toBe('taskTaken');
  });

  it('refuses a task that waits for those before it', () => {
    expect(refusalOf(takeCharge(whole(created(), 'planning'), people.tina, now)).code).toBe('taskPending');
  });

  it.each(over)('refuses a %s task', (state, desk) => {
    const refusal = refusalOf(takeCharge(whole(desk, 'interview'), people.tess, now));
    expect(refusal).toEqual({ code: 'taskOver', params: { state } });
  });

  it.each([people.tina, people.mona, people.rita])('refuses $name, who is not of the group', (caller) => {
    expect(refusalOf(takeCharge(whole(created(), 'interview'), caller, now)).code).toBe('notAllowed');
  });
});

describe('assigning', () => {
  it('names ahead who will hold a pending task, which goes on waiting', () => {
    const change = changeOf(assign(taskOf(created(), 'planning'), people.tina, people.mona, now));
    expect(change.tasks[0]?.after).toMatchObject({
      state: 'pending',
      assignee: { id: 'tina', name: 'Tina' },
      version: 2,
    });
    expect(change.request).toBeNull();
    expect(told(change)).toEqual(['SCTASK0010002 assigned | assignee: null → Tina | assigneeId: null → tina']);
  });

  it('keeps in progress a task handed to a colleague', () => {
    const before = taskOf(taken(created(), 'interview'), 'interview');
    const change = changeOf(assign(before, people.theo, people.tess, later));
    expect(change.tasks[0]?.after).toMatchObject({ state: 'inProgress', startedAt: now, assignee: { id: 'theo' } });
  });

  it('opens again a task in progress that nobody holds any more', () => {
    const change = changeOf(assign(taskOf(taken(created(), 'interview'), 'interview'), null, people.tess, later));
    const after = change.tasks[0]?.after;
    expect(after).toMatchObject({ state: 'open', openedAt: now, assignee: null });
    expect(after).not.toHaveProperty('startedAt');
    expect(told(change)).toEqual([
      'SCTASK0010001 unassigned | state: inProgress → open | assignee: Tess → null | assigneeId: tess → null',
    ]);
  });

  it('changes nothing when the task is already so', () => {
    expect(idleOf(assign(taskOf(created(), 'interview'), null, people.tess, now))).toBe('unchanged');
    const held = taskOf(taken(created(), 'interview'), 'interview');
    expect(idleOf(assign(held, people.tess, people.mona, now))).toBe('unchanged');
  });

  it.each([people.tina, people.mona, people.idle, people.rita])('refuses $name, who is no member', (assignee) => {
    expect(refusalOf(assign(taskOf(created(), 'interview'), assignee, people.mona, now))).toEqual({
      code: 'assigneeNotInGroup',
      field: 'assignee',
      params: { assignee: assignee.name, group: 'techno-pedagogues' },
    });
  });

  it.each(over)('refuses a %s task', (_, desk) => {
    expect(refusalOf(assign(taskOf(desk, 'interview'), people.theo, people.mona, now)).code).toBe('taskOver');
  });

  it('refuses a caller who neither belongs to the group nor manages', () => {
    expect(refusalOf(assign(taskOf(created(), 'interview'), people.tess, people.tina, now)).code).toBe('notAllowed');
  });
});

describe('ticking an item', () => {
  const item = 'present-services';

  it('says who ticked it and when, and unticks it', () => {
    const desk = taken(created(), 'interview');
    const change = changeOf(check(taskOf(desk, 'interview'), { item, done: true }, people.theo, later));
    expect(change.tasks[0]?.after.checklist).toContainEqual({
      item,
      done: { at: later, by: { id: 'theo', name: 'Theo' } },
    });
    expect(told(change)).toEqual([`SCTASK0010001 checked | checklist.${item}: false → true`]);
    const back = check(taskOf(applied(desk, change), 'interview'), { item, done: false }, people.tess, later);
    expect(told(changeOf(back))).toEqual([`SCTASK0010001 unchecked | checklist.${item}: true → false`]);
  });

  it('changes nothing when it is already so', () => {
    const task = taskOf(taken(created(), 'interview'), 'interview');
    expect(idleOf(check(task, { item, done: false }, people.tess, now))).toBe('unchanged');
  });

  it('refuses a task nobody has begun', () => {
    expect(refusalOf(check(taskOf(created(), 'interview'), { item, done: true }, people.tess, now)).code).toBe(
      'taskNotStarted',
    );
  });

  it('refuses a pending task', () => {
    const task = taskOf(created(), 'planning');
    expect(refusalOf(check(task, { item: 'check-access', done: true }, people.tina, now)).code).toBe('taskPending');
  });

  it.each(over)('refuses a %s task', (_, desk) => {
    expect(refusalOf(check(taskOf(desk, 'interview'), { item, done: true }, people.tess, now)).code).toBe('taskOver');
  });

  it('refuses an item of another list', () => {
    const task = taskOf(taken(created(), 'interview'), 'interview');
    expect(refusalOf(check(task, { item: 'check-access', done: true }, people.tess, now))).toEqual({
      code: 'checklistItemUnknown',
      params: { item: 'check-access' },
    });
  });

  it('refuses somebody of another group', () => {
    const task = taskOf(taken(created(), 'interview'), 'interview');
    expect(refusalOf(check(task, { item, done: true }, people.tina, now)).code).toBe('notAllowed');
  });
});

describe('closing', () => {
  it('ends a task that has all it needs, relying on the request as it was read', () => {
    const desk = ticked(taken(interviewed(created()), 'interview'), 'interview');
    const change = changeOf(close(whole(desk, 'interview'), people.theo, later));
    expect(change.tasks[0]?.after).toMatchObject({
      state: 'closed',
      openedAt: now,
      startedAt: now,
      endedAt: later,
      endedBy: { id: 'theo' },
      assignee: { id: 'tess' },
    });
    expect(change.relied).toEqual({ number: 'RITM0010001', version: desk.request.version });
    expect(change.request).toBeNull();
    expect(told(change)).toEqual(['SCTASK0010001 closed | state: inProgress → closed']);
  });

  it('relies on nothing but the task for Planification and Accompagnement, so that both can close at one moment', () => {
    let desk = worked(created(), 'interview');
    desk = ticked(taken(opened(desk, 'planning'), 'planning'), 'planning');
    expect(changeOf(close(whole(desk, 'planning'), people.tina, now)).relied).toBeNull();
    desk = ticked(taken(opened(desk, 'coaching'), 'coaching'), 'coaching');
    expect(changeOf(close(whole(desk, 'coaching'), people.tess, now)).relied).toBeNull();
  });

  it('says what is missing: mandatory items first', () => {
    const refusal = refusalOf(close(whole(taken(created(), 'interview'), 'interview'), people.tess, now));
    expect(refusal).toEqual({
      code: 'checklistIncomplete',
      params: { items: 'present-services, collect-course-plan, brief-coaching, brief-planning', count: 4 },
    });
  });

  it('needs no optional item', () => {
    const desk = ticked(taken(interviewed(created()), 'interview'), 'interview');
    const optional = checklistOf('interview', 'asynchronous').filter((item) => !item.mandatory);
    expect(optional).not.toEqual([]);
    expect(missingToClose(taskOf(desk, 'interview'), desk.request)).toEqual([]);
  });

  it('holds the interview until the due date is confirmed and the presenters are entered', () => {
    let desk = ticked(taken(created(), 'interview'), 'interview');
    expect(missingToClose(taskOf(desk, 'interview'), desk.request).map(({ code }) => code)).toEqual([
      'dueDateNotConfirmed',
      'presentersMissing',
    ]);
    expect(refusalOf(close(whole(desk, 'interview'), people.tess, now)).code).toBe('dueDateNotConfirmed');
    desk = applied(desk, changeOf(edit(desk, { dueOnConfirmed: true }, [], people.tess, now)));
    expect(refusalOf(close(whole(desk, 'interview'), people.tess, now)).code).toBe('presentersMissing');
    desk = applied(desk, changeOf(edit(desk, { presenters: { kind: 'none' } }, [], people.tess, now)));
    expect(close(whole(desk, 'interview'), people.tess, now).ok).toBe(true);
  });

  it('holds compliance until every announced recording is validated or missing on purpose', () => {
    let desk = opened(beforeCompliance(created()), 'compliance');
    desk = ticked(taken(desk, 'compliance'), 'compliance');
    const ids = ['r1', 'r2', 'r3'] as RecordingId[];
    const recordings = [
      { title: 'Cours 1', presenter: null, state: 'announced' },
      { title: 'Cours 2', presenter: 'Paul', state: 'validated' },
      { title: 'Cours 3', presenter: null, state: 'announced' },
    ] as const;
    desk = applied(desk, changeOf(edit(desk, { recordings }, ids, people.tom, now)));
    expect(refusalOf(close(whole(desk, 'compliance'), people.tom, now))).toEqual({
      code: 'recordingsUnsettled',
      params: { recordings: 'Cours 1, Cours 3', count: 2 },
    });
    const settled = desk.request.recordings.map((recording) => ({
      ...recording,
      state: recording.state === 'announced' ? ('intentionallyAbsent' as const) : recording.state,
    }));
    desk = applied(desk, changeOf(edit(desk, { recordings: settled }, [], people.tom, now)));
    expect(close(whole(desk, 'compliance'), people.tom, now).ok).toBe(true);
  });

  it('refuses a task that nobody has begun, that waits, or that is over', () => {
    expect(refusalOf(close(whole(created(), 'interview'), people.tess, now)).code).toBe('taskNotStarted');
    expect(refusalOf(close(whole(created(), 'planning'), people.tina, now)).code).toBe('taskPending');
    for (const [, desk] of over) {
      expect(refusalOf(close(whole(desk, 'interview'), people.tess, now)).code).toBe('taskOver');
    }
  });

  it('refuses somebody of another group', () => {
    expect(refusalOf(close(whole(taken(created(), 'interview'), 'interview'), people.mona, now)).code).toBe(
      'notAllowed',
    );
  });
});

describe('skipping', () => {
  const reason = '  Le responsable a déjà tout  ';

  it.each([
    ['a pending', created(), 'planning', 'pending', null],
    ['an open', created(), 'interview', 'open', now],
    ['a begun', taken(created(), 'interview'), 'interview', 'inProgress', now],
  ] as const)('lets the workflow pass %s task, with its reason', (_, desk, kind, state, openedAt) => {
    const change = changeOf(skip(taskOf(desk, kind), { reason }, people.mona, later));
    expect(change.tasks[0]?.after).toMatchObject({
      state: 'skipped',
      openedAt,
      endedAt: later,
      endedBy: { id: 'mona' },
      reason: 'Le responsable a déjà tout',
    });
    expect(change.lines[0]?.content).toMatchObject({
      action: 'skipped',
      changes: [{ field: 'state', from: state, to: 'skipped' }],
      reason: 'Le responsable a déjà tout',
    });
  });

  it('refuses a blank reason', () => {
    expect(refusalOf(skip(taskOf(created(), 'interview'), { reason: ' ' }, people.mona, now))).toEqual({
      code: 'reasonMissing',
      field: 'reason',
    });
  });

  it.each(over)('refuses a %s task', (_, desk) => {
    expect(refusalOf(skip(taskOf(desk, 'interview'), { reason }, people.mona, now)).code).toBe('taskOver');
  });

  it('refuses everybody but a manager', () => {
    expect(refusalOf(skip(taskOf(created(), 'interview'), { reason }, people.tess, now)).code).toBe('notAllowed');
  });
});
