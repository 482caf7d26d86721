import { beforeAll, describe, expect, it } from 'vitest';
import { save } from '#functions/store/changes.ts';
import * as requests from '#functions/store/requests.ts';
import * as searchEntries from '#functions/store/searchEntries.ts';
import type { Table } from '#functions/store/table.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { CourseEntry, Sigle } from '#shared/request/course.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { termsOf } from '#shared/search/words.ts';
import { assign } from '#shared/task/decide.ts';
import { changeOf, course, created, now, people, taskOf } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

let rank = 100;
async function standing(entry: Partial<CourseEntry>): Promise<RequestWithTasks> {
  rank += 1;
  const made = created({ sigle: `SIG${rank}` as Sigle, ...entry }, rank);
  await requests.create(table, made);
  await searchEntries.index(table, made.request.number);
  return made;
}

async function found(
  question: string,
  { departments = null, desk = true }: { departments?: readonly string[] | null; desk?: boolean } = {},
): Promise<readonly RequestNumber[]> {
  return (await searchEntries.find(table, termsOf(question), { departments, desk, limit: 50 })).requests;
}

async function assignTo(made: RequestWithTasks, who: (typeof people)['tess' | 'theo'] | null): Promise<void> {
  const current = await requests.readWithTasks(table, made.request.number);
  if (!current) throw new Error('The request is gone');
  const change = changeOf(assign(taskOf(current, 'interview'), who, people.mona, now));
  expect(await save(table, change, newLineId)).toBe('saved');
}

describe('an indexed request', () => {
  it('is found by its number, course, department and people', async () => {
    const { request } = await standing({
      title: 'Néphrologie clinique',
      department: 'Médecine d’urgence',
      responsible: { ...course.responsible, name: 'Gaëlle Thérrien' },
      presenters: [{ name: 'Ousmane Diallo', email: null }],
    });
    const { number } = request;
    for (const question of [
      number,
      'nephro',
      'CLIN néphr',
      'therrien gaelle',
      'diallo neph',
      `sig ${rank}`,
      'urgence ne',
    ]) {
      expect({ question, found: (await found(question)).includes(number) }).toEqual({ question, found: true });
    }
    expect(await found('nephrologie pediatrique')).toEqual([]);
  });

  it('is found by who holds its tasks, and no longer once they do not', async () => {
    const made = await standing({ title: 'Cytologie' });
    await assignTo(made, people.tess);
    expect(await found('cytologie tess')).toEqual([]);
    expect(await searchEntries.index(table, made.request.number)).toBe('written');
    expect(await found('cytologie tess')).toEqual([made.request.number]);
    await assignTo(made, people.theo);
    await searchEntries.index(table, made.request.number);
    expect(await found('cytologie tess')).toEqual([]);
    expect(await found('cytologie theo')).toEqual([made.request.number]);
    expect(await found('cytologie theo', { desk: false })).toEqual([]);
    expect(await found('cytologie', { desk: false })).toEqual([made.request.number]);
  });

  it('is found as it is now, however often and in whatever order it is told', async () => {
    const made = await standing({ title: 'Virologie' });
    await assignTo(made, people.tess);
    await Promise.all([1, 2, 3].map(() => searchEntries.index(table, made.request.number)));
    expect(await found('virologie tess')).toEqual([made.request.number]);
    expect(await found('virologie')).toEqual([made.request.number]);
  });

  it('is found as soon as it is created, and a creation told late changes nothing', async () => {
    rank += 1;
    const made = created({ sigle: `SIG${rank}` as Sigle, title: 'Parasitologie' }, rank);
    await requests.create(table, made);
    expect(await searchEntries.indexCreated(table, made.request)).toBe('written');
    expect(await found('parasito')).toEqual([made.request.number]);
    await assignTo(made, people.tess);
    await searchEntries.index(table, made.request.number);
    expect(await searchEntries.indexCreated(table, made.request)).toBe('overtaken');
    expect(await found('parasito tess')).toEqual([made.request.number]);
  });

  it('is looked for in some departments only when asked so', async () => {
    const here = await standing({ title: 'Toxicologie', department: 'Pédiatrie' });
    const there = await standing({ title: 'Toxicologie', department: 'Droit' });
    expect(await found('toxico')).toEqual([there.request.number, here.request.number]);
    expect(await found('toxico', { departments: ['pediatrie'] })).toEqual([here.request.number]);
  });

  it('does not exist when the request does not', async () => {
    expect(await searchEntries.index(table, 'RITM9999999' as RequestNumber)).toBe('notFound');
  });
});

it('says that more lies behind, and gives the newest', async () => {
  const made: RequestNumber[] = [];
  for (let each = 0; each < 7; each += 1) made.push((await standing({ title: 'Ophtalmologie' })).request.number);
  const terms = termsOf('ophtalmologie');
  const asked = { departments: null, desk: true, limit: 5 };
  const { requests: newest, more } = await searchEntries.find(table, terms, asked);
  expect(newest).toEqual(made.toReversed().slice(0, 5));
  expect(more).toBe(true);
  expect((await searchEntries.find(table, terms, { ...asked, limit: 7 })).more).toBe(false);
});

it('finds nothing by a letter alone', async () => {
  await standing({ title: 'Anatomie' });
  expect(await found('a')).toEqual([]);
});
