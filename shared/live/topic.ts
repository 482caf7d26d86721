/** What a browser may follow. A topic is a text, so that it travels and compares as it is. */
import { groupIds, type GroupId } from '../access/person.ts';
import { parseNumber, type IncidentNumber, type RequestNumber } from '../ids.ts';

/**
 * `group:…` a support group's work; `mine` what is assigned to me, and for heads of course and coordinators their
 * requests; `request:RITM…` one request with its tasks and conversation; `incident:INC…` one help request; `imports` all
 * imports.
 */
export type LiveTopic =
  `group:${GroupId}` | 'mine' | `request:${RequestNumber}` | `incident:${IncidentNumber}` | 'imports';

export const groupTopic = (group: GroupId): LiveTopic => `group:${group}`;
export const incidentTopic = (incident: IncidentNumber): LiveTopic => `incident:${incident}`;
export const requestTopic = (request: RequestNumber): LiveTopic => `request:${request}`;

/** A topic taken apart. */
export type Topic =
  | { readonly kind: 'group'; readonly group: GroupId }
  | { readonly kind: 'mine' }
  | { readonly kind: 'request'; readonly request: RequestNumber }
  | { readonly kind: 'incident'; readonly incident: IncidentNumber }
  | { readonly kind: 'imports' };

/** What a topic names; null when it is none. */
export function parseTopic(text: string): Topic | null {
  if (text === 'mine' || text === 'imports') return { kind: text };
  const [, kind, name = ''] = /^(group|request|incident):(.+)$/.exec(text) ?? [];
  if (kind === 'group') {
    const group = groupIds.find((id) => id === name);
    return group === undefined ? null : { kind, group };
  }
  if (kind === 'incident') {
    const incident = parseNumber('incident', name);
    return incident !== null && incident === name ? { kind, incident } : null;
  }
  // As the desk writes it: two spellings would be two topics.
  const request = kind === 'request' ? parseNumber('request', name) : null;
  return request !== null && request === name ? { kind: 'request', request } : null;
}
