import { beforeAll, describe, expect, it } from 'vitest';
import { save } from '#functions/store/changes.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import * as requests from '#functions/store/requests.ts';
import type { Table } from '#functions/store/table.ts';
import type { Sigle } from '#shared/request/course.ts';
import { cancel } from '#shared/request/decide.ts';
import { changeOf, created, later, people, person } from '#test/support/desk.ts';
import { call } from '#test/support/api.ts';
import { freshTable } from '#test/support/table.ts';

const { tess, mona, rita } = people;
let table: Table;
const [first, second, over] = [1, 2, 3].map((rank) => created({ sigle: `MOI${rank}000` as Sigle }, rank));

beforeAll(async () => {
  table = await freshTable();
  for (const each of [first, second, over]) if (each) await requests.create(table, each);
  if (over) await save(table, changeOf(cancel(over, { reason: 'Cours retiré' }, mona, later)), newLineId);
});

const mine = async (query: Record<string, string> = {}, caller = rita) =>
  (await call(caller, 'listMyRequests', { query })).value();

describe('my requests', () => {
  it('are those of my courses, each with its four steps', async () => {
    const { items } = await mine({ phase: 'inHand' });
    expect(items.map(({ number }) => number)).toEqual([first?.request.number, second?.request.number]);
    expect(items[0]?.steps.map(({ label, state }) => `${label} ${state}`)).toEqual([
      ...['1 open', '2.1 pending', '2.2 pending', '3 pending'],
    ]);
    expect(await mine({}, person('Paul', []))).toEqual({ items: [], next: null });
    expect((await mine({}, tess)).items).toEqual([]);
  });

  it('are in hand or over, and say how they ended', async () => {
    const { items } = await mine({ phase: 'over' });
    expect(items.map(({ number }) => number)).toEqual([over?.request.number]);
    expect(items[0]?.activity).toMatchObject({ kind: 'cancelled', at: later });
    expect((await mine()).items).toHaveLength(3);
  });

  it('say what happened last: a step begun without who holds it, then a comment with who wrote it', async () => {
    const number = first?.request.number ?? '';
    await call(tess, 'takeCharge', { params: { task: first?.request.tasks.interview ?? '' }, ifMatch: 1 });
    expect((await mine()).items[0]?.activity).toMatchObject({ kind: 'stepStarted', step: 'interview', by: null });
    const body = { text: `Bonjour ${'a'.repeat(400)}` };
    await call(tess, 'writeWorkNote', { params: { request: number }, body, key: 'note' });
    await call(tess, 'comment', { params: { request: number }, body, key: 'comment' });
    await call(tess, 'writeWorkNote', { params: { request: number }, body, key: 'other' });
    const { activity } = (await mine()).items[0] ?? {};
    expect(activity).toMatchObject({ kind: 'comment', step: null, by: { name: 'Tess' } });
    expect(activity?.text).toHaveLength(200);
  });
});

describe('the list of requests', () => {
  it('can be asked for work in hand only, by the desk and by departments', async () => {
    const listed = async (caller: typeof mona, query: Record<string, string>) =>
      (await call(caller, 'listRequests', { query })).value().items.map(({ number }) => number);
    const inHand = [first?.request.number, second?.request.number];
    expect(await listed(mona, { phase: 'inHand' })).toEqual(inHand);
    expect(await listed(mona, { phase: 'over' })).toEqual([over?.request.number]);
    expect(await listed(people.cora, { phase: 'inHand' })).toEqual(inHand);
    expect(await listed(people.cora, { phase: 'over', term: 'A2020' })).toEqual([over?.request.number]);
    expect(await listed(mona, { limit: '500' })).toHaveLength(3);
  });
});
