/** A stack killed while it imports and while workflows run: started again, it goes on as if nothing had been. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { requestsPartition } from '#functions/store/keys.ts';
import { startStack } from '#infra/local/main.ts';
import { indexes } from '#shared/contract/table.ts';
import type { ImportNumber } from '#shared/ids.ts';
import { startChildStack, type ChildStack } from '#test/support/childStack.ts';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, patience, sideBySide, type Doors, type RequestPage } from '#test/support/doors.ts';
import { doorsOf } from '#test/support/stack.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';

const rows = 400;
/** Requests whose workflows are under way when the stack is killed. */
const moving = 12;
const term = 'A2081';
const names = inject('stack');

let stateFolder: string;
let running: ChildStack | undefined;
let desk: Doors;

async function start(): Promise<void> {
  running = await startChildStack(stateFolder, names, ['helene']);
  desk = openDoors(running.doors);
}

async function kill(): Promise<number> {
  const at = Date.now();
  await running?.kill();
  desk.close();
  return at;
}

beforeAll(async () => {
  stateFolder = await mkdtemp(path.join(tmpdir(), 'guichet-killed-'));
  await start();
}, 300_000);
afterAll(async () => {
  await running?.kill();
  await rm(stateFolder, { recursive: true, force: true });
});

async function requestsMade(): Promise<number> {
  const { byList } = indexes;
  let made = 0;
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await desk.dynamo.send(
      new QueryCommand({
        TableName: names.table,
        IndexName: byList.name,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': byList.partition },
        ExpressionAttributeValues: { ':pk': requestsPartition },
        Select: 'COUNT',
        ExclusiveStartKey,
      }),
    );
    made += page.Count ?? 0;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return made;
}

const madeAtLeast = (count: number): Promise<void> =>
  vi.waitFor(async () => expect(await requestsMade()).toBeGreaterThanOrEqual(count), { ...patience, interval: 20 });

async function everyExecution(): Promise<readonly string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const { stateMachineArn } = names;
    const page = await desk.sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1_000, nextToken }));
    found.push(...(page.executions ?? []).map(({ name, status }) => `${name} ${status}`));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** Every request of the grid once, with tasks of its own, the first of them open, and its one execution running. */
async function allWhole(): Promise<readonly RequestPage[]> {
  const requests = await desk.requestsOf(term);
  expect(requests).toHaveLength(rows);
  expect(new Set(requests.map(({ course }) => course.sigle)).size).toBe(rows);
  const pages = await sideBySide(requests, ({ number }) => desk.read(number));
  expect(new Set(pages.flatMap(({ tasks }) => tasks.map(({ number }) => number))).size).toBe(rows * 4);
  await vi.waitFor(async () => {
    const expected = requests.map(({ number }) => `${number} RUNNING`);
    expect([...(await everyExecution())].sort()).toEqual(expected.sort());
  }, patience);
  return pages;
}

async function openings({ number, tasks }: RequestPage): Promise<Readonly<Record<string, number>>> {
  const lines = await desk.history(number);
  return Object.fromEntries(
    tasks.map((task) => [
      task.kind,
      lines.filter(
        ({ subject, content }) => subject === task.number && content.kind === 'change' && content.action === 'opened',
      ).length,
    ]),
  );
}

describe('a stack that is killed', { timeout: 900_000 }, () => {
  let number: ImportNumber;

  it('in the middle of an import, again and again, completes it with truthful counts and nothing twice', async () => {
    await desk.put('grids/tuee.csv', csvGrid(courses(term, rows)));
    const kills = [await kill()];
    for (const made of [40, 150, 300]) {
      await start();
      await madeAtLeast(made);
      kills.push(await kill());
    }
    await start();
    const [begun, ...others] = await desk.importsNamed('tuee.csv');
    if (!begun) throw new Error('The import was to be there');
    expect(others).toEqual([]);
    number = begun.number;
    const ended = await desk.ended(number);
    expect(ended).toMatchObject({ state: 'done', counts: { read: rows, created: rows, unchanged: 0, duplicate: 0 } });
    // Otherwise it was not in the middle of it.
    expect(Date.parse(ended.endedAt ?? '')).toBeGreaterThan(Math.max(...kills));
    // The workflows are only beginning.
    await kill();
    await start();
    const pages = await allWhole();
    expect(pages.every(({ version, state }) => version === 1 && state === 'open')).toBe(true);
    expect(await desk.report(number, 'created')).toHaveLength(rows);
  });

  it('in the middle of workflows goes on where each stood, and opens nothing twice', async () => {
    const requests = (await desk.requestsOf(term)).slice(0, moving);
    const pages = await sideBySide(requests, (each) => desk.read(each.number));
    await sideBySide(pages, (page) => teamOf(desk).skip(taskNumber(page, 'interview')));
    await kill();
    await start();
    const branches = ['planning', 'coaching'] as const;
    await sideBySide(pages, async (page) => {
      for (const kind of branches) await teamOf(desk).taskIs(taskNumber(page, kind), 'open');
      expect(await openings(page)).toEqual({ interview: 0, planning: 1, coaching: 1, compliance: 0 });
    });
    await Promise.all(pages.flatMap((page) => branches.map((kind) => teamOf(desk).skip(taskNumber(page, kind)))));
    await kill();
    await start();
    await sideBySide(pages, async (page) => {
      await teamOf(desk).taskIs(taskNumber(page, 'compliance'), 'open');
      expect(await openings(page)).toEqual({ interview: 0, planning: 1, coaching: 1, compliance: 1 });
    });
    await allWhole();
    await sideBySide(pages, (page) => teamOf(desk).skip(taskNumber(page, 'compliance')));
    await kill();
  });

  it('owes nothing in the end: every request stands where it should, and no dead letter waits', async () => {
    const stack = await startStack({ stateFolder, port: 0 });
    try {
      await stack.settled();
      desk = openDoors(await doorsOf(stack));
      const requests = await desk.requestsOf(term);
      expect(requests).toHaveLength(rows);
      const closed = requests.filter(({ state }) => state === 'closed').map((each) => each.number);
      expect(closed).toHaveLength(moving);
      const standing = requests.map((each) => `${each.number} ${each.state === 'closed' ? 'SUCCEEDED' : 'RUNNING'}`);
      expect([...(await everyExecution())].sort()).toEqual(standing.sort());
      const queues = stack.resources.filter(({ type }) => type === 'AWS::SQS::Queue');
      expect(queues.length).toBeGreaterThan(0);
      for (const { name } of queues) expect(stack.messages(name)).toEqual([]);
      expect(await desk.importsNamed('tuee.csv')).toHaveLength(1);
      desk.close();
    } finally {
      await stack.stop();
    }
  });
});
