import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as people from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import type { Table } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import type { RouteName } from '#shared/contract/routes.ts';
import type { Sigle } from '#shared/request/course.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { checklistOf } from '#shared/request/checklist.ts';
import { call, type Input } from '#test/support/api.ts';
import { created, people as desk } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

const { tess, theo, tina, mona, cora, ada, rita } = desk;

let table: Table;
let made: RequestWithTasks;
let rank = 0;
beforeAll(async () => {
  table = await freshTable();
  for (const each of Object.values(desk)) await people.upsert(table, each);
});
beforeEach(async () => {
  rank += 1;
  made = created({ sigle: `TSK${rank}` as Sigle }, rank);
  await requests.create(table, made);
});

type TaskRoute = Extract<RouteName, `${string}Task` | 'takeCharge' | 'checkItem'>;
const on = (caller: Person, name: TaskRoute, ifMatch: number, input: Input = {}) =>
  call(caller, name, { ...input, params: { task: made.request.tasks.interview, ...input.params }, ifMatch });
const read = async (caller: Person) => call(caller, 'readTask', { params: { task: made.request.tasks.interview } });

describe('working a task to its closing', () => {
  it('takes charge, ticks, enters what the rule asks for, and closes', async () => {
    const taken = (await on(tess, 'takeCharge', 1)).value();
    expect(taken).toMatchObject({ version: 2, state: 'inProgress', assignee: { name: 'Tess' } });
    expect(taken.may).toMatchObject({ 'task.takeCharge': false, 'task.check': true, 'task.close': false });
    expect(taken.missing.map(({ code }) => code)).toEqual([
      'checklistIncomplete',
      'dueDateNotConfirmed',
      'presentersMissing',
    ]);
    expect((await on(tess, 'closeTask', 2)).problem().code).toBe('checklistIncomplete');

    let version = 2;
    for (const { key } of checklistOf('interview', 'asynchronous').filter((item) => item.mandatory)) {
      const ticked = await on(tess, 'checkItem', version, { params: { item: key }, body: { done: true } });
      version = ticked.value().version;
    }
    const entered = await call(tess, 'editRequest', {
      params: { request: made.request.number },
      ifMatch: 2,
      body: { dueOnConfirmed: true, presenters: { kind: 'none' } },
    });
    expect(entered.status).toBe(200);
    expect((await read(tess)).value()).toMatchObject({ missing: [], may: { 'task.close': true } });
    const closed = (await on(tess, 'closeTask', version)).value();
    expect(closed).toMatchObject({ state: 'closed', endedBy: { name: 'Tess' } });
    expect((await on(tess, 'closeTask', closed.version)).problem().code).toBe('taskOver');
  });

  it('lets a manager skip a task and open it again, each with a reason', async () => {
    const skipped = (await on(mona, 'skipTask', 1, { body: { reason: 'Déjà fait' } })).value();
    expect(skipped).toMatchObject({ state: 'skipped', reason: 'Déjà fait', may: { 'task.reopen': true } });
    const again = (await on(mona, 'reopenTask', 2, { body: { reason: 'Erreur' } })).value();
    expect(again).toMatchObject({ state: 'open', version: 3 });
    const page = await call(mona, 'readRequest', { params: { request: made.request.number } });
    expect(page.value().version).toBe(2);
  });

  it('assigns to members of the group only', async () => {
    const assign = (assignee: string | null, ifMatch: number) =>
      on(mona, 'assignTask', ifMatch, { body: { assignee } });
    expect((await assign('theo', 1)).value().assignee?.name).toBe('Theo');
    expect((await assign('tina', 2)).problem()).toMatchObject({ status: 422, code: 'assigneeNotInGroup' });
    expect((await assign('nobody', 2)).problem()).toMatchObject({ code: 'invalid', fields: [{ path: 'assignee' }] });
    expect((await assign(null, 2)).value().assignee).toBeNull();
    expect((await on(tess, 'takeCharge', 3)).status).toBe(200);
  });
});

describe('two agents on one task', () => {
  it('tells the second what changed and shows the task as it is', async () => {
    await on(tess, 'takeCharge', 1);
    const second = await on(theo, 'takeCharge', 1);
    const said = second.problem();
    expect(said).toMatchObject({ status: 412, current: { version: 2, assignee: { name: 'Tess' } } });
    expect(said.changes).toHaveLength(1);
    expect(said.changes?.[0]).toMatchObject({
      by: { kind: 'person', person: { name: 'Tess' } },
      content: { kind: 'change', action: 'taken' },
    });
    expect((await on(theo, 'takeCharge', 2)).problem().code).toBe('taskTaken');
  });

  it('lets one of two simultaneous changes through, and answers the other 412', async () => {
    const replies = await Promise.all([tess, theo].map((caller) => on(caller, 'takeCharge', 1)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('lets two tasks of one request be taken at the same moment', async () => {
    await on(mona, 'skipTask', 1, { body: { reason: 'Rien à dire' } });
    const assign = (task: string, assignee: string) =>
      call(mona, 'assignTask', { params: { task }, ifMatch: 1, body: { assignee } });
    const { planning, coaching } = made.request.tasks;
    const replies = await Promise.all([assign(planning, 'tina'), assign(coaching, 'tess')]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('who may', () => {
  it.each([
    ['an agent of the group', tess, 200, 200],
    ['an agent of another group', tina, 200, 403],
    ['a manager', mona, 200, 403],
    ['an admin', ada, 200, 403],
    ['a coordinator', cora, 404, 404],
    ['the head of the course', rita, 404, 404],
  ])('read and take a task: %s', async (_, caller, reading, taking) => {
    expect((await read(caller)).status).toBe(reading);
    expect((await on(caller, 'takeCharge', 1)).status).toBe(taking);
  });

  it('sees queues: the desk, nobody else', async () => {
    const list = (caller: Person) => call(caller, 'listTasks', { query: { view: 'group', group: 'technologues' } });
    expect((await list(tess)).status).toBe(200);
    expect((await list(cora)).problem().code).toBe('notAllowed');
    expect((await list(rita)).problem().code).toBe('notAllowed');
  });
});

describe('queues', () => {
  const list = async (caller: Person, query: Record<string, string>) =>
    (await call(caller, 'listTasks', { query: { limit: '200', ...query } })).value().items;

  it('show a group its work in hand, mine what I hold, unassigned what nobody holds', async () => {
    const has = (rows: readonly { number: string }[]) =>
      rows.some(({ number }) => number === made.request.tasks.interview);
    expect(has(await list(tess, { view: 'group', group: 'techno-pedagogues' }))).toBe(true);
    expect(has(await list(tess, { view: 'unassigned', group: 'techno-pedagogues' }))).toBe(true);
    await on(tess, 'takeCharge', 1);
    expect(has(await list(tess, { view: 'unassigned', group: 'techno-pedagogues' }))).toBe(false);
    expect(has(await list(tess, { view: 'mine' }))).toBe(true);
    expect(has(await list(tess, { view: 'mine', state: 'open' }))).toBe(false);
    expect(has(await list(theo, { view: 'mine' }))).toBe(false);
  });

  it('give one state, those that are over, or all of them', async () => {
    const { interview, coaching } = made.request.tasks;
    await on(mona, 'skipTask', 1, { body: { reason: 'Déjà fait' } });
    const states = async (state: string) => {
      const rows = await list(tess, { view: 'group', group: 'techno-pedagogues', state, limit: '1000' });
      return rows.filter(({ request }) => request === made.request.number).map(({ number, state }) => [number, state]);
    };
    expect(await states('over')).toEqual([[interview, 'skipped']]);
    expect(await states('closed')).toEqual([]);
    expect(await states('pending')).toEqual([[coaching, 'pending']]);
    expect(await states('all')).toEqual([
      [coaching, 'pending'],
      [interview, 'skipped'],
    ]);
  });

  it('are counted for the desk: mine, and each group’s', async () => {
    const counts = async (caller: Person) => {
      const { items } = (await call(caller, 'countQueues')).value();
      return (view: string, group: string | null) =>
        items.find((each) => each.view === view && each.group === group)?.count ?? 0;
    };
    const before = await counts(theo);
    await on(theo, 'takeCharge', 1);
    const after = await counts(theo);
    expect(after('mine', null)).toBe(before('mine', null) + 1);
    expect(after('unassigned', 'techno-pedagogues')).toBe(before('unassigned', 'techno-pedagogues') - 1);
    expect(after('group', 'techno-pedagogues')).toBe(before('group', 'techno-pedagogues'));
    expect(after('group', 'technologues')).toBe(0);
    expect((await call(cora, 'countQueues')).problem().code).toBe('notAllowed');
  });

  it('need a group, and a known one', async () => {
    const fields = async (query: Record<string, string>) =>
      (await call(tess, 'listTasks', { query })).problem().fields?.map(({ path }) => path);
    expect(await fields({ view: 'group' })).toEqual(['group']);
    expect(await fields({ view: 'group', group: 'nobody' })).toEqual(['group']);
    expect(await fields({ view: 'mine', limit: '0' })).toEqual(['limit']);
    expect(await fields({ view: 'mine', cursor: 'zzz' })).toEqual(['cursor']);
  });
});
