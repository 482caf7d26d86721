/**
 * By which words requests are found. Each request has an entry beside it, and one small item for each telling word in
 * the partition of the word's first letters, so that all requests with a word of some beginning are one Query.
 */
import { parseNumber, type RequestNumber } from '#shared/ids.ts';
import { searchEntryOf, type SearchEntry } from '#shared/search/entry.ts';
import { isTelling } from '#shared/search/words.ts';
import type { Item } from './item.ts';
import { searchEntryKey, searchWordKey, searchWordPartition } from './keys.ts';
import * as requests from './requests.ts';
import { getItem, getItems, putItem, query, writeItems, type Table } from './table.ts';

/** An entry as it is kept. */
interface Kept extends SearchEntry {
  /** Words that may have an item: those wanted, and while they are being written, those before them. */
  readonly placed: readonly string[];
  /** Whether the items are just these. */
  readonly settled: boolean;
}

const keptOf = (item: Item): Kept => item.data as Kept;

/** Items of words are told apart from one another by their keys alone. */
function wordItem(word: string, { request, department }: SearchEntry): Item {
  return { ...searchWordKey(word, request), kind: 'searchWord', data: { department } };
}

/** Keeps an entry unless a later one is there. */
function keep(table: Table, kept: Kept): Promise<boolean> {
  return putItem(table, {
    Item: { ...searchEntryKey(kept.request), kind: 'searchEntry', data: kept },
    ConditionExpression: 'attribute_not_exists(pk) OR #data.#stamp <= :stamp',
    ExpressionAttributeNames: { '#data': 'data', '#stamp': 'stamp' },
    ExpressionAttributeValues: { ':stamp': kept.stamp },
  });
}

/** What came of an indexing: the entry was written, was already there, or there is no such request. */
export type Indexed = 'written' | 'known' | 'notFound';

/** Times an entry is written anew because a later one came in between. */
const attempts = 5;

/**
 * Makes a request findable as it is now. May be called any number of times, in any order: the later entry stays. Words
 * that went are forgotten, also after a crash half-way: an entry names every word that may have an item before items are
 * written, and says once they are.
 * @param options.anew writes the items of an entry that is there already: the rule that makes words may have changed.
 */
export async function index(table: Table, number: RequestNumber, { anew = false } = {}): Promise<Indexed> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    // The entry first: what is read of the request afterwards is never older than it.
    const item = await getItem(table, searchEntryKey(number));
    const before = item && keptOf(item);
    const found = await requests.readWithTasks(table, number);
    if (!found) return 'notFound';
    const entry = searchEntryOf(found);
    const settled = before !== null && before.settled && !anew;
    if (settled && before.stamp >= entry.stamp) return 'known';
    const placed = [...new Set([...entry.words, ...entry.deskWords])].filter(isTelling);
    const gone = (before?.placed ?? []).filter((word) => !placed.includes(word));
    // An item tells the department: for another one all are written anew.
    const standing = settled && before.department === entry.department ? before.placed : [];
    const puts = placed.filter((word) => !standing.includes(word)).map((word) => wordItem(word, entry));
    const deletes = gone.map((word) => searchWordKey(word, number));
    if (puts.length + deletes.length > 0) {
      if (!(await keep(table, { ...entry, placed: [...placed, ...gone], settled: false }))) continue;
      await writeItems(table, { puts, deletes });
    }
    if (await keep(table, { ...entry, placed, settled: true })) return 'written';
  }
  throw new Error(`Others indexed ${number} at each of ${attempts} attempts`);
}

/**
 * Most requests with one beginning that are looked at; a word in more of them does not narrow a question. Where only some
 * departments are looked in, many of them are passed over.
 */
const requestsPerWord = { everywhere: 1_000, inDepartments: 2_000 };
/** Entries read at once to be held against the whole question: few at first, since most of them answer it. */
const entriesAtOnce = { first: 30, then: 90 };
/** Entries read for one question, at most. */
const entriesAtMost = 300;

interface Holders {
  readonly requests: ReadonlySet<RequestNumber>;
  /** Whether these are all. */
  readonly whole: boolean;
}

/** Requests that hold a word with this beginning, of these departments when any are named. One Query. */
async function holdersOf(table: Table, term: string, departments: readonly string[] | null): Promise<Holders> {
  const { items, last } = await query(table, {
    KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
    ProjectionExpression: '#s, #kind, #data',
    ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk', '#kind': 'kind', '#data': 'data' },
    ExpressionAttributeValues: { ':p': searchWordPartition(term), ':s': term },
    ScanIndexForward: false,
    Limit: departments === null ? requestsPerWord.everywhere : requestsPerWord.inDepartments,
  });
  const seen = items.filter(
    ({ data }) => departments === null || departments.includes((data as Pick<SearchEntry, 'department'>).department),
  );
  const numbers = seen.map(({ sk }) => parseNumber('request', sk.slice(sk.lastIndexOf('#') + 1)));
  return { requests: new Set(numbers.filter((number) => number !== null)), whole: last === null };
}

/** Requests that may hold all the terms, the newest first: those that all whole lists name. */
function candidatesIn(lists: readonly Holders[]): readonly RequestNumber[] {
  const whole = lists.filter((list) => list.whole);
  const [narrowest, ...others] = (whole.length > 0 ? whole : lists).toSorted(
    (one, other) => one.requests.size - other.requests.size,
  );
  const inAll = [...(narrowest?.requests ?? [])].filter((number) => others.every((list) => list.requests.has(number)));
  // Numbers rise with time and may grow by a digit.
  return inAll.toSorted((one, other) => other.length - one.length || (one < other ? 1 : -1));
}

export interface Found {
  /** Entries that hold all the terms, the newest request first. */
  readonly entries: readonly SearchEntry[];
  /** Whether more may lie behind what was looked at. */
  readonly more: boolean;
}

/**
 * Requests that hold all the terms, each as the beginning of a word.
 * @param terms folded words (`termsOf`).
 * @param options.departments folded names of the departments looked in; null for all.
 * @param options.matches holds an entry against the question: which of its words count depends on who asks.
 */
export async function find(
  table: Table,
  terms: readonly string[],
  options: {
    readonly departments: readonly string[] | null;
    readonly matches: (entry: SearchEntry) => boolean;
    readonly limit: number;
  },
): Promise<Found> {
  const telling = terms.filter(isTelling);
  const asked = telling.length > 0 ? telling : terms.filter((term) => term.length > 1);
  if (asked.length === 0) return { entries: [], more: false };
  const lists = await Promise.all(asked.map((term) => holdersOf(table, term, options.departments)));
  const candidates = candidatesIn(lists);
  const entries: SearchEntry[] = [];
  let read = 0;
  while (read < Math.min(candidates.length, entriesAtMost) && entries.length <= options.limit) {
    const next = candidates.slice(read, read + (read === 0 ? entriesAtOnce.first : entriesAtOnce.then));
    const items = await getItems(table, next.map(searchEntryKey));
    const byNumber = new Map(items.map(keptOf).map((kept) => [kept.request, kept]));
    entries.push(...next.flatMap((number) => byNumber.get(number) ?? []).filter(options.matches));
    read += next.length;
  }
  const more = entries.length > options.limit || read < candidates.length || !lists.some(({ whole }) => whole);
  return { entries: entries.slice(0, options.limit), more };
}
