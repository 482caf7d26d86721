import { beforeAll, describe, expect, it } from 'vitest';
import * as requests from '#functions/store/requests.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import { openNumbers, type Numbers } from '#functions/store/numbers.ts';
import type { Table } from '#functions/store/table.ts';
import type { CourseEntry, Email, Sigle, Term } from '#shared/request/course.ts';
import { createRequest } from '#shared/request/create.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { numberAt } from '#shared/ids.ts';
import { course, created, day, firstImport, now } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

let table: Table;
let numbers: Numbers;
beforeAll(async () => {
  table = await freshTable();
  numbers = openNumbers(table);
});

async function madeOf(entry: Partial<CourseEntry>): Promise<RequestWithTasks> {
  const [request] = await numbers.take('request', 1);
  const [interview, planning, coaching, compliance] = await numbers.take('serviceTask', 4);
  if (!request || !interview || !planning || !coaching || !compliance) throw new Error('Too few numbers');
  const tasks = { interview, planning, coaching, compliance };
  return createRequest({ ...course, ...entry }, { request, tasks }, { import: firstImport, row: 5 }, now);
}

const sigle = (text: string) => text as Sigle;

/** Every item of a list, page by page. */
async function all(filter: requests.RequestFilter, scope: requests.RequestScope, limit = 3) {
  const found = [];
  let cursor: string | undefined;
  do {
    const page = await requests.list(table, scope, filter, { limit, cursor });
    if (!page.ok) throw new Error('refused');
    found.push(...page.value.items);
    cursor = page.value.next ?? undefined;
  } while (cursor);
  return found;
}

describe('creating a request', () => {
  it('writes the request and its four tasks as they were made', async () => {
    const made = await madeOf({ sigle: sigle('NEW1000') });
    expect(await requests.create(table, made)).toEqual({ kind: 'created' });
    expect(await requests.readWithTasks(table, made.request.number)).toEqual(made);
  });

  it('never makes two requests of one natural key: the second is told who holds it, and writes nothing', async () => {
    const [first, second] = [await madeOf({ sigle: sigle('KEY1000') }), await madeOf({ sigle: sigle('KEY1000') })];
    await requests.create(table, first);
    expect(await requests.create(table, second)).toEqual({ kind: 'held', by: first.request.number });
    expect(await requests.read(table, second.request.number)).toBeNull();
    expect(await serviceTasks.read(table, second.request.tasks.interview)).toBeNull();
  });

  it('is done once when the same creation is repeated', async () => {
    const made = await madeOf({ sigle: sigle('TWICE100') });
    await requests.create(table, made);
    expect(await requests.create(table, made)).toEqual({ kind: 'created' });
  });

  it('creates many together, and says of each what came of it when some are held', async () => {
    const entries = Array.from({ length: 20 }, (_, rank) => ({ sigle: sigle(`MANY${rank}`) }));
    const held = await madeOf({ sigle: sigle('MANY7') });
    await requests.create(table, held);
    const made = [];
    for (const entry of entries) made.push(await madeOf(entry));
    const results = await requests.createAll(table, made);
    expect(results.map(({ kind }) => kind)).toEqual(entries.map((_, rank) => (rank === 7 ? 'held' : 'created')));
    expect(results[7]).toEqual({ kind: 'held', by: held.request.number });
  });

  it('lets one of two simultaneous creations of a key win', async () => {
    const rivals = await Promise.all(Array.from({ length: 6 }, () => madeOf({ sigle: sigle('RACE1000') })));
    const results = await Promise.all(rivals.map((made) => requests.create(table, made)));
    const winner = rivals[results.findIndex(({ kind }) => kind === 'created')]?.request.number;
    expect(results.filter(({ kind }) => kind === 'held')).toEqual(
      rivals.slice(1).map(() => ({ kind: 'held', by: winner })),
    );
  });
});

describe('lists of requests', () => {
  const [law, arts] = ['Droit', 'Arts'];
  beforeAll(async () => {
    for (let rank = 0; rank < 10; rank += 1) {
      const made = await madeOf({
        sigle: sigle(`LIST${rank}`),
        department: rank % 2 === 0 ? law : arts,
        term: (rank < 5 ? 'H2021' : 'E2021') as Term,
        responsible: { name: 'Lea', email: `lea${rank % 3}@example.org` as Email },
        firstActivityOn: day(`2021-0${9 - (rank % 9)}-10`),
      });
      await requests.create(table, made);
    }
  });

  it('come in due order and page without gap or repetition', async () => {
    const found = (await all({}, { kind: 'all' })).filter((request) => request.course.sigle.startsWith('LIST'));
    expect(found.map(({ dueOn }) => dueOn)).toEqual(found.map(({ dueOn }) => dueOn).sort());
    expect(new Set(found.map(({ number }) => number)).size).toBe(10);
  });

  it('keep to some departments, department by department', async () => {
    const found = await all({}, { kind: 'departments', departments: [arts, law] });
    expect(found.map((request) => request.course.department)).toEqual([
      ...Array<string>(5).fill(arts),
      ...Array<string>(5).fill(law),
    ]);
  });

  it('filter by term, approach and state', async () => {
    const scope = { kind: 'departments', departments: [law] } as const;
    expect(await all({ term: 'H2021' }, scope)).toHaveLength(3);
    expect(await all({ term: 'H2021', state: 'open' }, scope)).toHaveLength(3);
    expect(await all({ term: 'H2021', state: 'closed' }, scope)).toEqual([]);
    expect(await all({ approach: 'synchronous' }, scope)).toEqual([]);
  });

  it('keep to those of a head of course', async () => {
    const found = await all({}, { kind: 'requester', email: 'lea1@example.org' as Email });
    expect(found).toHaveLength(3);
  });

  it('refuse a cursor that is broken, forged, or of another list', async () => {
    const given = await requests.list(table, { kind: 'all' }, {}, { limit: 1 });
    const cursor = given.ok ? (given.value.next ?? '') : '';
    const forged = Buffer.from('["x",0,"1#2020-01-01#RITM0010001"]').toString('base64url');
    const refusal = { ok: false, refusal: { code: 'invalid', field: 'cursor' } };
    for (const bad of ['', 'x', forged, cursor.slice(0, -3)]) {
      expect(await requests.list(table, { kind: 'all' }, {}, { limit: 1, cursor: bad })).toEqual(refusal);
    }
    expect(await requests.list(table, { kind: 'all' }, { state: 'open' }, { limit: 1, cursor })).toEqual(refusal);
    expect((await requests.list(table, { kind: 'all' }, {}, { limit: 1, cursor })).ok).toBe(true);
  });
});

describe('queues of tasks', () => {
  it('show work in hand by default, what waits and what is over when asked', async () => {
    const made = created({ sigle: sigle('QUEUE1') }, 4_000);
    await requests.create(table, made);
    const page = { limit: 200 };
    const mine = (queue: serviceTasks.Queue, filter: serviceTasks.TaskFilter = {}) =>
      serviceTasks
        .list(table, queue, filter, page)
        .then((read) =>
          read.ok
            ? read.value.items.filter((task) => task.request === made.request.number).map(({ kind }) => kind)
            : [],
        );
    expect(await mine({ kind: 'group', group: 'techno-pedagogues' })).toEqual(['interview']);
    expect(await mine({ kind: 'unassigned', group: 'techno-pedagogues' })).toEqual(['interview']);
    expect(await mine({ kind: 'group', group: 'technologues' })).toEqual([]);
    expect(await mine({ kind: 'group', group: 'technologues' }, { state: 'pending' })).toEqual([
      'planning',
      'compliance',
    ]);
    expect(await mine({ kind: 'group', group: 'techno-pedagogues' }, { state: 'closed' })).toEqual([]);
  });
});

it('numbers read back as they were made', () => {
  expect(numberAt('request', 1)).toBe('RITM0010001');
});
