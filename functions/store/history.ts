/** The history of a request and its tasks: appended, never rewritten, read newest first. */
import { createHash } from 'node:crypto';
import type { HistoryLine, Subject } from '#shared/history/line.ts';
import { ttlAttribute } from '#shared/contract/table.ts';
import type { PersonId, RequestNumber } from '#shared/ids.ts';
import { accepted, refused, type Outcome } from '#shared/refusal.ts';
import { msOf } from '#shared/time/instant.ts';
import { lineItem, lineOf, type Item } from './item.ts';
import { idempotencyKey, linePrefix, requestKey } from './keys.ts';
import { readPage, type Cursor, type List, type Page } from './page.ts';
import { query, transact, type Table } from './table.ts';

/** Seconds a repeated write is recognised: a day and more, as long as a client may keep trying. */
const rememberedSeconds = 48 * 3_600;

function textOf({ content }: HistoryLine): string {
  return content.kind === 'change' ? content.action : content.text;
}

/** What was written under an idempotency key. */
interface Remembered {
  readonly line: HistoryLine;
  readonly digest: string;
}

function rememberedItem(line: HistoryLine, by: PersonId, key: string): Item {
  const digest = createHash('sha256')
    .update(JSON.stringify([line.subject, line.content.kind, textOf(line)]))
    .digest('base64url');
  const data: Remembered = { line, digest };
  const expires = Math.floor(msOf(line.at) / 1_000) + rememberedSeconds;
  return { ...idempotencyKey(line.request, by, key), kind: 'idempotencyKey', [ttlAttribute]: expires, data };
}

/**
 * Appends a comment or work note, once for each idempotency key of its writer on this request: a repetition answers the line
 * first written. Refuses `idempotencyKeyReused` when the same key came with another text.
 */
export async function append(
  table: Table,
  line: HistoryLine,
  by: PersonId,
  key: string,
): Promise<Outcome<HistoryLine>> {
  const item = rememberedItem(line, by, key);
  const written = await transact(table, [
    {
      Put: {
        Item: item,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    { Put: { Item: lineItem(line) } },
  ]);
  if (written.done) return accepted(line);
  const met = written.failed[0]?.met;
  if (!met) throw new Error(`What was written before on ${line.request} could not be read`);
  const before = met.data as Remembered;
  return before.digest === (item.data as Remembered).digest
    ? accepted(before.line)
    : refused('idempotencyKeyReused', { field: 'Idempotency-Key' });
}

function lineList(request: RequestNumber, commentsOnly: boolean): List<HistoryLine> {
  return {
    index: null,
    partitions: [requestKey(request).pk],
    prefix: linePrefix,
    filter: commentsOnly ? { 'content.kind': ['comment'] } : {},
    newestFirst: true,
    keyAt: (place, pk) => ({ pk, sk: place }),
    parse: lineOf,
  };
}

/** The history of a request and its tasks, newest first. Refuses `invalid` (field `cursor`). */
export async function list(
  table: Table,
  request: RequestNumber,
  options: { readonly limit: number; readonly cursor?: Cursor | undefined; readonly commentsOnly: boolean },
): Promise<Outcome<Page<HistoryLine>>> {
  return readPage(table, lineList(request, options.commentsOnly), options);
}

/** Newest lines looked through for what somebody missed; whoever is further behind reads the history itself. */
const missedAtMost = 200;

/** Changes of a record after this version of it, newest first. */
export async function since(
  table: Table,
  request: RequestNumber,
  subject: Subject,
  version: number,
): Promise<readonly HistoryLine[]> {
  const { items } = await query(table, {
    KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
    FilterExpression: '#data.#subject = :subject AND #data.#version > :version AND #data.#content.#kind = :change',
    ExpressionAttributeNames: {
      '#p': 'pk',
      '#s': 'sk',
      '#data': 'data',
      '#subject': 'subject',
      '#version': 'version',
      '#content': 'content',
      '#kind': 'kind',
    },
    ExpressionAttributeValues: {
      ':p': requestKey(request).pk,
      ':s': linePrefix,
      ':subject': subject,
      ':version': version,
      ':change': 'change',
    },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: missedAtMost,
  });
  return items.map(lineOf);
}
