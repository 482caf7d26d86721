/** What the sweep of due incidents reads, how long it takes, and that it tells once whatever happens to it. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { holdCalendar } from '#functions/runtime/calendar.ts';
import { sweep } from '#functions/schedule/sla-due/sweep.ts';
import * as history from '#functions/store/incidentHistory.ts';
import { countItems, openTable, type Table, type Units } from '#functions/store/table.ts';
import { startDynamo } from '#infra/local/dynamo/launch.ts';
import { indexes } from '#shared/contract/table.ts';
import { numberAt } from '#shared/ids.ts';
import { createTable } from '#test/support/table.ts';
import type { Effort, Figure, Findings } from './figure.ts';
import { dueAt, fillIncidents, openAt, sweepAt } from './incidents.ts';
import { scratchFolder } from './stack.ts';
import { median, msOf } from './timing.ts';

/** Asks the table for as long as a process needs to write its first lines, and no longer. */
async function firstNoted(table: Table, ranks: readonly number[]): Promise<void> {
  for (;;) {
    for (const rank of ranks) if ((await linesOf(table, rank)) > 0) return;
  }
}

async function linesOf(table: Table, rank: number): Promise<number> {
  const page = await history.list(table, numberAt('incident', rank), { limit: 20, commentsOnly: false });
  return page.ok ? page.value.items.length : 0;
}

/** Lines of each of these incidents: how many have none, one, more than one. */
async function told(table: Table, count: number): Promise<{ none: number; once: number; more: number }> {
  const found = { none: 0, once: 0, more: 0 };
  for (let rank = 1; rank <= count; rank += 1) {
    const lines = await linesOf(table, rank);
    if (lines === 0) found.none += 1;
    else if (lines === 1) found.once += 1;
    else found.more += 1;
  }
  return found;
}

/** A DynamoDB of its own, tables on disk. */
async function withTables(work: (fresh: () => Promise<Table>, units: Units[]) => Promise<Findings>): Promise<Findings> {
  const folder = await scratchFolder();
  const cacheFolder = path.join(import.meta.dirname, '..', 'node_modules', '.cache', 'guichet');
  const server = await startDynamo({ folder, inMemory: false, cacheFolder, warn: (said) => console.warn(said) });
  // The process that is killed is given them too.
  Object.assign(process.env, {
    AWS_REGION: 'ca-central-1',
    AWS_ACCESS_KEY_ID: 'BENCH',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL_DYNAMODB: server.endpoint,
  });
  const plain = new DynamoDBClient({});
  const client = DynamoDBDocumentClient.from(plain);
  const units: Units[] = [];
  const fresh = async (): Promise<Table> => {
    const name = `guichet-${randomUUID()}`;
    await createTable(plain, name);
    return openTable(name, { client, meter: (consumed) => units.push(consumed) });
  };
  try {
    return await work(fresh, units);
  } finally {
    plain.destroy();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A sweep as the function makes it: the calendar's head, then what is due. */
async function sweepOnce(table: Table): ReturnType<typeof sweep> {
  const calendar = holdCalendar(table);
  const { edition } = await calendar.fresh();
  return sweep({ table, calendar, edition, now: sweepAt, timeIsLeft: () => true, log: console });
}

const against = 'Against DynamoDB Local with tables on disk: the head of the calendar, then what is due.';

export function sweepingNothing({ short }: Effort): Promise<Findings> {
  return withTables(async (fresh, units) => ({
    subject: 'The sweep when nothing is due',
    how: `${against} Units as DynamoDB Local reports them; median of nine sweeps.`,
    figures: await nothingDue(await fresh(), units, short ? [100, 1_000] : [100, 10_000, 50_000]),
  }));
}

export function sweepingMany({ short }: Effort): Promise<Findings> {
  const count = short ? 50 : 500;
  return withTables(async (fresh) => ({
    subject: 'The sweep when much is due at once',
    how: `${against} Each incident came to its next tier a minute before; the line is counted in its history afterwards. The killed one is a process of its own, ended by SIGKILL once it had noted something.`,
    figures: await manyDue(fresh, count),
  }));
}

async function nothingDue(table: Table, units: Units[], sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  let open = 0;
  for (const wanted of sizes) {
    await fillIncidents(table, open + 1, wanted + 1, openAt);
    open = wanted;
    await sweepOnce(table);
    units.length = 0;
    const swept = await sweepOnce(table);
    if (swept.tiersNoted > 0) throw new Error('Something was due');
    const reads = [...units];
    const times: number[] = [];
    for (let round = 0; round < 9; round += 1) times.push(await msOf(() => sweepOnce(table)));
    const of = `0 due of ${open.toLocaleString('en')} open`;
    figures.push(
      { of, what: 'asks', value: reads.length, unit: 'requests', goal: 2 },
      { of, what: 'reads', value: reads.reduce((sum, each) => sum + each.units, 0), unit: 'units', goal: 1.5 },
      { of, what: 'p50', value: median(times), unit: 'ms' },
    );
  }
  return figures;
}

/** Incidents still due, by the index. */
async function stillDue(table: Table): Promise<number> {
  const { name, partition, sort } = indexes.byDue;
  const input = {
    IndexName: name,
    KeyConditionExpression: '#p = :p AND #s <= :s',
    ExpressionAttributeNames: { '#p': partition, '#s': sort },
    ExpressionAttributeValues: { ':p': 'DUE', ':s': `${sweepAt}#~` },
  };
  return countItems(table, input, 100_000);
}

async function manyDue(fresh: () => Promise<Table>, count: number): Promise<Figure[]> {
  const filled = async (): Promise<Table> => {
    const table = await fresh();
    await fillIncidents(table, 1, count + 1, dueAt);
    return table;
  };
  const figure = async (of: string, table: Table, ms: number): Promise<Figure[]> => {
    const { none, once: single, more } = await told(table, count);
    return [
      { of, what: 'takes', value: ms / 1_000, unit: 's' },
      { of, what: 'told once', value: single, unit: 'incidents' },
      { of, what: 'not told', value: none, unit: 'incidents', goal: 0 },
      { of, what: 'told twice', value: more, unit: 'incidents', goal: 0 },
      { of, what: 'left due', value: await stillDue(table), unit: 'incidents', goal: 0 },
    ];
  };
  const alone = await filled();
  const aloneMs = await msOf(() => sweepOnce(alone));
  const both = await filled();
  const bothMs = await msOf(() => Promise.all([sweepOnce(both), sweepOnce(both)]));
  const killed = await filled();
  const after = await killedInTheMiddle(killed, count);
  const restMs = await msOf(() => sweepOnce(killed));
  return [
    ...(await figure(`${count} due at once`, alone, aloneMs)),
    ...(await figure(`${count} due, two sweeps at the same time`, both, bothMs)),
    ...(await figure(`${count} due, killed after ${after}; the next sweep`, killed, restMs)),
  ];
}

/** Kills a sweep once it has noted something. @returns how many it had noted. */
async function killedInTheMiddle(table: Table, count: number): Promise<number> {
  const child = fork(path.join(import.meta.dirname, 'sweepProcess.ts'), [table.name, sweepAt], { execArgv: [] });
  const ended = once(child, 'exit');
  await once(child, 'message');
  await firstNoted(table, [1, 2, 3, 4]);
  child.kill('SIGKILL');
  await ended;
  return count - (await stillDue(table));
}
