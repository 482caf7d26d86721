/** The history of an incident: appended with its changes, never rewritten, read newest first. */
import type { IncidentNumber } from '#shared/ids.ts';
import type { IncidentLine } from '#shared/incident/line.ts';
import type { Outcome } from '#shared/refusal.ts';
import { incidentLineOf } from './item.ts';
import { casePartition, linePrefix } from './keys.ts';
import { readPage, type Cursor, type List, type Page } from './page.ts';
import { query, type Table } from './table.ts';

function lineList(incident: IncidentNumber, commentsOnly: boolean): List<IncidentLine> {
  return {
    index: null,
    partitions: [casePartition(incident)],
    prefix: linePrefix,
    filter: commentsOnly ? { 'content.kind': ['comment'] } : {},
    newestFirst: true,
    keyAt: (place, pk) => ({ pk, sk: place }),
    parse: incidentLineOf,
  };
}

/** The history of an incident, newest first. Refuses `invalid` (field `cursor`). */
export async function list(
  table: Table,
  incident: IncidentNumber,
  options: { readonly limit: number; readonly cursor?: Cursor | undefined; readonly commentsOnly: boolean },
): Promise<Outcome<Page<IncidentLine>>> {
  return readPage(table, lineList(incident, options.commentsOnly), options);
}

/** Newest lines looked through for what somebody missed; whoever is further behind reads the history itself. */
const missedAtMost = 200;

/** Changes of an incident after this version of it, newest first. */
export async function since(table: Table, incident: IncidentNumber, version: number): Promise<readonly IncidentLine[]> {
  const { items } = await query(table, {
    KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
    FilterExpression: '#data.#version > :version AND #data.#content.#kind = :change',
    ExpressionAttributeNames: {
      '#p': 'pk',
      '#s': 'sk',
      '#data': 'data',
      '#version': 'version',
      '#content': 'content',
      '#kind': 'kind',
    },
    ExpressionAttributeValues: {
      ':p': casePartition(incident),
      ':s': linePrefix,
      ':version': version,
      ':change': 'change',
    },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: missedAtMost,
  });
  return items.map(incidentLineOf);
}
