/**
 * What the app was promised before a grid is uploaded: its number, where it shall land, and who sends it. The landing finds
 * it by the number in the object's key.
 */
import type { PersonRef } from '#shared/access/person.ts';
import { ttlAttribute } from '#shared/contract/table.ts';
import type { ImportMode } from '#shared/grid/import.ts';
import type { ImportNumber } from '#shared/ids.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';
import { sendingKey } from './keys.ts';
import { getItem, putItem, type Table } from './table.ts';

export interface Sending {
  readonly number: ImportNumber;
  readonly mode: ImportMode;
  /** As the sender's computer names it; the object's key holds a safe spelling. */
  readonly fileName: string;
  /** A file under another key was not sent by this person, whatever number it borrows. */
  readonly objectKey: string;
  readonly sentBy: PersonRef;
  readonly at: Instant;
}

/** Seconds a promise is kept: the upload itself must begin within minutes, but may be slow and its event late. */
const keptSeconds = 7 * 24 * 3_600;

/** Keeps a promise. */
export async function put(table: Table, sending: Sending): Promise<void> {
  const expires = Math.floor(msOf(sending.at) / 1_000) + keptSeconds;
  await putItem(table, {
    Item: { ...sendingKey(sending.number), kind: 'sending', [ttlAttribute]: expires, data: sending },
  });
}

/** What was promised under a number; null for a file that nobody announced. */
export async function read(table: Table, number: ImportNumber): Promise<Sending | null> {
  const item = await getItem(table, sendingKey(number));
  return item && (item.data as Sending);
}
