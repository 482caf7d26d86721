import { describe, expect, it } from 'vitest';
import { cancel } from '#shared/request/decide.ts';
import { closeWhenDone, repair, repairsAllowed, repairWindowMs } from '#shared/request/workflow.ts';
import { skip } from '#shared/task/decide.ts';
import { instantOf, msOf } from '#shared/time/instant.ts';
import { applied, changeOf, created, idleOf, later, now, people, told } from '../../support/desk.ts';
import { beforeCompliance, opened, worked } from '../../support/progress.ts';

describe('closing a request', () => {
  it('follows the end of all its tasks, by the workflow', () => {
    const desk = worked(opened(beforeCompliance(created()), 'compliance'), 'compliance');
    const change = changeOf(closeWhenDone(desk, 1, later));
    expect(change.request?.after).toMatchObject({ state: 'closed', startedAt: now, closedAt: later });
    expect(change.lines[0]).toMatchObject({ by: { kind: 'workflow' }, door: 'workflow' });
    expect(told(change)).toEqual(['RITM0010001 closed | state: inProgress → closed']);
    expect(idleOf(closeWhenDone(applied(desk, change), 1, later))).toBe('requestOver');
  });

  it('also ends a request of which every task was skipped before it began', () => {
    const desk = created().tasks.reduce(
      (moved, task) => applied(moved, changeOf(skip(task, { reason: 'x' }, people.mona, now))),
      created(),
    );
    expect(changeOf(closeWhenDone(desk, 1, later)).request?.after).toMatchObject({ state: 'closed', startedAt: null });
  });

  it('waits while a task is in hand', () => {
    expect(idleOf(closeWhenDone(beforeCompliance(created()), 1, later))).toBe('tasksInHand');
  });

  it('ignores another run, and a cancelled request', () => {
    const desk = worked(opened(beforeCompliance(created()), 'compliance'), 'compliance');
    expect(idleOf(closeWhenDone(desk, 2, later))).toBe('runSuperseded');
    const cancelled = applied(created(), changeOf(cancel(created(), { reason: 'x' }, people.mona, now)));
    expect(idleOf(closeWhenDone(cancelled, 1, later))).toBe('requestOver');
  });
});

describe('repairing a workflow', () => {
  const { request } = created();
  const ago = (ms: number) => instantOf(msOf(later) - ms);

  it('raises the run, for another execution to catch up', () => {
    const change = changeOf(repair(request, 1, [], later));
    expect(change.request?.after).toMatchObject({ run: 2, state: 'open', version: 2 });
    expect(told(change)).toEqual(['RITM0010001 repaired | run: 1 → 2']);
  });

  it('is done once for a lost run', () => {
    const after = applied(created(), changeOf(repair(request, 1, [], later)));
    expect(idleOf(repair(after.request, 1, [], later))).toBe('runSuperseded');
  });

  it('leaves alone a request that is over', () => {
    const cancelled = applied(created(), changeOf(cancel(created(), { reason: 'x' }, people.mona, now)));
    expect(idleOf(repair(cancelled.request, 1, [], later))).toBe('requestOver');
  });

  it('gives up after too many repairs within the hour, and not for older ones', () => {
    const recent = Array.from({ length: repairsAllowed }, (_, rank) => ago(rank * 60_000));
    expect(idleOf(repair(request, 1, recent, later))).toBe('repairedTooOften');
    expect(repair(request, 1, recent.slice(1), later).kind).toBe('change');
    expect(repair(request, 1, [...recent.slice(1), ago(repairWindowMs)], later).kind).toBe('change');
  });
});
