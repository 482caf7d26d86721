/**
 * What an incident's clocks say ahead of time, so that lists can be ordered and what is due be found by one Query. It is
 * made anew at each writing and whenever the calendar changes; what is shown is never read from here, but derived.
 */
import type { CalendarEdition } from '../calendar/edition.ts';
import { addBusinessMs } from '../time/business.ts';
import { instantOf, msOf, type Instant } from '../time/instant.ts';
import type { Incident } from './incident.ts';
import { coverage } from './openingsFor.ts';
import { evaluate, type Evaluation } from './sla.ts';
import { businessDayMs, clockNames, tiers, type ClockName, type Tier } from './tier.ts';

/** Business time after which what is resolved closes by itself. */
export const closesAfterMs = 5 * businessDayMs;

/** What the desk has to do by itself, and when. */
export type Due =
  /** This clock comes to this tier, of which nobody was told yet. */
  | { readonly kind: 'tier'; readonly at: Instant; readonly clock: ClockName; readonly tier: Tier }
  /** Resolved long enough: closes by itself. */
  | { readonly kind: 'autoClose'; readonly at: Instant };

export interface Projection {
  /** Version of the calendar's edition it was made with. */
  readonly edition: number;
  /** Null when the desk has nothing to do by itself as far as its calendar is known. */
  readonly due: Due | null;
  /**
   * Where it stands among what runs: the next tier change of its running clock, or when that clock became overdue. Null
   * when no clock runs, or its desk never opens again.
   */
  readonly urgentAt: Instant | null;
}

type Projected = Pick<Incident, 'changes' | 'tierSeen'>;

/** The projection of an incident at an instant. */
export function projectionOf(incident: Projected, now: Instant, edition: CalendarEdition): Projection {
  const evaluation = evaluate(incident.changes, now, edition.calendar);
  return {
    edition: edition.version,
    due: dueTier(incident, evaluation, now) ?? dueClose(incident, evaluation, now, edition),
    urgentAt: urgentAt(evaluation),
  };
}

/** At most one clock runs: the response clock until `new` is left, the resolution clock only after. */
function runningOf(evaluation: Evaluation): ClockName | null {
  return clockNames.find((name) => evaluation[name]?.state === 'running') ?? null;
}

function dueTier({ tierSeen }: Projected, evaluation: Evaluation, now: Instant): Due | null {
  const name = runningOf(evaluation);
  const clock = name && evaluation[name];
  if (!name || !clock) return null;
  // Passed already, and nobody was told: opened back-dated, resumed, or the calendar moved it.
  if (tiers.indexOf(clock.tier) > tiers.indexOf(tierSeen[name])) {
    return { kind: 'tier', at: now, clock: name, tier: clock.tier };
  }
  return clock.nextChange && { kind: 'tier', clock: name, ...clock.nextChange };
}

function dueClose(
  { changes }: Projected,
  { state, lastResolvedAt }: Evaluation,
  now: Instant,
  { calendar }: CalendarEdition,
): Due | null {
  if (state !== 'resolved' || !lastResolvedAt) return null;
  const opened = changes[0]?.at ?? lastResolvedAt;
  const at = addBusinessMs(msOf(lastResolvedAt), closesAfterMs, coverage(calendar, msOf(opened), msOf(now)));
  if (at === null) return null;
  // Told twice that it is resolved, it does not begin to wait anew; but what closes it comes after all that happened.
  const seen = changes.map((change) => change.at).filter((each) => each <= now);
  return { kind: 'autoClose', at: [instantOf(at), ...seen].sort().at(-1) ?? instantOf(at) };
}

function urgentAt(evaluation: Evaluation): Instant | null {
  const name = runningOf(evaluation);
  const clock = name && evaluation[name];
  return clock ? (clock.breachedAt ?? clock.nextChange?.at ?? null) : null;
}
