/** What another calendar would do to incidents that are open, said before it is saved. */
import type { IncidentNumber } from '../ids.ts';
import type { Incident } from '../incident/incident.ts';
import { projectionOf } from '../incident/projection.ts';
import { evaluate, type Clock } from '../incident/sla.ts';
import { isOver } from '../incident/state.ts';
import { tiers, type ClockName, type Tier } from '../incident/tier.ts';
import type { Calendar } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';

/** How an open incident stands by a calendar. What is resolved has no clock that goes on, and a closing ahead. */
export interface Standing {
  readonly tier: Tier | null;
  readonly dueAt: Instant | null;
  readonly closesAt: Instant | null;
}

export interface Moved {
  readonly incident: IncidentNumber;
  /** The clock that goes on or waits; null for what is resolved. */
  readonly clock: ClockName | null;
  readonly before: Standing;
  readonly after: Standing;
}

type Looked = Pick<Incident, 'number' | 'state' | 'changes' | 'tierSeen'>;

/** How an incident would stand otherwise by another calendar; null when nothing about it changes. */
export function effectOn(incident: Looked, now: Instant, before: Calendar, after: Calendar): Moved | null {
  const [one, other] = [before, after].map((calendar) => standingOf(incident, now, calendar));
  if (!one || !other) return null;
  const same =
    one.standing.tier === other.standing.tier &&
    one.standing.dueAt === other.standing.dueAt &&
    one.standing.closesAt === other.standing.closesAt;
  return same ? null : { incident: incident.number, clock: one.clock, before: one.standing, after: other.standing };
}

function standingOf(incident: Looked, now: Instant, calendar: Calendar) {
  if (isOver(incident.state)) {
    const { due } = projectionOf(incident, now, { version: 0, calendar, saved: null });
    const closesAt = due?.kind === 'autoClose' ? due.at : null;
    return { clock: null, standing: { tier: null, dueAt: null, closesAt } };
  }
  const { response, resolution } = evaluate(incident.changes, now, calendar);
  const goesOn = (clock: Clock | null) => clock?.state === 'running' || clock?.state === 'paused';
  const clock: ClockName = goesOn(response) ? 'response' : 'resolution';
  const shown = clock === 'response' ? response : resolution;
  return { clock, standing: { tier: shown?.tier ?? null, dueAt: shown?.dueAt ?? null, closesAt: null } };
}

/** Those whose tier rises most come first, then those due soonest. */
export function byConcern(one: Moved, other: Moved): number {
  const rise = ({ before, after }: Moved): number =>
    before.tier && after.tier ? tiers.indexOf(after.tier) - tiers.indexOf(before.tier) : 0;
  return rise(other) - rise(one) || order(one) - order(other);
}

function order({ after }: Moved): number {
  const at = after.dueAt ?? after.closesAt;
  return at === null ? Infinity : Date.parse(at);
}
