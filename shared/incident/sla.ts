/**
 * The two clocks of an incident, derived each time from the list of its state changes and the opening calendar, never
 * accumulated (users' guide, "CRM - SLA - Escalade INC"; design, "Service levels"). Milliseconds throughout.
 *
 * The response clock runs from the opening until `new` is left, by whatever door, and never pauses. The resolution clock
 * exists from then on and runs exactly while the state is `active`. A cancelled incident's clocks stop and count for no
 * statistics.
 */
import { addBusinessMs, businessMs, nextOpening } from '../time/business.ts';
import type { Calendar } from '../time/calendar.ts';
import { instantOf, msOf, type EpochMs, type Instant } from '../time/instant.ts';
import { coverage, type OpeningIndex } from './openingsFor.ts';
import { isOver, staysOf, type IncidentState, type StateChange, type Stay } from './state.ts';
import { boundOf, bounds, tierAfter, tierOf, type ClockName, type Tier } from './tier.ts';

/** `paused`: the resolution clock while the incident waits for somebody else. */
export const clockStates = ['running', 'paused', 'stopped', 'cancelled'] as const;
export type ClockState = (typeof clockStates)[number];

export interface Clock {
  readonly state: ClockState;
  readonly startedAt: Instant;
  /** When it stopped for now: a reopened incident's resolution clock has none again. */
  readonly stoppedAt: Instant | null;
  /** Business milliseconds, exact at the instant asked about. */
  readonly elapsedMs: number;
  readonly tier: Tier;
  /**
   * When the tier changes if nothing else happens, and to which. The bound is reached at that instant and passed right
   * after it; one that is reached at closing time is passed at the next opening. Null for a clock that does not run, is
   * overdue already, or whose desk never opens again as far as its calendar is known.
   */
  readonly nextChange: { readonly at: Instant; readonly tier: Tier } | null;
  /**
   * The earliest instant at which the time allowed (8 business hours to respond, 24 to resolve) has elapsed, be it past
   * or to come; null when that depends on what is not known: a paused clock, or one stopped in time.
   */
  readonly dueAt: Instant | null;
  /** When the clock became overdue; null when it is not. */
  readonly breachedAt: Instant | null;
}

export interface Evaluation {
  /** Null when nothing had happened yet at the instant asked about; then there is no clock either. */
  readonly state: IncidentState | null;
  readonly openedAt: Instant | null;
  readonly response: Clock | null;
  /** Null while the incident is new. */
  readonly resolution: Clock | null;
  /** The earlier of both clocks' next changes. */
  readonly nextChangeAt: Instant | null;
  readonly firstResolvedAt: Instant | null;
  readonly lastResolvedAt: Instant | null;
  /** Times it came back from resolved or closed into work. */
  readonly reopenCount: number;
  /** Whether its clocks count in statistics: not when it was cancelled. */
  readonly counts: boolean;
}

/**
 * The clocks of an incident at an instant.
 * @param changes in any order; repeated ones and those after `now` do nothing.
 * @param calendar the opening calendar, or its index when many incidents are evaluated with one that covers them all.
 * @throws RangeError when an index does not cover the incident.
 */
export function evaluate(changes: readonly StateChange[], now: Instant, calendar: Calendar | OpeningIndex): Evaluation {
  const at = msOf(now);
  const stays = staysOf(changes, at);
  const [first] = stays;
  const last = stays.at(-1);
  if (!first || !last) return nothingYet;
  const index = coverage(calendar, first.from, at);
  const response = clockOf('response', responseRuns(stays), responseState(last, stays.length), at, index);
  const resolution = stays.length > 1 || first.state !== 'new' ? resolutionOf(stays, last, at, index) : null;
  const next = [response.nextChange?.at, resolution?.nextChange?.at].filter((each) => each !== undefined).sort();
  const resolved = resolutionsOf(stays);
  return {
    state: last.state,
    openedAt: instantOf(first.from),
    response,
    resolution,
    nextChangeAt: next[0] ?? null,
    firstResolvedAt: resolved[0] ?? null,
    lastResolvedAt: resolved.at(-1) ?? null,
    reopenCount: reopeningsOf(stays),
    counts: last.state !== 'cancelled',
  };
}

const nothingYet: Evaluation = {
  state: null,
  openedAt: null,
  response: null,
  resolution: null,
  nextChangeAt: null,
  firstResolvedAt: null,
  lastResolvedAt: null,
  reopenCount: 0,
  counts: true,
};

/** A stretch in which a clock runs; without end while it does. */
export interface ClockRun {
  readonly from: EpochMs;
  readonly to: EpochMs | null;
}

/** From the opening until `new` is left for the first time: a record put back to `new` does not start it again. */
export function responseRuns([first]: readonly Stay[]): readonly ClockRun[] {
  if (!first) return [];
  return [first.state === 'new' ? { from: first.from, to: first.to } : { from: first.from, to: first.from }];
}

/** The stays in `active`, after `new` was left for the first time. */
export function resolutionRuns(stays: readonly Stay[]): readonly ClockRun[] {
  return stays.filter(({ state }) => state === 'active').map(({ from, to }) => ({ from, to }));
}

function responseState(last: Stay, stays: number): ClockState {
  if (last.state === 'cancelled') return 'cancelled';
  return last.state === 'new' && stays === 1 ? 'running' : 'stopped';
}

function resolutionState({ state }: Stay): ClockState {
  if (state === 'cancelled') return 'cancelled';
  if (isOver(state)) return 'stopped';
  return state === 'active' ? 'running' : 'paused';
}

function resolutionOf(stays: readonly Stay[], last: Stay, now: EpochMs, index: OpeningIndex): Clock {
  const [first] = stays;
  const from = first?.state === 'new' ? first.to : first?.from;
  const runs = resolutionRuns(stays);
  const begin = from ?? last.from;
  // Closing what was resolved moves nothing: the clock stopped when work ended.
  const ended = stays.findLastIndex(({ state }) => !isOver(state)) + 1;
  const over = isOver(last.state) ? (stays[ended] ?? last).from : null;
  return clockOf('resolution', runs, resolutionState(last), now, index, { from: begin, to: over });
}

/**
 * A clock from the stretches in which it runs.
 * @param span from its making to its stopping, when that is not what the stretches say.
 */
function clockOf(
  name: ClockName,
  runs: readonly ClockRun[],
  state: ClockState,
  now: EpochMs,
  index: OpeningIndex,
  span: ClockRun = { from: runs[0]?.from ?? now, to: runs.at(-1)?.to ?? null },
): Clock {
  const elapsedMs = runs.reduce((sum, { from, to }) => sum + businessMs(from, to ?? now, index), 0);
  const tier = tierOf(name, elapsedMs);
  const bound = state === 'running' ? boundOf(name, tier) : null;
  const change = bound === null ? null : passedAt(runs, bound, index);
  const allowed = bounds[name][2];
  const due = name === 'response' ? addBusinessMs(span.from, allowed, index) : reachedAt(runs, allowed, index);
  return {
    state,
    startedAt: instantOf(span.from),
    stoppedAt: span.to === null ? null : instantOf(span.to),
    elapsedMs,
    tier,
    nextChange: change === null ? null : { at: instantOf(change), tier: tierAfter(tier) },
    dueAt: due === null ? null : instantOf(due),
    breachedAt: tier === 'overdue' ? instantOf(passedAt(runs, allowed, index) ?? now) : null,
  };
}

/** The earliest instant at which so much business time has elapsed over the stretches; null when it never will have. */
export function reachedAt(runs: readonly ClockRun[], ms: number, index: OpeningIndex): EpochMs | null {
  let left = ms;
  for (const { from, to } of runs) {
    const reached = addBusinessMs(from, left, index);
    if (to === null || (reached !== null && reached <= to)) return reached;
    left -= businessMs(from, to, index);
  }
  return null;
}

/**
 * The instant right after which more than this has elapsed: where a clock that has reached the bound at closing, or at the
 * very end of a stretch, goes on.
 */
export function passedAt(runs: readonly ClockRun[], ms: number, index: OpeningIndex): EpochMs | null {
  let left = ms;
  for (const { from, to } of runs) {
    const ran = to === null ? Infinity : businessMs(from, to, index);
    if (ran <= left) {
      left -= ran;
      continue;
    }
    const reached = addBusinessMs(from, left, index);
    return reached === null ? null : nextOpening(reached, index);
  }
  return null;
}

/** When work ended well: at each coming into resolved, or into closed past it. */
function resolutionsOf(stays: readonly Stay[]): readonly Instant[] {
  return stays.flatMap(({ state, from }, place) => {
    const before = stays[place - 1]?.state;
    const isResolution = state === 'resolved' || (state === 'closed' && before !== 'resolved');
    return isResolution ? [instantOf(from)] : [];
  });
}

function reopeningsOf(stays: readonly Stay[]): number {
  return stays.filter(({ state }, place) => {
    const before = stays[place - 1]?.state;
    return !isOver(state) && (before === 'resolved' || before === 'closed');
  }).length;
}
