import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as requests from '#functions/store/requests.ts';
import { executionName } from '#shared/contract/messages.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { Sigle } from '#shared/request/course.ts';
import { cancel } from '#shared/request/decide.ts';
import { repairsAllowed } from '#shared/request/workflow.ts';
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

async function request(): Promise<RequestNumber> {
  rank += 1;
  const made = created({ sigle: `REP${rank}` as Sigle }, rank);
  await requests.create(desk.table, made);
  return made.request.number;
}
async function running(): Promise<RequestNumber> {
  const number = await request();
  await desk.until(async () => (await desk.execution(number)) === 'RUNNING');
  return number;
}
const arn = (number: RequestNumber, run: number) =>
  `arn:aws:states:ca-central-1:000000000000:execution:requests:${executionName(number, run)}`;
/** Stops an execution as somebody would by hand in the console. */
async function kill(number: RequestNumber, run = 1): Promise<void> {
  await new SFNClient({}).send(new StopExecutionCommand({ executionArn: arn(number, run) }));
}
const broken = (number: RequestNumber, run = 1, status = 'FAILED') => ({
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  detail: { name: executionName(number, run), status, executionArn: arn(number, run) },
});
const repair = (event: unknown, timeLeft = Infinity) =>
  desk.entries['repair-workflow'](event, { getRemainingTimeInMillis: () => timeLeft });
const run = async (number: RequestNumber) => (await desk.read(number)).request.run;

describe('an execution that broke', () => {
  it('is replaced by another that stands where the work stands', async () => {
    const number = await running();
    await desk.act(number, (found) => skip(taskOf(found, 'interview'), { reason: 'x' }, people.mona, now));
    await desk.until(async () => taskOf(await desk.read(number), 'coaching').state === 'open');
    await kill(number);
    expect(await repair(broken(number, 1, 'ABORTED'))).toMatchObject({ repaired: [number] });
    await desk.until(async () => (await desk.execution(number, 2)) === 'RUNNING');
    for (const kind of ['planning', 'coaching', 'compliance'] as const) {
      await desk.act(number, (found) => skip(taskOf(found, kind), { reason: 'x' }, people.mona, now));
    }
    await desk.until(async () => (await desk.read(number)).request.state === 'closed');
  });

  it('is replaced once, however often it is told', async () => {
    const number = await running();
    expect(await repair(broken(number))).toMatchObject({ repaired: [number], left: [] });
    expect(await repair(broken(number))).toMatchObject({
      repaired: [],
      left: [{ request: number, because: 'runSuperseded' }],
    });
    expect(await run(number)).toBe(2);
  });

  it('is left alone when it was stopped by a cancellation or replaced', async () => {
    const number = await running();
    await desk.act(number, (found) => cancel(found, { reason: 'x' }, people.mona, now));
    await desk.until(async () => (await desk.execution(number)) === 'ABORTED');
    expect(await repair(broken(number, 1, 'ABORTED'))).toMatchObject({
      left: [{ request: number, because: 'requestOver' }],
    });
    expect(await run(number)).toBe(1);
  });

  it('is given up after too many repairs, with an error that calls somebody', async () => {
    const number = await request();
    for (let lost = 1; lost <= repairsAllowed; lost += 1) {
      expect(await repair(broken(number, lost))).toMatchObject({ repaired: [number] });
    }
    await expect(repair(broken(number, repairsAllowed + 1))).rejects.toThrow('given up');
    expect(await run(number)).toBe(repairsAllowed + 1);
  });

  it('is nothing of ours under another name', async () => {
    await expect(repair({ ...broken(await request()), detail: { name: 'other', status: 'FAILED' } })).rejects.toThrow();
  });
});

describe('a repair asked by hand', () => {
  it('restarts the requests named, running or not and however often before', async () => {
    const number = await running();
    for (let time = 0; time <= repairsAllowed; time += 1) await repair({ requests: [number] });
    expect(await repair({ requests: [number, number, 'RITM9999999'] })).toEqual({
      looked: 2,
      repaired: [number],
      left: [{ request: 'RITM9999999', because: 'notFound' }],
      next: null,
    });
    await desk.flow();
    expect(await desk.execution(number)).toBe('ABORTED');
    expect(await desk.execution(number, await run(number))).toBe('RUNNING');
  });

  it('of everything restarts only what is in hand and runs no more', async () => {
    await desk.flow();
    const [fine, lost, cancelled] = [await running(), await running(), await running()];
    await desk.act(cancelled, (found) => cancel(found, { reason: 'x' }, people.mona, now));
    await desk.flow();
    await kill(lost);
    const result = await repair({ all: true });
    expect(result.repaired).toContain(lost);
    expect(result.repaired).not.toContain(fine);
    expect(result.repaired).not.toContain(cancelled);
    expect(result.next).toBeNull();
    await desk.flow();
    expect(await desk.execution(lost, 2)).toBe('RUNNING');
    expect(await repair({ all: true })).toMatchObject({ repaired: [], next: null });
  });

  it('says where to go on when its time is up', async () => {
    await running();
    const stopped = await repair({ all: true }, 1_000);
    expect(stopped).toMatchObject({ looked: 0, next: '' });
    expect(await repair({ all: true, from: stopped.next })).toMatchObject({ next: null });
  });

  it('refuses what is no command', async () => {
    for (const event of [{}, { requests: [] }, { requests: ['SCTASK0010001'] }, { all: false }]) {
      await expect(repair(event)).rejects.toThrow();
    }
  });
});
