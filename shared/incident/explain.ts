/**
 * Why a clock shows what it shows ("Pourquoi cette valeur ?"): the stretches of the incident's life with the state each
 * was in, whether they count, the openings inside and the closures that took from them, and the bounds. Everything adds up
 * to the millisecond: a stretch counts its weekly hours less what closures took, and the stretches together are the
 * clock's elapsed time.
 */
import { businessMs, openingsWithin } from '../time/business.ts';
import type { Calendar, Closure } from '../time/calendar.ts';
import { dateOf, dayNumber } from '../time/day.ts';
import { epochMs, instantOf, msOf, type EpochMs, type Instant } from '../time/instant.ts';
import { indexOf } from '../time/openings.ts';
import { localDate } from '../time/zone.ts';
import { coverage, type OpeningIndex } from './openingsFor.ts';
import { evaluate, passedAt, reachedAt, resolutionRuns, responseRuns, type Clock, type ClockRun } from './sla.ts';
import { isOver, staysOf, type IncidentState, type StateChange, type Stay } from './state.ts';
import { bounds, tiers, type ClockName, type Tier } from './tier.ts';

/** What a stretch is to a clock: it counts, or it does not because the incident waits for somebody else or is over. */
export type Reckoning = 'counts' | 'paused' | 'over';

/** Part of an opening that lies in a stretch; or many of them in a row, told by their sum. */
export type CountedOpening =
  | { readonly kind: 'opening'; readonly from: Instant; readonly to: Instant; readonly ms: number }
  | {
      readonly kind: 'folded';
      readonly from: Instant;
      readonly to: Instant;
      readonly openings: number;
      readonly ms: number;
    };

/** A closure that took opening time from a stretch. Where two overlap, each tells what it would have taken alone. */
export interface ClosureWithin {
  readonly closure: Closure;
  readonly ms: number;
}

/** A stretch of time in one state, as a clock reckons it. */
export interface Segment {
  readonly state: IncidentState;
  readonly from: Instant;
  /** Null while it lasts; it is reckoned up to the instant asked about. */
  readonly to: Instant | null;
  readonly reckoning: Reckoning;
  /** Opening time by the weekly hours alone, as if nothing had been closed. */
  readonly hoursMs: number;
  /** What closures took from it, each minute once. */
  readonly closedMs: number;
  /** `hoursMs` less `closedMs` where the stretch counts, else 0. */
  readonly countedMs: number;
  /** Counted up to the end of this stretch. */
  readonly totalMs: number;
  /** Of a stretch that counts: their lengths add up to `countedMs`. */
  readonly openings: readonly CountedOpening[];
  /** Of a stretch that counts. */
  readonly closures: readonly ClosureWithin[];
}

/** A bound between two tiers. */
export interface Bound {
  /** The tier that begins past it. */
  readonly tier: Tier;
  readonly ms: number;
  /** When exactly so much has elapsed, past or to come; null when that depends on what is not known. */
  readonly reachedAt: Instant | null;
  /** Right after this instant the tier begins: at closing time that is the next opening. */
  readonly passedAt: Instant | null;
  readonly passed: boolean;
}

export interface ClockExplanation {
  readonly name: ClockName;
  /** As `evaluate` has it. */
  readonly clock: Clock;
  readonly segments: readonly Segment[];
  readonly bounds: readonly Bound[];
}

/**
 * Why one clock of an incident shows what it does at an instant; null when there is no such clock then.
 * @param changes as `evaluate` takes them.
 * @param calendar the calendar that the clock is reckoned by: the present one, or the one it was recorded with.
 */
export function explainClock(
  name: ClockName,
  changes: readonly StateChange[],
  now: Instant,
  calendar: Calendar,
): ClockExplanation | null {
  const at = msOf(now);
  const stays = staysOf(changes, at);
  const [first] = stays;
  const clock = evaluate(changes, now, calendar)[name];
  if (!first || !clock) return null;
  const asked = { at, calendar, index: coverage(calendar, first.from, at) };
  const runs = name === 'response' ? responseRuns(stays) : resolutionRuns(stays);
  let totalMs = 0;
  const segments = staysShown(name, stays).map((stay) => {
    const segment = segmentOf(stay, reckoningOf(name, stay.state), asked);
    totalMs += segment.countedMs;
    return { ...segment, totalMs };
  });
  return { name, clock, segments, bounds: boundsOf(name, clock, runs, asked.index) };
}

interface Asked {
  readonly at: EpochMs;
  readonly calendar: Calendar;
  readonly index: OpeningIndex;
}

/** The response clock knows only the time until `new` is left for the first time; the other begins there. */
function staysShown(name: ClockName, stays: readonly Stay[]): readonly Stay[] {
  const [first] = stays;
  if (name === 'response') return first?.state === 'new' ? [first] : [];
  return first?.state === 'new' ? stays.slice(1) : stays;
}

function reckoningOf(name: ClockName, state: IncidentState): Reckoning {
  if (name === 'response') return 'counts';
  if (isOver(state)) return 'over';
  return state === 'active' ? 'counts' : 'paused';
}

function segmentOf(stay: Stay, reckoning: Reckoning, asked: Asked): Omit<Segment, 'totalMs'> {
  const { state, from } = stay;
  const to = stay.to ?? asked.at;
  const span = { state, from: instantOf(from), to: stay.to === null ? null : instantOf(stay.to), reckoning };
  if (reckoning !== 'counts') {
    return { ...span, hoursMs: 0, closedMs: 0, countedMs: 0, openings: [], closures: [] };
  }
  const countedMs = businessMs(from, to, asked.index);
  const closures = closuresWithin(from, to, asked.calendar);
  const hoursMs = closures.length === 0 ? countedMs : openMs(from, to, { ...asked.calendar, closures: [] });
  const openings = openingsWithin(from, to, asked.index).map((open) => ({
    kind: 'opening' as const,
    from: instantOf(open.from),
    to: instantOf(open.to),
    ms: open.to - open.from,
  }));
  return { ...span, hoursMs, closedMs: hoursMs - countedMs, countedMs, openings: folded(openings), closures };
}

/** Openings told one by one at either end of a long stretch: three weeks each. */
const toldAtEachEnd = 15;

/** A stretch of months is told by its beginning, its end, and one sum in between. */
function folded(openings: readonly Extract<CountedOpening, { kind: 'opening' }>[]): readonly CountedOpening[] {
  const between = openings.slice(toldAtEachEnd, -toldAtEachEnd);
  const [first, last] = [between[0], between.at(-1)];
  if (!first || !last || between.length < 2) return openings;
  const ms = between.reduce((sum, opening) => sum + opening.ms, 0);
  return [
    ...openings.slice(0, toldAtEachEnd),
    { kind: 'folded', from: first.from, to: last.to, openings: between.length, ms },
    ...openings.slice(-toldAtEachEnd),
  ];
}

/** Those that took time, in the order of their days. */
function closuresWithin(from: EpochMs, to: EpochMs, calendar: Calendar): readonly ClosureWithin[] {
  return calendar.closures
    .map((closure) => ({ closure, ms: takenBy(closure, from, to, calendar) }))
    .filter(({ ms }) => ms > 0)
    .sort((one, other) => dayNumber(one.closure.from) - dayNumber(other.closure.from));
}

function takenBy(closure: Closure, from: EpochMs, to: EpochMs, calendar: Calendar): number {
  const first = Math.max(dayNumber(closure.from), dayNumber(localDate(from, calendar.zone)));
  const last = Math.min(dayNumber(closure.to), dayNumber(localDate(to, calendar.zone)));
  if (first > last) return 0;
  // A day more at either end: the zone's day and the stretch may not begin together.
  const days = [dateOf(first - 1), dateOf(last + 1)] as const;
  const open = indexOf({ ...calendar, closures: [] }, ...days);
  const less = indexOf({ ...calendar, closures: [closure] }, ...days);
  const [start, end] = [epochMs(Math.max(from, open.from)), epochMs(Math.min(to, open.to))];
  return businessMs(start, end, open) - businessMs(start, end, less);
}

function openMs(from: EpochMs, to: EpochMs, calendar: Calendar): number {
  const [first, last] = [localDate(from, calendar.zone), localDate(to, calendar.zone)].map(dayNumber);
  return businessMs(from, to, indexOf(calendar, dateOf((first ?? 0) - 1), dateOf((last ?? 0) + 1)));
}

function boundsOf(name: ClockName, clock: Clock, runs: readonly ClockRun[], index: OpeningIndex): readonly Bound[] {
  return bounds[name].map((ms, place) => {
    const reached = reachedAt(runs, ms, index);
    const passed = clock.elapsedMs > ms;
    const past = clock.state === 'running' || passed ? passedAt(runs, ms, index) : null;
    return {
      tier: tiers[place + 1] ?? 'overdue',
      ms,
      reachedAt: reached === null ? null : instantOf(reached),
      passedAt: past === null ? null : instantOf(past),
      passed,
    };
  });
}
