/** A second, slow and obviously right reading of the two clocks: every state is walked through, every minute looked at. */
import type { IncidentState, StateChange } from '#shared/incident/state.ts';
import type { Tier } from '#shared/incident/tier.ts';
import type { Calendar } from '#shared/time/calendar.ts';
import { slowBusinessMs } from '../time/slowClock.ts';

export interface SlowClocks {
  readonly state: IncidentState | null;
  readonly responseMs: number | null;
  readonly resolutionMs: number | null;
  readonly responseTier: Tier | null;
  readonly resolutionTier: Tier | null;
  readonly reopenCount: number;
}

const hour = 3_600_000;

function tier(elapsed: number, moderate: number, high: number, overdue: number): Tier {
  if (elapsed > overdue) return 'overdue';
  if (elapsed > high) return 'high';
  return elapsed > moderate ? 'moderate' : 'normal';
}

export function slowClocks(changes: readonly StateChange[], now: number, calendar: Calendar): SlowClocks {
  const seen = changes.filter((change) => Date.parse(change.at) <= now);
  seen.sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || one.seq - other.seq);
  let state: IncidentState | null = null;
  let since = 0;
  let responseMs: number | null = null;
  let resolutionMs: number | null = null;
  let reopenCount = 0;
  const pass = (until: number) => {
    const elapsed = slowBusinessMs(since, until, calendar);
    if (state === 'new' && resolutionMs === null) responseMs = (responseMs ?? 0) + elapsed;
    if (state === 'active') resolutionMs = (resolutionMs ?? 0) + elapsed;
  };
  for (const { at, to } of seen) {
    const when = Date.parse(at);
    if (to === state) continue;
    if (state !== null) pass(when);
    responseMs ??= 0;
    if (to !== 'new') resolutionMs ??= 0;
    const wasOver = state === 'resolved' || state === 'closed';
    if (wasOver && to !== 'resolved' && to !== 'closed' && to !== 'cancelled') reopenCount += 1;
    [state, since] = [to, when];
  }
  if (state !== null) pass(now);
  return {
    state,
    responseMs,
    resolutionMs,
    responseTier: responseMs === null ? null : tier(responseMs, 4 * hour, 6 * hour, 8 * hour),
    resolutionTier: resolutionMs === null ? null : tier(resolutionMs, 8 * hour, 16 * hour, 24 * hour),
    reopenCount,
  };
}
