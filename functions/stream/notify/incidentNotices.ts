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
import type { IncidentLine } from '#shared/incident/line.ts';
import { clockNames, tiers, type ClockName, type Tier } from '#shared/incident/tier.ts';
import type { Notice } from '#shared/notice/notice.ts';
import { tierReached } from '#shared/notice/tierReached.ts';

export type Notices = ReadonlyMap<PersonId, Notice>;

const nobody: Notices = new Map();

/** @param siteUrl where links lead. */
export function incidentNotices(table: Table, siteUrl: string): (line: IncidentLine) => Promise<Notices> {
  const calendar = holdCalendar(table);
  return async (line) => {
    const reached = reachedBy(line);
    if (!reached) return nobody;
    const incident = await incidents.read(table, line.incident);
    // Of several tiers noted at once, after the sweep was off, only the last one is told: it is the one that holds.
    if (incident?.tierSeen[reached.clock] !== reached.tier) return nobody;
    const { calendar: holds } = await calendar.current(incident.projection.edition);
    const clock = clocksOf(incident, systemClock(), { calendar: holds })[reached.clock];
    // Answered, resolved or waiting by now: there is nothing to hurry for.
    if (clock?.state !== 'running') return nobody;
    const link = `${siteUrl}${sitePaths.incident(incident.number)}`;
    const told = tierReached(incident, reached, clock, holds.zone, link);
    const group = (await people.list(table)).filter((person) => worksIn(person, incident.group)).map(({ id }) => id);
    const everybody = new Set([...group, ...(incident.assignee ? [incident.assignee.id] : [])]);
    return new Map([...everybody].map((person) => [person, told]));
  };
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
