/** Keys of incidents: the part of `keys.ts` that speaks of them. The comment says which question of the desk each serves. */
import { createHash } from 'node:crypto';
import type { GroupId } from '#shared/access/person.ts';
import { linkedPrefix } from '#shared/contract/table.ts';
import type { IncidentNumber, PersonId } from '#shared/ids.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { isOver } from '#shared/incident/state.ts';
import type { Email } from '#shared/request/course.ts';
import type { Instant } from '#shared/time/instant.ts';
import { casePartition, phasePrefix, type Key } from './keys.ts';

export const incidentKey = (incident: IncidentNumber): Key => ({ pk: casePartition(incident), sk: 'INCIDENT' });

/** What a link may lead to. */
export type LinkTarget = 'request' | 'course' | 'supportTask' | 'problem' | 'incident';

/** What is linked to a record is one Query. */
export const linkedPartition = (target: LinkTarget, name: string): string => `${linkedPrefix}${target}#${name}`;
export const linkedPlace = 'INCIDENT#';
export const linkKey = (target: LinkTarget, name: string, incident: IncidentNumber, field: string): Key => ({
  pk: linkedPartition(target, name),
  sk: `${linkedPlace}${incident}#${field}`,
});

/** What a person opened under a key of their own: a repetition finds it. */
export const openedUnderKey = (person: PersonId, key: string): Key => ({
  pk: `OPENED#${person}`,
  sk: `KEY#${createHash('sha256').update(key).digest('hex')}`,
});

/** A group's incidents; all of them, or those nobody holds. A person's. A requester's. */
export const groupIncidents = (group: GroupId): string => `INCIDENTS#GROUP#${group}`;
export const unassignedIncidents = (group: GroupId): string => `INCIDENTS#UNASSIGNED#${group}`;
export const assigneeIncidents = (person: PersonId): string => `INCIDENTS#ASSIGNEE#${person}`;
export const requesterIncidents = (email: Email): string => `INCIDENTS#REQUESTER#${email}`;

/** What runs comes before what waits, and both are in hand; what is over comes last. */
export const runningPrefix = `${phasePrefix(1)}A#`;
export const waitingPrefix = `${phasePrefix(1)}P#`;

/** No tier change ahead: after all that have one. */
const never = '9999-12-31T00:00:00.000Z';

/** Place in a queue: by the next tier change, what is overdue on top of it by when it became so. */
export function incidentPlace({ number, state, changes, openedAt, projection }: Incident): string {
  const since = changes.at(-1)?.at ?? openedAt;
  if (isOver(state)) return `${phasePrefix(3)}${since}#${number}`;
  const runs = state === 'new' || state === 'active';
  return runs ? `${runningPrefix}${projection.urgentAt ?? never}#${number}` : `${waitingPrefix}${since}#${number}`;
}

/** Everything the desk does by itself lies in one partition by when it is due: a Query up to now, empty when nothing is. */
export const duePartition = 'DUE';
/** Right after what is due at this instant. */
export const dueUpTo = (now: Instant): string => `${now}#~`;

type IndexKey = 'listPk' | 'listSk' | 'personPk' | 'personSk' | 'departmentPk' | 'departmentSk';

/** A group's queue and who holds it, by urgency; its requester's own, by when they asked; what is due, sparse. */
export function incidentIndexKeys(
  incident: Incident,
): Readonly<Record<IndexKey, string> & Partial<Record<'duePk' | 'dueSk', string>>> {
  const { number, group, assignee, requester, openedAt, projection } = incident;
  const place = incidentPlace(incident);
  return {
    listPk: groupIncidents(group),
    listSk: place,
    personPk: assignee ? assigneeIncidents(assignee.id) : unassignedIncidents(group),
    personSk: place,
    departmentPk: requesterIncidents(requester.email),
    departmentSk: `${openedAt}#${number}`,
    ...(projection.due && { duePk: duePartition, dueSk: `${projection.due.at}#${number}` }),
  };
}
