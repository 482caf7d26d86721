/** The desk's calendar: a small head says which edition holds, each edition is kept whole beside it. */
import { firstEdition, type CalendarEdition } from '#shared/calendar/edition.ts';
import { accepted, type Outcome } from '#shared/refusal.ts';
import type { Item } from './item.ts';
import { calendarHeadKey, editionKey, editionPrefix } from './keys.ts';
import { readPage, type Cursor, type Page } from './page.ts';
import { getItem, transact, type Table } from './table.ts';

interface Head {
  readonly version: number;
}

const versionOf = (head: Item | null): number => (head ? (head.data as Head).version : firstEdition.version);

/** Version of the edition that holds. One small read. */
async function readHead(table: Table): Promise<number> {
  return versionOf(await getItem(table, calendarHeadKey));
}

/** The edition of this version; null when there was none. */
export async function readEdition(table: Table, version: number): Promise<CalendarEdition | null> {
  if (version === firstEdition.version) return firstEdition;
  const item = await getItem(table, editionKey(version));
  return item && (item.data as CalendarEdition);
}

/**
 * Makes an edition the one that holds.
 * @returns false when the present one is no longer the one before it: somebody else saved; nothing was written.
 */
export async function save(table: Table, edition: CalendarEdition): Promise<boolean> {
  const before = edition.version - 1;
  const head: Item = { ...calendarHeadKey, kind: 'calendarHead', data: { version: edition.version } };
  const { done } = await transact(table, [
    {
      Put: {
        Item: head,
        ...(before === firstEdition.version
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#data.#version = :before',
              ExpressionAttributeNames: { '#data': 'data', '#version': 'version' },
              ExpressionAttributeValues: { ':before': before },
            }),
      },
    },
    { Put: { Item: { ...editionKey(edition.version), kind: 'calendarEdition', data: edition } } },
  ]);
  return done;
}

/** Editions, newest first; the one the desk opened with is the last. Refuses `invalid` (field `cursor`). */
export async function listEditions(
  table: Table,
  page: { readonly limit: number; readonly cursor?: Cursor | undefined },
): Promise<Outcome<Page<CalendarEdition>>> {
  const found = await readPage<CalendarEdition>(
    table,
    {
      index: null,
      partitions: [calendarHeadKey.pk],
      prefix: editionPrefix,
      filter: {},
      newestFirst: true,
      keyAt: (sk, pk) => ({ pk, sk }),
      parse: (item) => item.data as CalendarEdition,
    },
    page,
  );
  if (!found.ok || found.value.next !== null) return found;
  return accepted({ items: [...found.value.items, firstEdition], next: null });
}

/** A calendar as a process holds it between calls. */
export interface HeldCalendar {
  /**
   * The edition that holds. It is asked for anew after a few seconds, or at once when a record is newer than what is held:
   * one that was projected with a later edition proves that there is one. So nothing is ever reckoned by a calendar older
   * than what was seen.
   * @param atLeast version of the edition that a record at hand was projected with.
   */
  readonly current: (atLeast?: number) => Promise<CalendarEdition>;
  /** The edition that holds now, asked for whatever is held. */
  readonly fresh: () => Promise<CalendarEdition>;
  /** What was saved from here, so that this process reckons by it at once. */
  readonly saw: (edition: CalendarEdition) => void;
}

/** Milliseconds for which a calendar is used without asking. A re-projection waits this out before it says that it is done. */
export const heldForMs = 10_000;

/**
 * Holds the table's calendar. The same edition stays the same object, by which its index of openings is kept.
 * @param elapsed milliseconds on a clock that never goes back.
 */
export function holdCalendar(table: Table, elapsed: () => number = () => performance.now()): HeldCalendar {
  let held: { edition: CalendarEdition; asked: number } | null = null;
  const fresh = async (): Promise<CalendarEdition> => {
    const asked = elapsed();
    const version = await readHead(table);
    const edition = held?.edition.version === version ? held.edition : await readEdition(table, version);
    if (!edition) throw new Error(`Edition ${version} of the calendar is not in the table`);
    // Two calls may have asked side by side; the one that saw less does not win.
    if (!held || held.edition.version <= version) held = { edition, asked };
    return held.edition;
  };
  return {
    fresh,
    current: async (atLeast = 0) => {
      const good = held && held.edition.version >= atLeast && elapsed() - held.asked < heldForMs;
      return held && good ? held.edition : fresh();
    },
    saw: (edition) => {
      if (!held || held.edition.version < edition.version) held = { edition, asked: elapsed() };
    },
  };
}
