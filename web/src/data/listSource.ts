/**
 * What one list of the API holds, fetched page by page so that the first is there at once, and kept up with what happens
 * since. Rows that no longer belong stay until the reader asks for the list as it is: nothing vanishes under their eyes.
 */
import { shallowRef, triggerRef, type ShallowRef } from 'vue';
import type { Client } from './client.ts';
import { Refused } from './problem.ts';

/** A record that is listed. */
export interface Listable {
  readonly number: string;
  /** Raised at each change. */
  readonly version: number;
}

/** How records of one list are read, and what is made of them. */
export interface Listing<Item extends Listable, Row> {
  /** How many rows the first page has, and the others: the first is to be painted at once, the rest comes in few pages. */
  readonly limits: readonly [first: number, next: number];
  /** Where reading rests until more is asked for; the whole list is read without it. */
  readonly restsAt?: number;
  readonly page: (
    limit: number,
    cursor: string | undefined,
  ) => Promise<{ readonly items: readonly Item[]; readonly next: string | null }>;
  readonly readOne: (number: Item['number']) => Promise<Item>;
  readonly belongs: (item: Item) => boolean;
  /** Whether two readings of one record show the same. */
  readonly same: (one: Item, other: Item) => boolean;
  readonly rowOf: (item: Item) => Row;
  readonly itemOf: (row: Row) => Item;
}

/** `reading` the first page, `streaming` the others, `rested` before more is asked for, `whole` once all are there. */
export type SourceState = 'reading' | 'streaming' | 'rested' | 'whole' | 'failed';

export interface ListSource<Item extends Listable, Row> {
  /** By number, in the order they came: changed in place, and told. */
  readonly rows: Readonly<ShallowRef<ReadonlyMap<Item['number'], Row>>>;
  readonly state: Readonly<ShallowRef<SourceState>>;
  readonly error: Readonly<ShallowRef<Error | null>>;
  /** Rows of the page that came last; null before the first. */
  readonly lastPage: Readonly<ShallowRef<readonly Row[] | null>>;
  /** Fetches what is not there yet, or more of it; after a failure, goes on where it stopped. */
  readonly load: () => Promise<void>;
  /** Takes in a record as it is now, unless what is known is newer. @returns whether something changed. */
  readonly take: (item: Item, force?: boolean) => boolean;
  /** Asks for these records, or for the whole list where they are many. @returns numbers of those that changed. */
  readonly renew: (numbers: readonly Item['number'][]) => Promise<readonly Item['number'][]>;
  /** Reads again all that was read and compares. @returns numbers of the records that changed. */
  readonly catchUp: () => Promise<readonly Item['number'][]>;
  readonly belongs: (item: Item) => boolean;
  readonly itemOf: (row: Row) => Item;
  /** Forgets what no longer belongs. */
  readonly tidy: () => void;
}

/** Single records asked for after a change; when more changed than this, the list is read again. */
export const readSingly = 25;
const sideBySide = 4;

/** Does something for each, a few at a time. */
export async function fewAtATime<Each>(all: readonly Each[], act: (each: Each) => Promise<void>): Promise<void> {
  const left = all.values();
  const worker = async () => {
    for (const each of left) await act(each);
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}

export function listSource<Item extends Listable, Row>(listing: Listing<Item, Row>): ListSource<Item, Row> {
  type Number = Item['number'];
  const { limits, restsAt = Infinity, page, readOne, belongs, same, rowOf, itemOf } = listing;
  const [firstPage, nextPages] = limits;
  const rows = shallowRef(new Map<Number, Row>());
  const state = shallowRef<SourceState>('reading');
  const error = shallowRef<Error | null>(null);
  const lastPage = shallowRef<readonly Row[] | null>(null);
  let cursor: string | undefined;
  let loading: Promise<void> | null = null;
  let catching: Promise<readonly Number[]> | null = null;
  /** How many rows are enough for now. */
  let enough = restsAt;

  const itemAt = (number: Number): Item | undefined => {
    const row = rows.value.get(number);
    return row === undefined ? undefined : itemOf(row);
  };

  async function stream(): Promise<void> {
    error.value = null;
    if (state.value === 'rested') enough = rows.value.size + restsAt;
    if (state.value !== 'reading') state.value = cursor === undefined ? 'reading' : 'streaming';
    try {
      do {
        const { items, next } = await page(cursor === undefined ? firstPage : nextPages, cursor);
        const came = items.map(rowOf);
        for (const row of came) rows.value.set(itemOf(row).number, row);
        cursor = next ?? undefined;
        state.value = next === null ? 'whole' : rows.value.size >= enough ? 'rested' : 'streaming';
        triggerRef(rows);
        lastPage.value = came;
      } while (cursor !== undefined && state.value !== 'rested');
    } catch (cause) {
      error.value = cause instanceof Error ? cause : new Error(String(cause));
      state.value = 'failed';
    }
  }

  function load(): Promise<void> {
    if (state.value !== 'whole') loading ??= stream().finally(() => (loading = null));
    return loading ?? Promise.resolve();
  }

  function put(item: Item, force = false): boolean {
    const known = itemAt(item.number);
    if (known && !force && (known.version > item.version || same(known, item))) return false;
    if (!known && !belongs(item)) return false;
    rows.value.set(item.number, rowOf(item));
    return true;
  }

  function take(item: Item, force = false): boolean {
    const changed = put(item, force);
    if (changed) triggerRef(rows);
    return changed;
  }

  async function renew(numbers: readonly Number[]): Promise<readonly Number[]> {
    if (numbers.length > readSingly) return catchUp();
    const changed: Number[] = [];
    await fewAtATime(numbers, async (number) => {
      try {
        if (put(await readOne(number))) changed.push(number);
      } catch (cause) {
        if (!(cause instanceof Refused)) throw cause;
        if (rows.value.delete(number)) changed.push(number);
      }
    });
    if (changed.length > 0) triggerRef(rows);
    return changed;
  }

  async function compare(): Promise<readonly Number[]> {
    const whole = state.value === 'whole';
    const before = new Map(rows.value);
    const [changed, upTo]: [Number[], number] = [[], whole ? Infinity : before.size];
    let from: string | undefined;
    let read = 0;
    do {
      const { items, next } = await page(nextPages, from);
      for (const item of items) {
        if (put(item)) changed.push(item.number);
        before.delete(item.number);
      }
      read += items.length;
      from = next ?? undefined;
    } while (from !== undefined && read < upTo);
    // Asked for one by one, those that went away say where to; many at once are simply gone, or were pushed further down.
    const gone = [...before.values()]
      .map(itemOf)
      .filter(belongs)
      .map(({ number }) => number);
    const many = gone.length > readSingly;
    if (many && whole) for (const number of gone) rows.value.delete(number);
    if (changed.length > 0 || many) triggerRef(rows);
    if (many) return whole ? [...changed, ...gone] : changed;
    return [...changed, ...(await renew(gone))];
  }

  async function catchUp(): Promise<readonly Number[]> {
    if (state.value !== 'rested') await load();
    if (state.value !== 'whole' && state.value !== 'rested') return [];
    catching ??= compare().finally(() => (catching = null));
    return catching;
  }

  function tidy(): void {
    for (const [number, row] of rows.value) if (!belongs(itemOf(row))) rows.value.delete(number);
    triggerRef(rows);
  }

  return { rows, state, error, lastPage, load, take, renew, catchUp, belongs, itemOf, tidy };
}

/** Lists left a moment ago are there again at once when one comes back. */
export function keepingSources<Source>(atMost: number) {
  const kept = new WeakMap<Client, Map<string, Source>>();
  return (call: Client, key: string, make: () => Source): Source => {
    const sources = kept.get(call) ?? new Map<string, Source>();
    kept.set(call, sources);
    const source = sources.get(key) ?? make();
    sources.delete(key);
    sources.set(key, source);
    const [oldest] = sources.keys();
    if (sources.size > atMost && oldest !== undefined) sources.delete(oldest);
    return source;
  };
}
