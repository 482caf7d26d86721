import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as requests from '#functions/store/requests.ts';
import type { Table } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import type { CourseEntry, Sigle } from '#shared/request/course.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { created, people, person } from '#test/support/desk.ts';
import { call } from '#test/support/api.ts';
import { freshTable } from '#test/support/table.ts';

const { tess, mona, cora, ada, rita } = people;
const stranger = person('Sam', []);
const otherCoordinator = person('Carl', ['coordinators'], [], ['Droit']);

let table: Table;
let rank = 0;
let made: RequestWithTasks;
beforeAll(async () => {
  table = await freshTable();
});

async function newRequest(entry: Partial<CourseEntry> = {}): Promise<RequestWithTasks> {
  rank += 1;
  const request = created({ sigle: `API${rank}` as Sigle, ...entry }, rank);
  await requests.create(table, request);
  return request;
}
beforeEach(async () => {
  made = await newRequest();
});

const at = () => ({ request: made.request.number });
const read = async (caller: Person) => call(caller, 'readRequest', { params: at() });

describe('reading a request', () => {
  it('shows the desk the plan with who holds each task and what may be done', async () => {
    const reply = await read(mona);
    const page = reply.value();
    expect(reply.headers).toMatchObject({ etag: '"1"', 'cache-control': 'no-store' });
    expect(page.tasks.map(({ label, state }) => [label, state])).toEqual([
      ['1', 'open'],
      ['2.1', 'pending'],
      ['2.2', 'pending'],
      ['3', 'pending'],
    ]);
    expect(page.may).toEqual({
      'request.comment': true,
      'request.workNote': true,
      'request.edit': true,
      'request.cancel': true,
      'request.seeAll': true,
    });
  });

  it('shows its head of course the plan without the names of those who work it', async () => {
    await call(tess, 'takeCharge', { params: { task: made.request.tasks.interview }, ifMatch: 1 });
    expect((await read(tess)).value().tasks[0]?.assignee).toEqual({ id: 'tess', name: 'Tess' });
    const page = (await read(rita)).value();
    expect(page.tasks[0]).toMatchObject({ state: 'inProgress', assignee: null });
    expect(page.may).toMatchObject({ 'request.comment': true, 'request.workNote': false, 'request.edit': false });
  });

  it.each([
    ['an agent', tess, 200],
    ['a manager', mona, 200],
    ['an admin', ada, 200],
    ['the coordinator of its department', cora, 200],
    ['its head of course', rita, 200],
    ['another coordinator', otherCoordinator, 404],
    ['somebody else', stranger, 404],
  ])('answers %s as the policy says', async (_, caller, status) => {
    expect((await read(caller)).status).toBe(status);
    expect((await call(caller, 'listHistory', { params: at() })).status).toBe(status);
  });

  it('tells nobody apart a request that is not theirs from one that is not there', async () => {
    const theirs = (await read(stranger)).problem();
    const none = (await call(stranger, 'readRequest', { params: { request: 'RITM0099999' } })).problem();
    expect(theirs).toEqual(none);
    expect((await call(mona, 'readRequest', { params: { request: 'nonsense' } })).problem().code).toBe('notFound');
  });

  it('wants somebody signed in', async () => {
    expect((await call(null, 'readRequest', { params: at() })).problem().code).toBe('signInNeeded');
  });
});

describe('editing a request', () => {
  const edit = (caller: Person, body: unknown, ifMatch: number | string = 1) =>
    call(caller, 'editRequest', { params: at(), body, ifMatch });

  it('enters what the interview brings, and carries a new due date onto the tasks', async () => {
    const body = {
      dueOn: '2020-10-01',
      dueOnConfirmed: true,
      presenters: { kind: 'listed', people: [{ name: 'Zoé', email: 'ZOE@example.org' }] },
      recordings: [{ title: 'Cours 1', presenter: null, state: 'announced' }],
    };
    const reply = await edit(tess, body);
    expect(reply.headers['etag']).toBe('"2"');
    expect(reply.value()).toMatchObject({
      version: 2,
      dueOn: '2020-10-01',
      dueOnConfirmed: true,
      presenters: { kind: 'listed', from: 'desk', people: [{ name: 'Zoé', email: 'zoe@example.org' }] },
      recordings: [{ title: 'Cours 1', state: 'announced' }],
    });
    expect((await read(tess)).value()).toEqual(reply.value());
    const task = await call(tess, 'readTask', { params: { task: made.request.tasks.compliance } });
    expect(task.value().course.dueOn).toBe('2020-10-01');
  });

  it('answers 428 to a change that names no version, 400 to one that names nonsense', async () => {
    expect((await edit(tess, { dueOnConfirmed: true }, '')).problem()).toMatchObject({
      status: 428,
      code: 'versionMissing',
    });
    expect((await edit(tess, { dueOnConfirmed: true }, 'x')).problem()).toMatchObject({
      code: 'invalid',
      fields: [{ path: 'If-Match' }],
    });
  });

  it('tells the second of two editors what changed, and shows the request as it is', async () => {
    await edit(tess, { dueOn: '2020-10-02' });
    const second = await edit(mona, { presenters: { kind: 'none' } });
    const said = second.problem();
    expect(said).toMatchObject({ status: 412, code: 'versionMismatch', current: { version: 2, dueOn: '2020-10-02' } });
    expect(said.changes?.map(({ content }) => content.kind === 'change' && content.changes)).toEqual([
      [{ field: 'dueOn', from: '2020-09-03', to: '2020-10-02' }],
    ]);
    expect(second.headers['etag']).toBe('"2"');
    expect((await edit(mona, { presenters: { kind: 'none' } }, 2)).status).toBe(200);
  });

  it('says no to who may not, whatever version they have', async () => {
    expect((await edit(cora, { dueOnConfirmed: true }, 7)).problem()).toMatchObject({
      status: 403,
      code: 'notAllowed',
    });
    expect((await edit(rita, { dueOnConfirmed: true })).problem().code).toBe('notAllowed');
    expect((await edit(stranger, { dueOnConfirmed: true })).problem().code).toBe('notFound');
  });

  it('names the field at fault, in the language of the caller', async () => {
    const input = {
      params: at(),
      ifMatch: 1,
      body: { presenters: { kind: 'listed', people: [] }, dueOn: '2020-02-31' },
    };
    const fr = (await call(tess, 'editRequest', input)).problem();
    const en = (await call(tess, 'editRequest', { ...input, language: 'en-CA,fr;q=0.5' })).problem();
    expect(fr.fields?.map(({ path }) => path).sort()).toEqual(['dueOn', 'presenters.people']);
    expect(en.fields?.map(({ path }) => path)).toEqual(fr.fields?.map(({ path }) => path));
    expect(en.title).not.toBe(fr.title);
  });

  it('takes JSON only, and no more than it can keep', async () => {
    const odd = { params: at(), ifMatch: 1 };
    expect((await call(tess, 'editRequest', { ...odd, body: '{' })).problem().code).toBe('bodyNotJson');
    const plain = { ...odd, body: '{}', headers: { 'content-type': 'text/plain' } };
    expect((await call(tess, 'editRequest', plain)).problem().code).toBe('bodyNotJson');
    expect((await call(tess, 'editRequest', { ...odd, body: `"${'x'.repeat(70_000)}"` })).problem().code).toBe(
      'bodyTooLarge',
    );
  });

  it('keeps the largest bodies it takes, in the record and in its history', async () => {
    const recordings = (word: string) =>
      Array.from({ length: 500 }, (_, one) => ({
        title: `${word} ${one} ${'é'.repeat(15)}`,
        presenter: null,
        state: 'announced',
      }));
    expect((await edit(tess, { recordings: recordings('un') })).status).toBe(200);
    expect((await edit(tess, { recordings: recordings('deux') }, 2)).status).toBe(200);
  });
});

describe('cancelling a request', () => {
  it('ends it with its tasks, and nothing more may be done to it', async () => {
    const reply = await call(mona, 'cancelRequest', { params: at(), ifMatch: 1, body: { reason: 'Cours annulé' } });
    expect(reply.value()).toMatchObject({
      state: 'cancelled',
      cancelled: { by: { name: 'Mona' }, reason: 'Cours annulé' },
      may: { 'request.edit': false, 'request.cancel': false, 'request.comment': true },
    });
    expect(reply.value().tasks.map(({ state }) => state)).toEqual(Array(4).fill('cancelled'));
    const again = await call(mona, 'cancelRequest', { params: at(), ifMatch: 2, body: { reason: 'Encore' } });
    expect(again.problem().code).toBe('requestOver');
  });

  it('is for managers, with a reason', async () => {
    const by = (caller: Person, reason: string) =>
      call(caller, 'cancelRequest', { params: at(), ifMatch: 1, body: { reason } });
    expect((await by(tess, 'Non')).problem().code).toBe('notAllowed');
    expect((await by(mona, '  ')).problem().fields?.map(({ path }) => path)).toEqual(['reason']);
  });
});

describe('comments and work notes', () => {
  const write = (caller: Person, name: 'comment' | 'writeWorkNote', text: string, key: string) =>
    call(caller, name, { params: at(), body: { text }, key });
  const history = async (caller: Person) => (await call(caller, 'listHistory', { params: at() })).value().items;

  it('are written once, however often they are sent with one key', async () => {
    const first = (await write(rita, 'comment', 'Bonjour', 'k1')).value();
    const second = (await write(rita, 'comment', 'Bonjour', 'k1')).value();
    expect(second).toEqual(first);
    expect(await history(tess)).toEqual([first]);
    expect((await write(rita, 'comment', 'Autre chose', 'k1')).problem().code).toBe('idempotencyKeyReused');
    expect((await call(rita, 'comment', { params: at(), body: { text: 'x' } })).problem().code).toBe(
      'idempotencyKeyMissing',
    );
  });

  it('show the requester comments only', async () => {
    await write(tess, 'comment', 'Pour vous', 'a');
    await write(tess, 'writeWorkNote', 'Entre nous', 'b');
    await call(tess, 'editRequest', { params: at(), ifMatch: 1, body: { dueOnConfirmed: true } });
    expect((await history(tess)).map(({ content }) => content.kind)).toEqual(['change', 'workNote', 'comment']);
    expect((await history(rita)).map(({ content }) => content.kind)).toEqual(['comment']);
    expect((await history(cora)).map(({ content }) => content.kind)).toEqual(['comment']);
  });

  it('let only the desk write work notes, and only those who see a request comment on it', async () => {
    expect((await write(rita, 'writeWorkNote', 'x', 'c')).problem().code).toBe('notAllowed');
    expect((await write(stranger, 'comment', 'x', 'd')).problem().code).toBe('notFound');
  });

  it('leave the version alone: writing is never in the way of editing', async () => {
    await write(tess, 'comment', 'Un mot', 'e');
    expect((await read(tess)).headers['etag']).toBe('"1"');
  });
});

describe('lists of requests', () => {
  const law = {
    department: 'Droit',
    responsible: { name: 'Lou', email: 'lou@example.org' as CourseEntry['responsible']['email'] },
  };
  beforeAll(async () => {
    for (let count = 0; count < 5; count += 1) await newRequest(law);
  });
  const list = (caller: Person, query: Record<string, string> = {}) => call(caller, 'listRequests', { query });

  it('show the desk all, a coordinator their departments, a head of course their own', async () => {
    const all = (await list(tess, { limit: '200' })).value().items;
    expect(new Set(all.map(({ course }) => course.department))).toEqual(new Set(['Droit', 'Médecine']));
    const followed = (await list(otherCoordinator)).value().items;
    expect(followed.map(({ course }) => course.department)).toEqual(Array(5).fill('Droit'));
    const own = (await list(person('Lou', []))).value().items;
    expect(own).toHaveLength(5);
    expect((await list(stranger)).value().items).toEqual([]);
  });

  it('give nobody more than theirs by asking for another view', async () => {
    expect((await list(otherCoordinator, { view: 'all' })).problem().code).toBe('notAllowed');
    expect((await list(rita, { view: 'all' })).problem().code).toBe('notAllowed');
    expect((await list(rita, { view: 'department', department: 'Droit' })).problem().code).toBe('notAllowed');
    expect((await list(otherCoordinator, { view: 'department', department: 'Médecine' })).value().items).toEqual([]);
    expect((await list(rita, { view: 'mine', department: 'Droit' })).value().items).toEqual([]);
  });

  it('page by cursor without gap or repetition, and refuse a cursor of another list', async () => {
    const seen = [];
    let cursor: string | null = null;
    do {
      const reply = await list(tess, {
        limit: '2',
        view: 'department',
        department: 'Droit',
        ...(cursor && { cursor }),
      });
      const page: { items: readonly { number: string }[]; next: string | null } = reply.value();
      seen.push(...page.items.map(({ number }) => number));
      if (cursor === null && page.next) {
        const elsewhere = await list(otherCoordinator, { cursor: page.next });
        expect(elsewhere.status).toBe(200);
        expect((await list(tess, { cursor: page.next })).problem()).toMatchObject({
          status: 400,
          fields: [{ path: 'cursor' }],
        });
      }
      cursor = page.next;
    } while (cursor);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  it('count slack in business days', async () => {
    const [row] = (await list(otherCoordinator)).value().items;
    expect(row?.slackDays).toBeLessThan(-100);
  });
});
