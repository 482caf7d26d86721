import { beforeAll, describe, expect, it } from 'vitest';
import { save } from '#functions/store/changes.ts';
import { searchEntryKey, searchWordPartition } from '#functions/store/keys.ts';
import * as requests from '#functions/store/requests.ts';
import * as searchEntries from '#functions/store/searchEntries.ts';
import { getItem, putItem, query, type Table } from '#functions/store/table.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { CourseEntry, Sigle } from '#shared/request/course.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { matches, termsOf } from '#shared/search/words.ts';
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
  departments: readonly string[] | null = null,
): Promise<readonly RequestNumber[]> {
  const terms = termsOf(question);
  const { entries } = await searchEntries.find(table, terms, {
    departments,
    matches: (entry) => matches([...entry.words, ...entry.deskWords], terms),
    limit: 50,
  });
  return entries.map(({ request }) => request);
}

/** Requests that an item of the index names under a beginning, whatever their entries say. */
async function named(word: string): Promise<readonly string[]> {
  const { items } = await query(table, {
    KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
    ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' },
    ExpressionAttributeValues: { ':p': searchWordPartition(word), ':s': `${word}#` },
  });
  return items.map(({ sk }) => sk.slice(word.length + 1));
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
    expect(await named('tess')).not.toContain(made.request.number);
  });

  it('is indexed once however often it is told, and in whatever order', async () => {
    const made = await standing({ title: 'Virologie' });
    expect(await searchEntries.index(table, made.request.number)).toBe('known');
    await assignTo(made, people.tess);
    const outcomes = await Promise.all([1, 2, 3].map(() => searchEntries.index(table, made.request.number)));
    expect(outcomes).toContain('written');
    expect(await searchEntries.index(table, made.request.number)).toBe('known');
    expect(await found('virologie tess')).toEqual([made.request.number]);
  });

  it('takes up what a crash left half-way: nothing is missing, and what went is forgotten', async () => {
    const made = await standing({ title: 'Hépatologie' });
    const item = await getItem(table, searchEntryKey(made.request.number));
    if (!item) throw new Error('The entry is missing');
    const entry = item.data as Readonly<Record<string, unknown>> & { readonly placed: readonly string[] };
    const halfway = { ...entry, placed: [...entry.placed, 'rhumatologie'], settled: false };
    await putItem(table, { Item: { ...item, data: halfway } });
    await putItem(table, {
      Item: {
        pk: searchWordPartition('rhumatologie'),
        sk: `rhumatologie#${made.request.number}`,
        kind: 'searchWord',
        data: {},
      },
    });
    expect(await searchEntries.index(table, made.request.number)).toBe('written');
    expect(await named('rhumatologie')).toEqual([]);
    expect(await found('hepato')).toEqual([made.request.number]);
  });

  it('is looked for in some departments only when asked so', async () => {
    const here = await standing({ title: 'Toxicologie', department: 'Pédiatrie' });
    const there = await standing({ title: 'Toxicologie', department: 'Droit' });
    expect(await found('toxico')).toEqual([there.request.number, here.request.number]);
    expect(await found('toxico', ['pediatrie'])).toEqual([here.request.number]);
  });

  it('does not exist when the request does not', async () => {
    expect(await searchEntries.index(table, 'RITM9999999' as RequestNumber)).toBe('notFound');
  });
});

it('says that more lies behind, and gives the newest', async () => {
  const made: RequestNumber[] = [];
  for (let each = 0; each < 7; each += 1) made.push((await standing({ title: 'Ophtalmologie' })).request.number);
  const terms = termsOf('ophtalmologie');
  const asked = { departments: null, matches: () => true, limit: 5 };
  const { entries, more } = await searchEntries.find(table, terms, asked);
  expect(entries.map(({ request }) => request)).toEqual(made.toReversed().slice(0, 5));
  expect(more).toBe(true);
  expect((await searchEntries.find(table, terms, { ...asked, limit: 7 })).more).toBe(false);
});

it('finds nothing by a letter alone', async () => {
  await standing({ title: 'Anatomie' });
  expect(await found('a')).toEqual([]);
});
