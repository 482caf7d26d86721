/** The right people at work on the tasks of a request, by the API alone. */
import { expect, vi } from 'vitest';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { RequestNumber, ServiceTaskNumber } from '#shared/ids.ts';
import type { TaskKind } from '#shared/request/plan.ts';
import type { TaskState } from '#shared/task/serviceTask.ts';
import type { Caller } from './caller.ts';
import { courses, csvGrid } from './courseGrid.ts';
import { patience, sideBySide, type Doors, type RequestPage } from './doors.ts';

type TaskPage = ResponseOf<'readTask'>;

/** Who works which task in these tests, by username. */
const workers: Readonly<Record<TaskKind, string>> = {
  interview: 'sophie',
  planning: 'marc',
  coaching: 'julien',
  compliance: 'linh',
};

export function taskNumber({ tasks }: RequestPage, kind: TaskKind): ServiceTaskNumber {
  const task = tasks.find((one) => one.kind === kind);
  if (!task) throw new Error(`No task of kind ${kind}`);
  return task.number;
}

export function teamOf(desk: Doors) {
  const manager = desk.as('helene');
  const task = (number: ServiceTaskNumber): Promise<TaskPage> => manager.does('readTask', { params: { task: number } });

  /** Waits until a task stands so. */
  const taskIs = (number: ServiceTaskNumber, state: TaskState): Promise<TaskPage> =>
    vi.waitFor(async () => {
      const page = await task(number);
      expect(page.state).toBe(state);
      return page;
    }, patience);

  const take = (who: Caller, { number, version }: TaskPage): Promise<TaskPage> =>
    who.does('takeCharge', { params: { task: number }, version });

  /** Ticks all that is mandatory. */
  const tick = async (who: Caller, begun: TaskPage): Promise<TaskPage> => {
    let page = begun;
    for (const { item } of begun.checklist.filter(({ mandatory, done }) => mandatory && !done)) {
      const params = { task: page.number, item };
      page = await who.does('checkItem', { params, version: page.version, body: { done: true } });
    }
    return page;
  };

  /** Takes a task in charge as soon as it is open, and brings it to where only closing is left. */
  const prepare = async (number: ServiceTaskNumber, kind: TaskKind): Promise<TaskPage> => {
    const who = desk.as(workers[kind]);
    return tick(who, await take(who, await taskIs(number, 'open')));
  };

  /** Closes a task. An answer that took too long leaves open whether it was done: the task itself says. */
  const close = async (kind: TaskKind, { number, version }: TaskPage): Promise<TaskPage> => {
    for (;;) {
      const { status, body } = await desk.as(workers[kind]).send('closeTask', { params: { task: number }, version });
      if (status === 200) return body;
      const now = await task(number);
      if (now.state === 'closed') return now;
      if (status !== 503) throw new Error(`Closing ${number} was answered ${status}: ${JSON.stringify(body)}`);
    }
  };

  const skip = async (number: ServiceTaskNumber, reason = 'Déjà fait'): Promise<TaskPage> =>
    manager.does('skipTask', {
      params: { task: number },
      version: (await task(number)).version,
      body: { reason },
    });

  /** Requests of a small grid of a term of its own, in the grid's order; the same head of course answers for all. */
  const made = async (term: string, count: number): Promise<readonly RequestPage[]> => {
    const row = { responsible: 'Émilie Haddad', email: 'emilie.haddad@umontreal.example' };
    const ended = await desk.land(`grids/${term}.csv`, csvGrid(courses(term, count, row)));
    expect(ended).toMatchObject({ state: 'done', counts: { read: count, created: count } });
    const rows = [...(await desk.requestsOf(term))].sort((a, b) => (a.course.sigle < b.course.sigle ? -1 : 1));
    return sideBySide(rows, ({ number }) => desk.read(number));
  };

  return {
    made,
    task,
    taskIs,
    take,
    tick,
    prepare,
    close,
    skip,
    /** Prepares and closes a task that needs nothing but its checklist. */
    work: async (request: RequestPage, kind: TaskKind): Promise<TaskPage> =>
      close(kind, await prepare(taskNumber(request, kind), kind)),
    requestIs: (request: RequestNumber, state: RequestPage['state']): Promise<RequestPage> =>
      vi.waitFor(async () => {
        const page = await desk.read(request);
        expect(page.state).toBe(state);
        return page;
      }, patience),
  };
}
