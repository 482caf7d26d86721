/** When a request's workflow was repaired, as its history tells. */
import { encodeTime } from 'ulid';
import type { LineId, RequestNumber } from '#shared/ids.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';
import { lineOf } from './item.ts';
import { lineKey, linePrefix, requestKey } from './keys.ts';
import { queryAll, type Table } from './table.ts';

/** Characters of a ULID that tell its instant. */
const timeLength = 10;

/** Instants of the repairs of a request from this one on, oldest first. */
export async function repairsSince(table: Table, request: RequestNumber, since: Instant): Promise<readonly Instant[]> {
  const first = lineKey(request, encodeTime(msOf(since), timeLength) as LineId);
  const items = await queryAll(table, {
    KeyConditionExpression: '#p = :p AND #s BETWEEN :first AND :last',
    FilterExpression: '#data.#content.#action = :repaired',
    ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk', '#data': 'data', '#content': 'content', '#action': 'action' },
    ExpressionAttributeValues: {
      ':p': requestKey(request).pk,
      ':first': first.sk,
      ':last': `${linePrefix}~`,
      ':repaired': 'repaired',
    },
    ConsistentRead: true,
  });
  return items.map((item) => lineOf(item).at);
}
