import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as requests from '#functions/store/requests.ts';
import * as history from '#functions/store/history.ts';
import * as taskTokens from '#functions/store/taskTokens.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { checklistOf } from '#shared/request/checklist.ts';
import type { Sigle } from '#shared/request/course.ts';
import { cancel, edit } from '#shared/request/decide.ts';
import type { TaskKind } from '#shared/request/plan.ts';
import { check, close, skip, takeCharge } from '#shared/task/decide.ts';
import { reopen } from '#shared/task/reopen.ts';
import type { TaskState } from '#shared/task/serviceTask.ts';
import { created, now, people, taskOf, whole } from '#test/support/desk.ts';
import { workers } from '#test/support/progress.ts';
import { startDesk, type RunningDesk } from '#test/support/runningDesk.ts';

let desk: RunningDesk;
let rank = 0;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk.stop();
});

/** A request as an import creates it. */
async function request(): Promise<RequestNumber> {
  rank += 1;
  const made = created({ sigle: `PLN${rank}` as Sigle }, rank);
  await requests.create(desk.table, made);
  return made.request.number;
}

/** Everything but the closing. */
async function ready(number: RequestNumber, kind: TaskKind): Promise<void> {
  const command = { dueOnConfirmed: true, presenters: { kind: 'none' } } as const;
  await desk.act(number, (found) => edit(found, command, [], people.both, now));
  await desk.act(number, (found) => takeCharge(whole(found, kind), workers[kind], now));
  for (const { key } of checklistOf(kind, 'asynchronous').filter((item) => item.mandatory)) {
    await desk.act(number, (found) => check(taskOf(found, kind), { item: key, done: true }, workers[kind], now));
  }
}
const end = (number: RequestNumber, kind: TaskKind) =>
  desk.act(number, (found) => close(whole(found, kind), workers[kind], now));
const pass = (number: RequestNumber, kind: TaskKind) =>
  desk.act(number, (found) => skip(taskOf(found, kind), { reason: 'x' }, people.mona, now));
const again = (number: RequestNumber, kind: TaskKind) =>
  desk.act(number, (found) => reopen(whole(found, kind), { reason: 'x' }, people.mona, now));
const state = async (number: RequestNumber, kind: TaskKind): Promise<TaskState> =>
  taskOf(await desk.read(number), kind).state;
const states = async (number: RequestNumber) => (await desk.read(number)).tasks.map((task) => task.state).join(' ');
const isClosed = async (number: RequestNumber) => (await desk.read(number)).request.state === 'closed';
const waitsFor = async (number: RequestNumber, kind: TaskKind, run = 1) =>
  (await taskTokens.read(desk.table, (await desk.read(number)).request.tasks[kind]))?.run === run;

async function actions(number: RequestNumber, kind: TaskKind): Promise<readonly string[]> {
  const page = await history.list(desk.table, number, { limit: 200, commentsOnly: false });
  const subject = (await desk.read(number)).request.tasks[kind];
  const lines = page.ok ? page.value.items : [];
  return lines
    .filter((line) => line.subject === subject)
    .map(({ content }) => (content.kind === 'change' ? content.action : content.kind));
}

describe('a request worked to its end', () => {
  it('opens each task when those before it are closed, and closes by itself', async () => {
    const number = await request();
    await desk.until(() => waitsFor(number, 'interview'));
    expect(await states(number)).toBe('open pending pending pending');
    await ready(number, 'interview');
    await end(number, 'interview');
    await desk.until(async () => (await states(number)) === 'closed open open pending');
    await ready(number, 'planning');
    await end(number, 'planning');
    await desk.flow();
    expect(await states(number)).toBe('closed closed open pending');
    await ready(number, 'coaching');
    await end(number, 'coaching');
    await desk.until(async () => (await states(number)) === 'closed closed closed open');
    await ready(number, 'compliance');
    await end(number, 'compliance');
    await desk.until(() => isClosed(number));
    await desk.until(async () => (await desk.execution(number)) === 'SUCCEEDED');
  });

  it('opens Conformité once when the two before it close at one moment, every event delivered twice', async () => {
    const numbers = await Promise.all(Array.from({ length: 12 }, request));
    await Promise.all(numbers.map((number) => pass(number, 'interview')));
    await desk.until(async () => {
      const all = await Promise.all(numbers.map(states));
      return all.every((each) => each === 'skipped open open pending');
    }, 2);
    await Promise.all(numbers.flatMap((number) => [ready(number, 'planning'), ready(number, 'coaching')]));
    await Promise.all(numbers.flatMap((number) => [end(number, 'planning'), end(number, 'coaching')]));
    await desk.until(async () => {
      const all = await Promise.all(numbers.map(states));
      return all.every((each) => each === 'skipped closed closed open');
    }, 2);
    await desk.flow(2);
    for (const number of numbers) {
      expect(await actions(number, 'compliance')).toEqual(['opened']);
    }
  });

  it('goes on when a task is over before the workflow asks for it', async () => {
    const number = await request();
    for (const kind of ['compliance', 'coaching', 'planning', 'interview'] as const) await pass(number, kind);
    await desk.until(() => isClosed(number));
    expect((await desk.read(number)).request).toMatchObject({ state: 'closed', startedAt: null });
  });

  it('misses no ending when a task closes while its token is being kept', async () => {
    const numbers = await Promise.all(Array.from({ length: 30 }, request));
    // Nothing paces these: the executions ask for Entrevue while it is being skipped.
    const skipping = Promise.all(numbers.map((number) => pass(number, 'interview')));
    await desk.flow();
    await skipping;
    await desk.until(async () => {
      const all = await Promise.all(numbers.map(states));
      return all.every((each) => each === 'skipped open open pending');
    });
  });
});

describe('a request taken back', () => {
  it('is driven by another execution after a reopening, and closes again', async () => {
    const number = await request();
    await pass(number, 'planning');
    await pass(number, 'coaching');
    await pass(number, 'compliance');
    await desk.until(() => waitsFor(number, 'interview'));
    await pass(number, 'interview');
    await desk.until(() => isClosed(number));
    await again(number, 'interview');
    await desk.until(() => waitsFor(number, 'interview', 2));
    expect(await desk.execution(number, 2)).toBe('RUNNING');
    await pass(number, 'interview');
    await desk.until(() => isClosed(number));
    await desk.until(async () => (await desk.execution(number, 2)) === 'SUCCEEDED');
  });

  it('stops the execution that waited, and waits again where the work now stands', async () => {
    const number = await request();
    await pass(number, 'interview');
    await desk.until(async () => (await states(number)) === 'skipped open open pending');
    await again(number, 'interview');
    expect(await states(number)).toBe('open pending pending pending');
    await desk.until(() => waitsFor(number, 'interview', 2));
    expect(await desk.execution(number)).toBe('ABORTED');
    await pass(number, 'interview');
    await desk.until(async () => (await states(number)) === 'skipped open open pending');
  });

  it('is not passed by a late signal of the ending that was taken back', async () => {
    const number = await request();
    await desk.until(() => waitsFor(number, 'interview'));
    await pass(number, 'interview');
    await desk.until(async () => (await state(number, 'planning')) === 'open');
    await again(number, 'interview');
    await desk.until(() => waitsFor(number, 'interview', 2));
    await desk.deliver(desk.seen);
    expect(await desk.execution(number, 2)).toBe('RUNNING');
    expect(await states(number)).toBe('open pending pending pending');
    await pass(number, 'interview');
    await desk.until(async () => (await states(number)) === 'skipped open open pending');
  });

  it('has its execution stopped by a cancellation', async () => {
    const number = await request();
    await desk.until(() => waitsFor(number, 'interview'));
    await desk.act(number, (found) => cancel(found, { reason: 'x' }, people.mona, now));
    await desk.until(async () => (await desk.execution(number)) === 'ABORTED');
    expect(await states(number)).toBe('cancelled cancelled cancelled cancelled');
  });
});

describe('the stream read again from its beginning', () => {
  it('starts nothing twice and changes nothing', async () => {
    await desk.flow();
    const numbers = Array.from({ length: rank }, (_, index) => created({}, index + 1).request.number);
    const before = await Promise.all(numbers.map((number) => desk.read(number)));
    const executions = await desk.executions();
    await desk.deliver(desk.seen);
    await desk.flow();
    expect(await desk.executions()).toEqual(executions);
    expect(await Promise.all(numbers.map((number) => desk.read(number)))).toEqual(before);
  });
});
