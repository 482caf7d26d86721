import { beforeAll, describe, expect, it } from 'vitest';
import * as incidents from '#functions/store/incidents.ts';
import * as people from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import * as searchEntries from '#functions/store/searchEntries.ts';
import { save } from '#functions/store/changes.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import type { Person } from '#shared/access/person.ts';
import type { Email, Sigle } from '#shared/request/course.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { assign } from '#shared/task/decide.ts';
import { call } from '#test/support/api.ts';
import { changeOf, created, now, people as desk, person, taskOf } from '#test/support/desk.ts';
import { openedAt } from '#test/support/incidents.ts';
import { freshTable } from '#test/support/table.ts';

let ritas: RequestWithTasks;
let others: RequestWithTasks;
const otherCora = person('Corinne', ['coordinators'], [], ['Droit']);
const both = person('Boris', ['coordinators'], [], ['Droit']);

beforeAll(async () => {
  const table = await freshTable();
  for (const each of Object.values(desk)) await people.upsert(table, each);
  ritas = created({ sigle: 'MMD3616' as Sigle, title: 'Hématologie' }, 1);
  others = created(
    {
      sigle: 'DRT1000' as Sigle,
      title: 'Hématologie légale',
      department: 'Droit',
      responsible: { name: 'Boris', email: 'boris@example.org' as Email },
    },
    2,
  );
  const written = { before: null, after: openedAt(now) };
  await incidents.save(table, { written, lines: [], relied: null }, []);
  for (const made of [ritas, others]) {
    await requests.create(table, made);
    await save(table, changeOf(assign(taskOf(made, 'interview'), desk.tess, desk.mona, now)), newLineId);
    await searchEntries.index(table, made.request.number);
  }
});

async function found(caller: Person, q: string): Promise<readonly string[]> {
  const { items } = (await call(caller, 'search', { query: { q } })).value();
  return items.map((hit) =>
    hit.kind === 'request' ? hit.request.number : hit.kind === 'person' ? hit.person.name : hit.number,
  );
}

describe('a search', () => {
  it('shows the desk all requests, a coordinator their departments, a head of course their own', async () => {
    const [first, second] = [ritas.request.number, others.request.number];
    for (const caller of [desk.tess, desk.tina, desk.mona, desk.ada]) {
      expect(await found(caller, 'hemato')).toEqual([second, first]);
    }
    expect(await found(desk.cora, 'hemato')).toEqual([first]);
    expect(await found(otherCora, 'hemato')).toEqual([second]);
    expect(await found(desk.rita, 'HÉMATO')).toEqual([first]);
    expect(await found(person('Nobody', []), 'hemato')).toEqual([]);
  });

  it('hides a whole number from those who may not see what it names', async () => {
    const { number, tasks } = ritas.request;
    expect(await found(desk.rita, number)).toEqual([number]);
    expect(await found(otherCora, number)).toEqual([]);
    expect(await found(desk.tess, ` ${tasks.planning.toLowerCase()} `)).toEqual([number]);
    expect(await found(desk.rita, tasks.planning)).toEqual([]);
  });

  it('tells only the desk who holds a task and who works there', async () => {
    expect(await found(desk.mona, 'tess')).toEqual(['Tess', others.request.number, ritas.request.number]);
    expect(await found(desk.cora, 'tess')).toEqual([]);
    expect(await found(desk.rita, 'tess hemato')).toEqual([]);
  });

  it('gives a coordinator who is head of a course that course once', async () => {
    expect(await found(both, 'hemato')).toEqual([others.request.number]);
  });

  it('puts the sigle that was typed whole first', async () => {
    expect((await found(desk.tess, 'drt1000'))[0]).toBe(others.request.number);
    expect((await found(desk.tess, 'mmd3616'))[0]).toBe(ritas.request.number);
  });

  it('names the task that was asked for by its number', async () => {
    const { items } = (await call(desk.tess, 'search', { query: { q: ritas.request.tasks.coaching } })).value();
    expect(items).toMatchObject([{ kind: 'request', task: ritas.request.tasks.coaching }]);
  });

  it('names the help request of a whole number, to the desk and to who asked', async () => {
    const { number } = openedAt(now);
    const { items } = (await call(desk.tess, 'search', { query: { q: number } })).value();
    expect(items).toEqual([{ kind: 'incident', number, title: 'Le son coupe', state: 'new' }]);
    expect(await found(desk.rita, number.toLowerCase())).toEqual([number]);
    expect(await found(desk.cora, number)).toEqual([]);
    expect(await found(desk.tess, 'INC9999999')).toEqual([]);
  });

  it('wants a question', async () => {
    expect((await call(desk.tess, 'search', { query: { q: '  ' } })).problem().code).toBe('invalid');
    expect(await found(desk.tess, '…')).toEqual([]);
  });
});
