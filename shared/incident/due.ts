/**
 * What the desk does by itself when it is time: it notes each tier that a running clock has passed, closes what has been
 * resolved long enough, and lets what lies ahead follow a calendar that changed. None of it raises the version of an
 * incident but the closing, which people see as a change: a clock that ticks does not come between an agent and what they
 * are writing.
 */
import type { CalendarEdition } from '../calendar/edition.ts';
import { instantOf, msOf, type Instant } from '../time/instant.ts';
import { into, moveIncident, type IncidentDecision, type WrittenIncident } from './change.ts';
import type { Incident } from './incident.ts';
import { scheduleActs, type IncidentAct, type IncidentLineDraft } from './line.ts';
import { coverage } from './openingsFor.ts';
import { projectionOf, type Due, type Projection } from './projection.ts';
import { passedAt, resolutionRuns, responseRuns } from './sla.ts';
import { staysOf } from './state.ts';
import { bounds, tiers, type ClockName, type Tier } from './tier.ts';

const nothing: IncidentDecision = { kind: 'nothing', because: 'unchanged' };

/** Done by the desk for an instant that may lie a while back: it was asleep, or it is only asked each minute. */
function actAt(at: Instant, now: Instant): IncidentAct {
  return { ...scheduleActs(at), enteredAt: at === now ? null : now };
}

/** A tier that a clock came to, and the instant right after which it did. */
export interface Passing {
  readonly tier: Tier;
  readonly at: Instant;
}

/** The tiers that a clock of an incident has passed into up to an instant, in order. */
export function passings(
  name: ClockName,
  { changes }: Pick<Incident, 'changes'>,
  now: Instant,
  { calendar }: CalendarEdition,
): readonly Passing[] {
  const stays = staysOf(changes, msOf(now));
  const [first] = stays;
  if (!first) return [];
  const index = coverage(calendar, first.from, msOf(now));
  const runs = name === 'response' ? responseRuns(stays) : resolutionRuns(stays);
  return bounds[name].flatMap((ms, place) => {
    const at = passedAt(runs, ms, index);
    return at === null || at >= msOf(now) ? [] : [{ tier: tiers[place + 1] ?? 'overdue', at: instantOf(at) }];
  });
}

/**
 * What is due of an incident at an instant: a line for each tier passed that nobody was told of, at the instant it was
 * passed, or its closing. Nothing when it was done meanwhile, or is not due after all.
 */
export function doDue(incident: Incident, now: Instant, edition: CalendarEdition): IncidentDecision {
  const { due } = projectionOf(incident, now, edition);
  if (due?.kind === 'autoClose' && due.at <= now) return close(incident, due.at, now, edition);
  const lines = due?.kind === 'tier' ? linesOf(incident, due.clock, now, edition) : [];
  const last = lines.at(-1);
  const tierSeen = last ? { ...incident.tierSeen, [last.clock]: last.tier } : incident.tierSeen;
  const projection = projectionOf({ ...incident, tierSeen }, now, edition);
  if (!last && isSame(incident.projection, projection)) return nothing;
  return {
    kind: 'change',
    change: {
      written: { before: incident, after: { ...incident, tierSeen, projection } },
      lines: lines.map(({ line }) => line),
      relied: null,
    },
  };
}

interface Told {
  readonly clock: ClockName;
  readonly tier: Tier;
  readonly line: IncidentLineDraft;
}

/** One for each tier passed above the highest that was told. */
function linesOf(incident: Incident, clock: ClockName, now: Instant, edition: CalendarEdition): readonly Told[] {
  const seen = incident.tierSeen[clock];
  return passings(clock, incident, now, edition)
    .filter(({ tier }) => tiers.indexOf(tier) > tiers.indexOf(seen))
    .map(({ tier, at }, place, all) => {
      const change = { field: `tierSeen.${clock}`, from: all[place - 1]?.tier ?? seen, to: tier };
      const content = { kind: 'change', action: 'tierReached', changes: [change], reason: null } as const;
      return {
        clock,
        tier,
        line: { incident: incident.number, version: incident.version, ...actAt(at, now), content },
      };
    });
}

function isSame(one: Projection, other: Projection): boolean {
  return one.edition === other.edition && one.urgentAt === other.urgentAt && isSameDue(one.due, other.due);
}

function isSameDue(one: Due | null, other: Due | null): boolean {
  if (!one || !other) return one === other;
  if (one.kind !== other.kind || one.at !== other.at) return false;
  return one.kind === 'tier' && other.kind === 'tier' ? one.clock === other.clock && one.tier === other.tier : true;
}

function close(incident: Incident, at: Instant, now: Instant, edition: CalendarEdition): IncidentDecision {
  const act = actAt(at, now);
  const { written, line } = moveIncident(incident, into(incident, 'closed', act), 'closed', act, { edition });
  return { kind: 'change', change: { written, lines: [line], relied: null } };
}

/**
 * The incident with what lies ahead of it reckoned by a later edition of the calendar; null when it follows that one or a
 * later already. Clocks that have ended stay as they were recorded.
 */
export function follow(incident: Incident, now: Instant, edition: CalendarEdition): WrittenIncident | null {
  if (incident.projection.edition >= edition.version) return null;
  return { before: incident, after: { ...incident, projection: projectionOf(incident, now, edition) } };
}
