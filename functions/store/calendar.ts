/** The desk's calendar: a small head says which edition holds, each edition is kept whole beside it. */
import { firstEdition, type CalendarEdition } from '#shared/calendar/edition.ts';
import type { Outcome } from '#shared/refusal.ts';
import type { Item } from './item.ts';
import { calendarHeadKey, editionKey, editionPrefix } from './keys.ts';
import { readPage, type Cursor, type Page } from './page.ts';
import { getItem, putItem, transact, type Table } from './table.ts';

/** Which edition holds. */
export interface CalendarHead {
  readonly version: number;
  /** Whether every open incident is known to follow it. */
  readonly settled: boolean;
}

/** Nobody edited the calendar yet: nothing has to follow. */
const firstHead: CalendarHead = { version: firstEdition.version, settled: true };

/** The head as it is now. One small read. */
export async function readHead(table: Table): Promise<CalendarHead> {
  const item = await getItem(table, calendarHeadKey);
  return item ? (item.data as CalendarHead) : firstHead;
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
  const head: Item = { ...calendarHeadKey, kind: 'calendarHead', data: { version: edition.version, settled: false } };
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

/** Editions that were saved, newest first. Refuses `invalid` (field `cursor`). */
export async function listEditions(
  table: Table,
  page: { readonly limit: number; readonly cursor?: Cursor | undefined },
): Promise<Outcome<Page<CalendarEdition>>> {
  return readPage<CalendarEdition>(
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
}

/**
 * Says that every open incident follows this edition.
 * @returns false when another holds by now.
 */
export async function settle(table: Table, version: number): Promise<boolean> {
  return putItem(table, {
    Item: { ...calendarHeadKey, kind: 'calendarHead', data: { version, settled: true } },
    ConditionExpression: '#data.#version = :version',
    ExpressionAttributeNames: { '#data': 'data', '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  });
}
