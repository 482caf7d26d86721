/** Imports: claimed by one function at a time, followed while they run, taken over from previews. */
import { indexes, ttlAttribute } from '#shared/contract/table.ts';
import type { PersonRef } from '#shared/access/person.ts';
import { rowOutcomes, type Import, type ImportCounts, type ImportMode, type RowOutcome } from '#shared/grid/import.ts';
import { parseNumber, type ImportNumber } from '#shared/ids.ts';
import type { Outcome } from '#shared/refusal.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';
import type { Item } from './item.ts';
import { importIndexKeys, importKey, importsPartition, landingKey, promisedKey } from './keys.ts';
import type { Numbers } from './numbers.ts';
import { readPage, type Cursor, type Page } from './page.ts';
import { getItem, putItem, transact, updateItem, type Action, type Table } from './table.ts';

/** One arrival of one object in the intake bucket, as the storage service tells it. */
export interface Landing {
  readonly objectKey: string;
  /** Orders the writes of one key: the same event delivered twice has the same one. */
  readonly sequencer: string;
  /** Names the very bytes; null where storage did not say. */
  readonly etag: string | null;
  readonly sizeBytes: number;
  /** The end of its key; a promise knows the name its sender gave. */
  readonly fileName: string;
  readonly mode: ImportMode;
  readonly at: Instant;
}

/** What the app promised somebody who asked where to upload a grid. */
export interface Promised {
  readonly number: ImportNumber;
  readonly sentBy: PersonRef;
  readonly fileName: string;
  /** The preview whose file will land there; null for an upload. */
  readonly previewedAs: ImportNumber | null;
}

/** Who works on a landing, and until when that is believed without a sign of life. */
interface Hold {
  readonly import: ImportNumber;
  readonly holder: string;
  readonly until: Instant;
}

export type Running = Extract<Import, { state: 'running' }>;
export type Ended = Exclude<Import, Running>;

export type Claim =
  | { readonly kind: 'claimed'; readonly record: Running }
  /** Somebody else is at it, or was until it died: not before `until`. */
  | { readonly kind: 'held'; readonly until: Instant }
  | { readonly kind: 'over'; readonly record: Ended };

export const noCounts: ImportCounts = {
  read: 0,
  ...(Object.fromEntries(rowOutcomes.map((outcome) => [outcome, 0])) as Record<RowOutcome, number>),
};

// The record of an item that was asked for by its key, or found in a list, of its kind.
const importOf = (item: Item): Import => item.data as Import;
const holdOf = (item: Item): Hold => item.data as Hold;

const importItem = (record: Import): Item => ({
  ...importKey(record.number),
  kind: 'import',
  ...importIndexKeys(record),
  data: record,
});
const holdItem = (landing: Landing, hold: Hold): Item => ({
  ...landingKey(landing.objectKey, landing.sequencer),
  kind: 'landing',
  data: hold,
});

const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
/** The hold is as it was seen: nobody took it over, or gave a sign of life, meanwhile. */
const stillHeld = ({ holder, until }: Hold) => ({
  ConditionExpression: '#data.#holder = :holder AND #data.#until = :until',
  ExpressionAttributeNames: { '#data': 'data', '#holder': 'holder', '#until': 'until' },
  ExpressionAttributeValues: { ':holder': holder, ':until': until },
});
const heldBy = (holder: string) => ({
  ConditionExpression: '#data.#holder = :holder',
  ExpressionAttributeNames: { '#data': 'data', '#holder': 'holder' },
  ExpressionAttributeValues: { ':holder': holder },
});

/** Seconds a promise is kept: uploads are allowed for minutes, deliveries may be repeated for hours. */
const promisedSeconds = 7 * 24 * 3_600;

/** Promises the number of an import to somebody about to upload to this key. */
export async function promise(table: Table, objectKey: string, promised: Promised, at: Instant): Promise<void> {
  const expires = Math.floor(msOf(at) / 1_000) + promisedSeconds;
  await putItem(table, {
    Item: { ...promisedKey(objectKey), kind: 'landing', [ttlAttribute]: expires, data: promised },
  });
}

/**
 * Claims a landing for a holder until an instant: a new one becomes an import, one whose holder gave no sign of life for
 * too long is taken over, so that nothing that landed is lost and nothing is worked on twice.
 */
export async function claim(
  table: Table,
  numbers: Numbers,
  landing: Landing,
  by: { readonly holder: string; readonly now: Instant; readonly until: Instant },
): Promise<Claim> {
  for (;;) {
    const item = await getItem(table, landingKey(landing.objectKey, landing.sequencer));
    const claimed = item ? await takeOver(table, landing, holdOf(item), by) : await begin(table, numbers, landing, by);
    if (claimed) return claimed;
  }
}

/** Null when the landing was claimed by somebody else in between. */
async function begin(
  table: Table,
  numbers: Numbers,
  landing: Landing,
  { holder, now, until }: { readonly holder: string; readonly now: Instant; readonly until: Instant },
): Promise<Claim | null> {
  const promised = await getItem(table, promisedKey(landing.objectKey));
  const { number, ...origin } = (promised?.data as Promised | undefined) ?? {
    ...{ number: null, sentBy: null, fileName: landing.fileName, previewedAs: null },
  };
  // A promised number is good for one landing: an upload repeated to the same key is an import of its own.
  const free = number && !(await read(table, number)) ? number : (await numbers.take('import', 1))[0];
  if (!free) throw new Error('No number was given for an import');
  const { objectKey, etag, sizeBytes, mode, at } = landing;
  const record: Running = {
    ...{ number: free, version: 1, mode, objectKey, etag, sizeBytes, landedAt: at, ...origin },
    ...{ importedAs: null, counts: noCounts, state: 'running', startedAt: now },
  };
  const written = await transact(table, [
    { Put: { Item: holdItem(landing, { import: free, holder, until }), ...isNew } },
    { Put: { Item: importItem(record), ...isNew } },
  ]);
  return written.done ? { kind: 'claimed', record } : null;
}

async function takeOver(
  table: Table,
  landing: Landing,
  hold: Hold,
  { holder, now, until }: { readonly holder: string; readonly now: Instant; readonly until: Instant },
): Promise<Claim | null> {
  const record = await read(table, hold.import);
  if (!record) throw new Error(`${hold.import} was claimed but never written`);
  if (record.state !== 'running') return { kind: 'over', record };
  if (hold.until > now && hold.holder !== holder) return { kind: 'held', until: hold.until };
  const taken = await putItem(table, { Item: holdItem(landing, { ...hold, holder, until }), ...stillHeld(hold) });
  return taken ? { kind: 'claimed', record } : null;
}

/** A sign of life. False when somebody else has taken over. */
export async function keepHold(
  table: Table,
  landing: Landing,
  hold: { readonly import: ImportNumber; readonly holder: string; readonly until: Instant },
): Promise<boolean> {
  return putItem(table, { Item: holdItem(landing, hold), ...heldBy(hold.holder) });
}

/**
 * Writes an import as it now is, while the hold is ours.
 * @returns the record as written; null when somebody else has taken over, who will write it.
 */
export async function save<Record extends Import>(
  table: Table,
  landing: Landing,
  holder: string,
  after: Record,
): Promise<Record | null> {
  const next: Record = { ...after, version: after.version + 1 };
  const hold: Action = { ConditionCheck: { Key: landingKey(landing.objectKey, landing.sequencer), ...heldBy(holder) } };
  const written = await transact(table, [hold, { Put: { Item: importItem(next) } }]);
  return written.done ? next : null;
}

/** The import as it is now; null when there is none of this number (or nothing landed yet where it was promised). */
export async function read(table: Table, number: ImportNumber): Promise<Import | null> {
  const item = await getItem(table, importKey(number));
  return item && importOf(item);
}

/**
 * Says of a preview which import takes its file over; said once, it stays.
 * @returns the number that stands, which is another's when somebody was faster.
 */
export async function takePreview(table: Table, preview: ImportNumber, number: ImportNumber): Promise<ImportNumber> {
  if (await sayImportedAs(table, preview, { from: null, to: number })) return number;
  const stands = (await read(table, preview))?.importedAs;
  if (!stands) throw new Error(`${preview} can be taken over by no import`);
  return stands;
}

/** Takes back that an import took a preview's file over: the file was gone. */
export async function leavePreview(table: Table, preview: ImportNumber, number: ImportNumber): Promise<void> {
  await sayImportedAs(table, preview, { from: number, to: null });
}

async function sayImportedAs(
  table: Table,
  preview: ImportNumber,
  { from, to }: Readonly<Record<'from' | 'to', ImportNumber | null>>,
): Promise<boolean> {
  const written = await updateItem(table, {
    Key: importKey(preview),
    UpdateExpression: 'SET #data.#importedAs = :to, #data.#version = #data.#version + :one',
    ConditionExpression: '#data.#importedAs = :from',
    ExpressionAttributeNames: { '#data': 'data', '#importedAs': 'importedAs', '#version': 'version' },
    ExpressionAttributeValues: { ':from': from, ':to': to, ':one': 1 },
  });
  return written !== null;
}

/** Imports and previews, or only one of these, newest first. Refuses `invalid` (field `cursor`). */
export async function list(
  table: Table,
  page: { readonly mode?: ImportMode | undefined; readonly limit: number; readonly cursor?: Cursor | undefined },
): Promise<Outcome<Page<Import>>> {
  return readPage(
    table,
    {
      index: indexes.byList,
      partitions: [importsPartition],
      prefix: '',
      filter: page.mode === undefined ? {} : { mode: [page.mode] },
      newestFirst: true,
      keyAt: (place) => {
        const number = parseNumber('import', place);
        return number && importKey(number);
      },
      parse: importOf,
    },
    page,
  );
}
