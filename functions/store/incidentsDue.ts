/** Incidents of which the desk has something to do by itself, in the order it falls due: a sparse index. */
import { indexes } from '#shared/contract/table.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { Instant } from '#shared/time/instant.ts';
import { duePartition, dueUpTo } from './incidentKeys.ts';
import { incidentOf } from './item.ts';
import { query, type BareQuery, type Queried, type Table } from './table.ts';

/** Some of them, and where to go on; an index lags a moment behind the records, so look at each again before acting. */
export interface DuePage {
  readonly incidents: readonly Incident[];
  readonly next: Queried['last'];
}

const { name, partition, sort } = indexes.byDue;

async function page(table: Table, input: BareQuery, from: DuePage['next']): Promise<DuePage> {
  const { items, last } = await query(table, {
    IndexName: name,
    ...input,
    ...(from && { ExclusiveStartKey: { ...from } }),
  });
  return { incidents: items.map(incidentOf), next: last };
}

/**
 * What is due at an instant, longest due first. One Query, which costs the same however many incidents are open.
 * @param from `next` of the page before; null for the first.
 */
export function readDue(table: Table, now: Instant, limit: number, from: DuePage['next']): Promise<DuePage> {
  const input = {
    KeyConditionExpression: '#p = :p AND #s <= :s',
    ExpressionAttributeNames: { '#p': partition, '#s': sort },
    ExpressionAttributeValues: { ':p': duePartition, ':s': dueUpTo(now) },
    Limit: limit,
  };
  return page(table, input, from);
}

/** What is resolved and waits for its closing. */
export function readClosing(table: Table, limit: number, from: DuePage['next']): Promise<DuePage> {
  const input = {
    KeyConditionExpression: '#p = :p',
    FilterExpression: '#data.#projection.#due.#kind = :kind',
    ExpressionAttributeNames: {
      '#p': partition,
      '#data': 'data',
      '#projection': 'projection',
      '#due': 'due',
      '#kind': 'kind',
    },
    ExpressionAttributeValues: { ':p': duePartition, ':kind': 'autoClose' },
    Limit: limit,
  };
  return page(table, input, from);
}
