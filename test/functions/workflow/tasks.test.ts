import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as history from '#functions/store/history.ts';
import * as requests from '#functions/store/requests.ts';
import * as taskTokens from '#functions/store/taskTokens.ts';
import { answer, executionsOf, start, stop } from '#functions/runtime/executions.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { Sigle } from '#shared/request/course.ts';
import type { TaskKind } from '#shared/request/plan.ts';
import { repair } from '#shared/request/workflow.ts';
import { skip } from '#shared/task/decide.ts';
import { created, now, people, taskOf } from '#test/support/desk.ts';
import { startDesk, type RunningDesk } from '#test/support/runningDesk.ts';

let desk: RunningDesk;
let rank = 0;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk.stop();
});

/** A request of which these tasks were skipped; nothing flows unless a test lets it. */
async function request(...skipped: readonly TaskKind[]): Promise<RequestNumber> {
  rank += 1;
  const made = created({ sigle: `TSK${rank}` as Sigle }, rank);
  await requests.create(desk.table, made);
  for (const kind of skipped) await pass(made.request.number, kind);
  return made.request.number;
}
const pass = (number: RequestNumber, kind: TaskKind) =>
  desk.act(number, (found) => skip(taskOf(found, kind), { reason: 'x' }, people.mona, now));
async function ask(request: RequestNumber, kind: TaskKind, run = 1, token = `token of run ${run}`) {
  return desk.entries['open-task']({ request, run, task: created({}, rank).request.tasks[kind], token });
}
const task = async (number: RequestNumber, kind: TaskKind) => taskOf(await desk.read(number), kind);
async function opening(number: RequestNumber): Promise<number> {
  const page = await history.list(desk.table, number, { limit: 100, commentsOnly: false });
  const lines = page.ok ? page.value.items : [];
  return lines.filter(({ content }) => content.kind === 'change' && content.action === 'opened').length;
}

describe('asking for a task', () => {
  it('keeps the token of one open from the start, without moving its version', async () => {
    const number = await request();
    expect(await ask(number, 'interview')).toEqual({ outcome: 'alreadyOpen' });
    expect(await task(number, 'interview')).toMatchObject({ state: 'open', version: 1 });
    const kept = await taskTokens.read(desk.table, (await task(number, 'interview')).number);
    expect(kept).toMatchObject({ run: 1, token: 'token of run 1' });
  });

  it('opens a pending one once, however many ask at one moment', async () => {
    const number = await request('interview');
    const asked = await Promise.all(Array.from({ length: 6 }, () => ask(number, 'planning')));
    expect(asked.map(({ outcome }) => outcome).sort()).toEqual([...Array<string>(5).fill('alreadyOpen'), 'opened']);
    expect(await opening(number)).toBe(1);
  });

  it('opens both of a stage side by side', async () => {
    const number = await request('interview');
    const asked = await Promise.all([ask(number, 'planning'), ask(number, 'coaching')]);
    expect(asked).toEqual([{ outcome: 'opened' }, { outcome: 'opened' }]);
  });

  it('opens a task when an earlier call kept its token and died', async () => {
    const number = await request('interview');
    const { number: planning } = await task(number, 'planning');
    await taskTokens.put(desk.table, { task: planning, run: 1, token: 'lost', at: now });
    expect(await ask(number, 'planning', 1, 'second')).toEqual({ outcome: 'opened' });
    expect(await taskTokens.read(desk.table, planning)).toMatchObject({ token: 'second' });
  });

  it('answers at once for one that is over', async () => {
    const number = await request('interview');
    expect(await ask(number, 'interview')).toEqual({ outcome: 'answered' });
  });

  it('ignores a run that was replaced, before and after the later run asked', async () => {
    const number = await request('interview');
    await desk.act(number, ({ request: found }) => repair(found, 1, [], now));
    const ignored = { outcome: 'ignored', because: 'runSuperseded' };
    expect(await ask(number, 'planning', 1)).toEqual(ignored);
    expect(await ask(number, 'planning', 2)).toEqual({ outcome: 'opened' });
    expect(await ask(number, 'planning', 1)).toEqual(ignored);
    const kept = await taskTokens.read(desk.table, (await task(number, 'planning')).number);
    expect(kept).toMatchObject({ run: 2 });
  });

  it('fails for a task before its turn, and for one that is not of the request', async () => {
    const number = await request();
    await expect(ask(number, 'planning')).rejects.toThrow('in hand');
    const asked = { request: number, run: 1, task: 'SCTASK9999999', token: 'x' };
    await expect(desk.entries['open-task'](asked)).rejects.toThrow('SCTASK9999999');
  });
});

describe('the end of a plan', () => {
  const all = ['interview', 'planning', 'coaching', 'compliance'] as const;

  it('closes the request once', async () => {
    const number = await request(...all);
    const message = { request: number, run: 1 };
    expect(await desk.entries['close-request'](message)).toEqual({ outcome: 'closed' });
    expect(await desk.entries['close-request'](message)).toEqual({ outcome: 'ignored', because: 'requestOver' });
  });

  it('ignores a run that was replaced, and fails while a task is in hand', async () => {
    const number = await request('interview');
    await expect(desk.entries['close-request']({ request: number, run: 1 })).rejects.toThrow('in hand');
    expect(await desk.entries['close-request']({ request: number, run: 7 })).toEqual({
      outcome: 'ignored',
      because: 'runSuperseded',
    });
  });
});

describe('starting by the stream', () => {
  it('leaves alone an execution that ended, and is told that it was', async () => {
    const number = await request('planning', 'coaching', 'compliance', 'interview');
    await desk.until(async () => (await desk.execution(number)) === 'SUCCEEDED');
    const { run, tasks } = (await desk.read(number)).request;
    const executions = executionsOf(process.env['GUICHET_STATE_MACHINE_ARN'] ?? '');
    expect(await start(executions, { request: number, run, tasks })).toBe('existed');
    expect(await stop(executions, { request: number, run: 9 }, 'x')).toBe('missing');
    expect(await answer(executions.client, 'no token of ours')).toBe('gone');
  });

  it('finds an execution that an earlier delivery started before it died', async () => {
    const number = await request();
    const { run, tasks } = (await desk.read(number)).request;
    const executions = executionsOf(process.env['GUICHET_STATE_MACHINE_ARN'] ?? '');
    await start(executions, { request: number, run, tasks });
    const before = await desk.executions();
    await desk.flow();
    expect(await desk.executions()).toEqual(before);
    expect(before.filter((name) => name.startsWith(number))).toEqual([number]);
    expect(await desk.execution(number)).toBe('RUNNING');
  });

  it('starts the later run even when the first never began', async () => {
    const number = await request();
    await desk.act(number, ({ request: found }) => repair(found, 1, [], now));
    await desk.flow();
    const records = desk.seen.filter((record) => record.dynamodb?.Keys?.['pk']?.S === `REQUEST#${number}`);
    await desk.deliver(records.slice(-1));
    expect(await desk.execution(number)).toBe('ABORTED');
    expect(await desk.execution(number, 2)).toBe('RUNNING');
  });
});
