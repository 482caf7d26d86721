/**
 * Lists as pages: one question of the desk is one list, read in sort order from where a cursor stands. A page is one Query;
 * a filtered one reads on until it is full, but only so far.
 */
import { createHash } from 'node:crypto';
import { primaryKey, type indexes } from '#shared/contract/table.ts';
import { accepted, refused, type Outcome } from '#shared/refusal.ts';
import type { Item } from './item.ts';
import type { Key } from './keys.ts';
import { query, type BareQuery, type Table } from './table.ts';

type Index = (typeof indexes)[keyof typeof indexes];

/** Values a field of the record must have: any of these. Dotted path inside the record, `course.term`. */
export type Filter = Readonly<Record<string, readonly string[]>>;

/** One question: where its answers lie, in which order, and which of them are wanted. */
export interface List<Value> {
  /** Null for the table itself. */
  readonly index: Index | null;
  /** Read one after the other; more than one only where a list spans a few partitions. */
  readonly partitions: readonly string[];
  /** Beginning of the sort keys wanted. */
  readonly prefix: string;
  readonly filter: Filter;
  readonly newestFirst: boolean;
  /** Key of the item at a place of the list; null when the place is none of it. */
  readonly keyAt: (place: string, partition: string) => Key | null;
  readonly parse: (item: Item) => Value;
}

/** Where to go on: opaque to callers, good for the very list that gave it. */
export type Cursor = string;

export interface Page<Value> {
  readonly items: readonly Value[];
  /** Null at the end. A filtered page may be short and still have a next. */
  readonly next: Cursor | null;
}

/** Most items a page reads to be filled; a rare match further on is found by following the cursor. */
const readAtMost = 2_000;
/** Items read at once when a filter will drop some. */
const readAtOnce = 500;

interface Place {
  /** Rank of the partition in the list. */
  readonly partition: number;
  /** Sort key of the last item seen; null at the beginning of the partition. */
  readonly after: string | null;
}

/** Where every list begins. */
export const beginning: Place = { partition: 0, after: null };

/** Tells lists apart, so that a cursor is only good for the one that gave it. */
function markOf(list: List<unknown>): string {
  const { index, partitions, prefix, filter, newestFirst } = list;
  const said = JSON.stringify([index?.name, partitions, prefix, Object.entries(filter).sort(), newestFirst]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 10);
}

function cursorAt(list: List<unknown>, { partition, after }: Place): Cursor {
  return Buffer.from(JSON.stringify([markOf(list), partition, after])).toString('base64url');
}

function placeOf(list: List<unknown>, cursor: Cursor): Place | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(said) || said.length !== 3) return null;
    const [mark, partition, after] = said as readonly unknown[];
    if (mark !== markOf(list) || typeof partition !== 'number') return null;
    const name = list.partitions[partition];
    if (name === undefined || (after !== null && typeof after !== 'string')) return null;
    if (after !== null && (!after.startsWith(list.prefix) || list.keyAt(after, name) === null)) return null;
    return { partition, after };
  } catch {
    return null;
  }
}

const sortKeyOf = (list: List<unknown>): string => list.index?.sort ?? primaryKey.sort;

/** The Query that reads a list from a place. */
export function listQuery(list: List<unknown>, { partition, after }: Place, limit: number): BareQuery {
  const name = list.partitions[partition] ?? '';
  const [partitionKey, sortKey] = [list.index?.partition ?? primaryKey.partition, sortKeyOf(list)];
  const filters = Object.entries(list.filter).map(([path, values], rank) => {
    const steps = ['data', ...path.split('.')];
    const names = steps.map((step, depth) => [`#f${rank}_${depth}`, step] as const);
    const placed = values.map((value, each) => [`:f${rank}_${each}`, value] as const);
    const left = names.map(([placeholder]) => placeholder).join('.');
    return { names, placed, text: `${left} IN (${placed.map(([placeholder]) => placeholder).join(', ')})` };
  });
  const start = after === null ? null : list.keyAt(after, name);
  return {
    ...(list.index && { IndexName: list.index.name }),
    KeyConditionExpression: list.prefix === '' ? '#p = :p' : '#p = :p AND begins_with(#s, :s)',
    ...(filters.length > 0 && { FilterExpression: filters.map(({ text }) => text).join(' AND ') }),
    ExpressionAttributeNames: {
      '#p': partitionKey,
      ...(list.prefix !== '' && { '#s': sortKey }),
      ...Object.fromEntries(filters.flatMap(({ names }) => names)),
    },
    ExpressionAttributeValues: {
      ':p': name,
      ...(list.prefix !== '' && { ':s': list.prefix }),
      ...Object.fromEntries(filters.flatMap(({ placed }) => placed)),
    },
    ScanIndexForward: !list.newestFirst,
    Limit: limit,
    ...(start && after !== null && { ExclusiveStartKey: { ...start, [partitionKey]: name, [sortKey]: after } }),
  };
}

/**
 * A page of a list.
 * @param limit most items wanted, 1 or more.
 * @param cursor `next` of the page before; absent for the first.
 * Refuses `invalid` (field `cursor`) for a cursor that this very list never gave.
 */
export async function readPage<Value>(
  table: Table,
  list: List<Value>,
  { limit, cursor }: { readonly limit: number; readonly cursor?: Cursor | undefined },
): Promise<Outcome<Page<Value>>> {
  const from: Place | null = cursor === undefined ? beginning : placeOf(list, cursor);
  if (!from) return refused('invalid', { field: 'cursor' });
  const filtered = Object.keys(list.filter).length > 0;
  const found: Item[] = [];
  let place = from;
  let read = 0;
  while (place.partition < list.partitions.length) {
    // One more than wanted: whether anything follows is known without another read.
    const wanted = limit + 1 - found.length;
    const size = filtered ? Math.max(wanted, readAtOnce) : wanted;
    const { items, last } = await query(table, listQuery(list, place, size));
    found.push(...items);
    read += size;
    if (found.length > limit) return accepted(cut(list, found, limit, from));
    const after = last?.[sortKeyOf(list)];
    place = typeof after === 'string' ? { ...place, after } : { partition: place.partition + 1, after: null };
    if (read >= readAtMost && place.partition < list.partitions.length) {
      return accepted({ items: found.map(list.parse), next: cursorAt(list, place) });
    }
  }
  return accepted({ items: found.map(list.parse), next: null });
}

/** The page without the item too many; it ends at the last item kept. */
function cut<Value>(list: List<Value>, found: readonly Item[], limit: number, from: Place): Page<Value> {
  const kept = found.slice(0, limit);
  const last = kept.at(-1);
  const sort = last?.[sortKeyOf(list)];
  const name = last?.[list.index?.partition ?? primaryKey.partition];
  const place: Place =
    typeof sort === 'string' && typeof name === 'string'
      ? { partition: list.partitions.indexOf(name), after: sort }
      : from;
  return { items: kept.map(list.parse), next: cursorAt(list, place) };
}
