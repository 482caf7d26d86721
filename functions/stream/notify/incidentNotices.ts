/** Whom a line of an incident's history concerns, and what they are told. */
import { holdCalendar } from '#functions/runtime/calendar.ts';
import { systemClock } from '#functions/runtime/clock.ts';
import * as incidents from '#functions/store/incidents.ts';
import * as people from '#functions/store/people.ts';
import type { Table } from '#functions/store/table.ts';
import { worksIn } from '#shared/access/policy.ts';
import { sitePaths } from '#shared/contract/sitePaths.ts';
import type { PersonId } from '#shared/ids.ts';
import { clocksOf } from '#shared/incident/clocks.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { IncidentLine } from '#shared/incident/line.ts';
import { clockNames, tiers, type ClockName, type Tier } from '#shared/incident/tier.ts';
import { incidentAssigned } from '#shared/notice/incident.ts';
import type { Notice } from '#shared/notice/notice.ts';
import { tierReached } from '#shared/notice/tierReached.ts';
import { requesterNotices, type AddressNotices } from './requesterNotices.ts';

export type Notices = ReadonlyMap<PersonId, Notice>;

/** What a line tells people of the desk, and whoever asked. */
export interface IncidentNotices {
  readonly people: Notices;
  readonly addresses: AddressNotices;
}

const nobody: IncidentNotices = { people: new Map(), addresses: new Map() };

/** @param siteUrl where links lead. */
export function incidentNotices(table: Table, siteUrl: string): (line: IncidentLine) => Promise<IncidentNotices> {
  const calendar = holdCalendar(table);
  return async (line) => {
    // Records of before are nobody's news.
    if (line.door === 'import') return nobody;
    const incident = await incidents.read(table, line.incident);
    if (!incident) return nobody;
    const edition = await calendar.current(incident.projection.edition);
    const ownLink = ({ number }: Incident) => `${siteUrl}${sitePaths.myIncident(number)}`;
    const addresses = await requesterNotices(table, line, incident, edition, ownLink);
    const given = assignmentOf(line, incident, `${siteUrl}${sitePaths.incident(incident.number)}`);
    const reached = reachedBy(line);
    if (!reached) return { people: given, addresses };
    // Of several tiers noted at once, after the sweep was off, only the last one is told: it is the one that holds.
    if (incident.tierSeen[reached.clock] !== reached.tier) return nobody;
    const { calendar: holds } = edition;
    const clock = clocksOf(incident, systemClock(), { calendar: holds })[reached.clock];
    // Answered, resolved or waiting by now: there is nothing to hurry for.
    if (clock?.state !== 'running') return nobody;
    const link = `${siteUrl}${sitePaths.incident(incident.number)}`;
    const told = tierReached(incident, reached, clock, holds.zone, link);
    const group = (await people.list(table)).filter((person) => worksIn(person, incident.group)).map(({ id }) => id);
    const everybody = new Set([...group, ...(incident.assignee ? [incident.assignee.id] : [])]);
    return { people: new Map([...everybody].map((person) => [person, told])), addresses };
  };
}

/** An assignment undone since concerns nobody, nor does one to oneself. */
function assignmentOf({ content, by }: IncidentLine, incident: Incident, link: string): Notices {
  if (content.kind !== 'change' || content.action !== 'assigned' || by.kind !== 'person') return nobody.people;
  const to = content.changes.find(({ field }) => field === 'assigneeId')?.to;
  const { assignee } = incident;
  if (!assignee || assignee.id !== to || assignee.id === by.person.id) return nobody.people;
  return new Map([[assignee.id, incidentAssigned(incident, by.person, link)]]);
}

interface Reached {
  readonly clock: ClockName;
  readonly tier: Tier;
  readonly at: IncidentLine['at'];
}

/** What a line says of a tier; null when it speaks of something else. */
function reachedBy({ content, at }: IncidentLine): Reached | null {
  if (content.kind !== 'change' || content.action !== 'tierReached') return null;
  const [change] = content.changes;
  const clock = clockNames.find((name) => change?.field === `tierSeen.${name}`);
  const tier = tiers.find((name) => name === change?.to);
  return clock && tier ? { clock, tier, at } : null;
}
