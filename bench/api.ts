/** The API over HTTP at the site's own port, through authorizer and function as deployed, and the store behind it. */
import { create, createAll, creationsPerTransaction } from '#functions/store/requests.ts';
import { index } from '#functions/store/searchEntries.ts';
import type { RequestNumber, ServiceTaskNumber } from '#shared/ids.ts';
import { plan } from '#shared/request/plan.ts';
import type { Caller } from '#test/support/caller.ts';
import { crowded, fill, requestAt } from './desk.ts';
import type { Effort, Figure, Findings } from './figure.ts';
import { runStack, type Stack } from './stack.ts';
import { median, msOf, msOfEach, quantile } from './timing.ts';

/** The figures to reach, in milliseconds. */
const goals = { create: 25, page: 12, write: 10, read: 6, search: 100, fiveHundredSeconds: 10 } as const;

/** Ranks of requests: worked on one by one; created one by one; created together; there to fill the queue. */
const ranks = { worked: 1, created: 1_001, together: 3_001, filling: 10_001 } as const;

function timed(what: string, taken: readonly number[], goal?: number): readonly Figure[] {
  return [
    { what: `${what}, p50`, value: median(taken), unit: 'ms', ...(goal !== undefined && { goal }) },
    { what: `${what}, p95`, value: quantile(taken, 0.95), unit: 'ms' },
  ];
}

const queue = { view: 'group', group: 'techno-pedagogues', limit: 50 } as const;

/** Pages of the queue, one after the other and eight at once. */
async function pages(caller: Caller, size: number, count: number): Promise<readonly Figure[]> {
  const page = async () => {
    const { items } = await caller.does('listTasks', { query: queue });
    if (items.length !== queue.limit) throw new Error(`A page has ${items.length} tasks`);
  };
  await msOfEach(Math.min(100, count), 8, page);
  const named = `page of 50 of a queue of ${size.toLocaleString('en')} tasks`;
  const alone = await msOfEach(count, 1, page);
  const together = await msOfEach(count * 2, 8, page);
  return [...timed(`${named}, 1 client`, alone, goals.page), ...timed(`${named}, 8 clients`, together)];
}

/** Reading and working on requests that nobody else works on. */
async function work(stack: Stack, caller: Caller, count: number): Promise<readonly Figure[]> {
  const made = Array.from({ length: 20 }, (_, rank) => requestAt(ranks.worked + rank));
  await fill(stack.records, made);
  const requests = made.map(({ request }) => request);
  const requestOf = (turn: number): RequestNumber => requests[turn % requests.length]?.number ?? ('' as RequestNumber);
  const taskOf = (turn: number): ServiceTaskNumber =>
    requests[turn % requests.length]?.tasks.interview ?? ('' as ServiceTaskNumber);
  const versions = new Map<ServiceTaskNumber, number>();
  for (const turn of requests.keys()) {
    const params = { task: taskOf(turn) };
    const { version } = await caller.does('takeCharge', { params, version: 1 });
    versions.set(params.task, version);
  }
  const [item = ''] = (await caller.does('readTask', { params: { task: taskOf(0) } })).checklist.map(
    (each) => each.item,
  );
  const tick = async (turn: number) => {
    const params = { task: taskOf(turn), item };
    const done = Math.floor(turn / requests.length) % 2 === 0;
    const version = versions.get(params.task) ?? 0;
    versions.set(params.task, (await caller.does('checkItem', { params, version, body: { done } })).version);
  };
  const comment = (turn: number) =>
    caller.does('comment', {
      params: { request: requestOf(turn) },
      body: { text: 'Rencontre faite avec la responsable du cours.' },
      headers: { 'idempotency-key': `bench-comment-${turn}` },
    });
  const readTask = (turn: number) => caller.does('readTask', { params: { task: taskOf(turn) } });
  const readRequest = (turn: number) => caller.does('readRequest', { params: { request: requestOf(turn) } });
  await msOfEach(40, 1, readTask);
  await msOfEach(40, 1, readRequest);
  return [
    ...timed('read a task', await msOfEach(count, 1, readTask), goals.read),
    ...timed('read a request with its tasks', await msOfEach(count, 1, readRequest), goals.read),
    ...timed('tick an item: update with history', (await msOfEach(count + 40, 1, tick)).slice(40), goals.write),
    ...timed('write a comment', await msOfEach(count, 1, comment), goals.write),
  ];
}

/** Creating requests by the store, as the import does. */
async function creating({ records }: Stack, count: number): Promise<readonly Figure[]> {
  const taken = await msOfEach(count, 1, (turn) => create(records, requestAt(ranks.created + turn)));
  const seconds = taken.reduce((sum, ms) => sum + ms, 0) / 1_000;
  const together = Array.from({ length: count }, (_, rank) => requestAt(ranks.together + rank));
  const asImport = (await msOf(() => createAll(records, together))) / 1_000;
  const many = `${count} requests with their ${count * plan.length} tasks`;
  return [
    ...timed('store: create a request with its four tasks', taken, goals.create),
    { what: `store: ${many}, one by one`, value: seconds, unit: 's', goal: goals.fiveHundredSeconds },
    { what: `store: ${many}, ${creationsPerTransaction} to a transaction`, value: asImport, unit: 's' },
  ];
}

async function fillTo(stack: Stack, from: number, to: number): Promise<void> {
  const made = Array.from({ length: (to - from) / plan.length }, (_, rank) =>
    crowded(requestAt(ranks.filling + from / plan.length + rank)),
  );
  await fill(stack.records, made);
}

/** Finding requests among those of a year, by a word of one of them and by words of none. */
async function searching({ records }: Stack, caller: Caller, requests: number, count: number) {
  const wanted = Array.from({ length: requests }, (_, rank) => requestAt(ranks.filling + rank).request);
  const left = wanted.values();
  const worker = async () => {
    for (const { number } of left) await index(records, number);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  const search = async (turn: number) => {
    const { course } = wanted[(turn * 37) % requests] ?? wanted[0] ?? { course: { sigle: '' } };
    const { items } = await caller.does('search', { query: { q: `${course.sigle} raisonnement` } });
    if (items.length === 0) throw new Error(`${course.sigle} is not found`);
  };
  const nothing = () => caller.does('search', { query: { q: 'raisonnement zythologie' } });
  await msOfEach(20, 1, search);
  const among = `among ${requests.toLocaleString('en')} requests`;
  return [
    ...timed(`search ${among}`, await msOfEach(count, 1, search), goals.search),
    ...timed(`search ${among} that finds nothing`, await msOfEach(count, 1, nothing), goals.search),
  ];
}

async function onStack(inMemory: boolean, measure: (stack: Stack, caller: Caller) => Promise<readonly Figure[]>) {
  const stack = await runStack({ inMemory, quiet: true });
  try {
    return await measure(stack, await stack.caller('sophie'));
  } finally {
    await stack.stop();
  }
}

const how =
  "HTTP at the site's port through site, authorizer and the deployed bundle in its worker; one client asks and parses unless said. Stream mappings are off and the queue is filled by the store.";

export async function apiOnDisk({ short }: Effort): Promise<Findings> {
  const [sizes, count] = short ? [[400, 1_000], 50] : [[20_000, 50_000], 300];
  const figures = await onStack(false, async (stack, caller) => {
    const worked = [...(await creating(stack, short ? 50 : 500)), ...(await work(stack, caller, count))];
    const lists: Figure[] = [];
    let found: readonly Figure[] = [];
    let filled = 0;
    for (const size of sizes) {
      await fillTo(stack, filled, size);
      filled = size;
      lists.push(...(await pages(caller, size, count)));
      if (found.length === 0) found = await searching(stack, caller, short ? 100 : 3_477, short ? 10 : 60);
    }
    return [...lists, ...found, ...worked];
  });
  return { subject: 'API, tables on disk', how: `${how} Tables on disk, as \`npm start\` keeps them.`, figures };
}

export async function apiInMemory({ short }: Effort): Promise<Findings> {
  const [size, count] = short ? [400, 50] : [20_000, 300];
  const figures = await onStack(true, async (stack, caller) => {
    const worked = [...(await creating(stack, short ? 50 : 500)), ...(await work(stack, caller, count))];
    await fillTo(stack, 0, size);
    return [...(await pages(caller, size, count)), ...worked];
  });
  return {
    subject: 'API, tables in memory',
    how: `${how} Tables in memory, as tests keep them: what is left when no disk is waited for.`,
    figures,
  };
}
