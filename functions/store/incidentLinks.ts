/** What incidents are linked to, seen from the other end: an item for each link, written with the incident itself. */
import type { IncidentNumber, RequestNumber } from '#shared/ids.ts';
import type { Incident, IncidentLinks } from '#shared/incident/incident.ts';
import type { Item } from './item.ts';
import { linkedPartition, linkedPlace, linkKey, type LinkTarget } from './incidentKeys.ts';
import { query, type Action, type Table } from './table.ts';

type LinkField = keyof IncidentLinks;

const targets: Readonly<Record<LinkField, LinkTarget>> = {
  request: 'request',
  course: 'course',
  supportTask: 'supportTask',
  problem: 'problem',
  parent: 'incident',
  duplicateOf: 'incident',
  follows: 'incident',
};

/** A link as its target sees it. */
export interface LinkedIncident {
  readonly incident: IncidentNumber;
  readonly field: LinkField;
}

/** The writes by which links follow what an incident says of them. */
export function linkActions(before: Incident | null, { number, links }: Incident): readonly Action[] {
  return (Object.keys(targets) as LinkField[]).flatMap((field): readonly Action[] => {
    const [from, to] = [before?.links[field] ?? null, links[field]];
    if (from === to) return [];
    const keyOf = (name: string) => linkKey(targets[field], name, number, field);
    const data: LinkedIncident = { incident: number, field };
    const item = (name: string): Item => ({ ...keyOf(name), kind: 'incidentLink', data });
    return [
      ...(from === null ? [] : [{ Delete: { Key: keyOf(from) } }]),
      ...(to === null ? [] : [{ Put: { Item: item(to) } }]),
    ];
  });
}

/** Most links read of one target: one with more is shown by its newest. */
const linksAtMost = 200;

async function linked(table: Table, target: LinkTarget, name: string): Promise<readonly LinkedIncident[]> {
  const { items } = await query(table, {
    KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
    ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' },
    ExpressionAttributeValues: { ':p': linkedPartition(target, name), ':s': linkedPlace },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: linksAtMost,
  });
  return items.map(({ data }) => data as LinkedIncident);
}

/** Its parts, its duplicates and what goes on from it, newest first. */
export function linkedToIncident(table: Table, incident: IncidentNumber): Promise<readonly LinkedIncident[]> {
  return linked(table, 'incident', incident);
}

/** Incidents that have to do with a request, newest first. */
export function linkedToRequest(table: Table, request: RequestNumber): Promise<readonly LinkedIncident[]> {
  return linked(table, 'request', request);
}
