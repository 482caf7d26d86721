/**
 * By which words requests are found: one entry each, all in one partition from the newest request to the oldest. DynamoDB
 * reads through it and gives only what answers; a year's requests are one page of that reading.
 */
import { parseNumber, type RequestNumber } from '#shared/ids.ts';
import { searchPartition } from '#shared/contract/table.ts';
import type { Request } from '#shared/request/request.ts';
import { searchEntryOf, type SearchEntry } from '#shared/search/entry.ts';
import type { Item } from './item.ts';
import { searchEntryKey } from './keys.ts';
import * as requests from './requests.ts';
import { putItem, query, type Queried, type Table } from './table.ts';

/** Words as they are kept: each between blanks, so that the beginning of one is a blank and its first letters. */
const sentence = (words: readonly string[]): string => ` ${words.join(' ')} `;

function entryItem({ request, stamp, department, words, deskWords }: SearchEntry): Item {
  const data = { stamp, department, words: sentence(words), deskWords: sentence(deskWords) };
  return { ...searchEntryKey(request), kind: 'searchEntry', data };
}

/** What came of an indexing: the entry was written, a later one was there, or there is no such request. */
export type Indexed = 'written' | 'overtaken' | 'notFound';

/** Makes a request findable as it is now. May be called any number of times, in any order: the later entry stays. */
export async function index(table: Table, number: RequestNumber): Promise<Indexed> {
  const found = await requests.readWithTasks(table, number);
  if (!found) return 'notFound';
  return keep(table, searchEntryOf(found));
}

/**
 * The same for a request as it was created, of whose tasks nobody held any: nothing has to be read. Told late, it loses to
 * every other entry, whose stamp counts the tasks too.
 */
export function indexCreated(table: Table, request: Request): Promise<Indexed> {
  return keep(table, searchEntryOf({ request, tasks: [] }));
}

async function keep(table: Table, entry: SearchEntry): Promise<Indexed> {
  const written = await putItem(table, {
    Item: entryItem(entry),
    ConditionExpression: 'attribute_not_exists(pk) OR #data.#stamp <= :stamp',
    ExpressionAttributeNames: { '#data': 'data', '#stamp': 'stamp' },
    ExpressionAttributeValues: { ':stamp': entry.stamp },
  });
  return written ? 'written' : 'overtaken';
}

/** Pages read for one question at most, each of about 3,500 requests: ten years of them. */
const pagesAtMost = 10;

export interface Found {
  /** Requests that hold all the terms, the newest first. */
  readonly requests: readonly RequestNumber[];
  /** Whether more may lie behind what was looked at. */
  readonly more: boolean;
}

/**
 * Requests that hold all the terms, each as the beginning of a word.
 * @param terms folded words (`termsOf`); letters alone find nothing.
 * @param options.departments folded names of the departments looked in; null for all.
 * @param options.desk whether who holds a task counts too: that is the desk's own affair.
 */
export async function find(
  table: Table,
  terms: readonly string[],
  options: { readonly departments: readonly string[] | null; readonly desk: boolean; readonly limit: number },
): Promise<Found> {
  const asked = terms.filter((term) => term.length > 1);
  if (asked.length === 0 || options.departments?.length === 0) return { requests: [], more: false };
  const answering = filterOf(asked, options);
  const found: RequestNumber[] = [];
  let last: Queried['last'] = null;
  let pages = 0;
  do {
    const page: Queried = await query(table, {
      ...answering,
      KeyConditionExpression: '#pk = :pk',
      ProjectionExpression: '#sk, #kind, #data.#stamp',
      ScanIndexForward: false,
      ...(last && { ExclusiveStartKey: last }),
    });
    found.push(...page.items.flatMap(({ sk }) => parseNumber('request', sk) ?? []));
    ({ last } = page);
    pages += 1;
  } while (last && found.length <= options.limit && pages < pagesAtMost);
  return { requests: found.slice(0, options.limit), more: last !== null || found.length > options.limit };
}

function filterOf(
  terms: readonly string[],
  { departments, desk }: { readonly departments: readonly string[] | null; readonly desk: boolean },
) {
  const named = terms.map((term, rank) => [`:t${rank}`, ` ${term}`] as const);
  const scoped = (departments ?? []).map((department, rank) => [`:d${rank}`, department] as const);
  const conditions = [
    ...named.map(([name]) =>
      desk
        ? `(contains(#data.#words, ${name}) OR contains(#data.#deskWords, ${name}))`
        : `contains(#data.#words, ${name})`,
    ),
    ...(scoped.length > 0 ? [`#data.#department IN (${scoped.map(([name]) => name).join(', ')})`] : []),
  ];
  return {
    FilterExpression: conditions.join(' AND '),
    ExpressionAttributeNames: {
      '#pk': 'pk',
      '#sk': 'sk',
      '#kind': 'kind',
      '#data': 'data',
      '#stamp': 'stamp',
      '#words': 'words',
      ...(desk && { '#deskWords': 'deskWords' }),
      ...(scoped.length > 0 && { '#department': 'department' }),
    },
    ExpressionAttributeValues: { ':pk': searchPartition, ...Object.fromEntries([...named, ...scoped]) },
  };
}
