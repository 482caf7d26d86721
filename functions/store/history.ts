/** The history of a request and its tasks: appended, never rewritten, read newest first. */
import type { HistoryLine, Subject } from '#shared/history/line.ts';
import type { PersonId, RequestNumber } from '#shared/ids.ts';
import { accepted, type Outcome } from '#shared/refusal.ts';
import { lineItem, lineOf } from './item.ts';
import { idempotencyKey, linePrefix, requestKey } from './keys.ts';
import { readPage, type Cursor, type List, type Page } from './page.ts';
import { remember, rememberedItem, repeated } from './remembered.ts';
import { query, transact, type Table } from './table.ts';

function textOf({ content }: HistoryLine): string {
  return content.kind === 'change' ? content.action : content.text;
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
  const item = rememberedItem({
    at: idempotencyKey(line.request, by, key),
    sent: [line.subject, line.content.kind, textOf(line)],
    answer: line,
    now: line.at,
  });
  const written = await transact(table, [remember(item), { Put: { Item: lineItem(line) } }]);
  if (written.done) return accepted(line);
  const met = written.failed[0]?.met;
  if (!met) throw new Error(`What was written before on ${line.request} could not be read`);
  return repeated<HistoryLine>(item, met);
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
