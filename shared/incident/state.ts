/** States of an incident and the list of their changes, from which its clocks are derived (design, "Incidents"). */
import { msOf, type EpochMs, type Instant } from '../time/instant.ts';

export const incidentStates = [
  'new',
  'active',
  'awaitingUserInfo',
  'awaitingProblem',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type IncidentState = (typeof incidentStates)[number];

/** States looked at together: in hand is what runs (new, active) and what waits; over is resolved, closed or cancelled. */
export const incidentStages = ['inHand', 'running', 'waiting', 'over', 'all'] as const;
export type IncidentStage = (typeof incidentStages)[number];

/** An incident came into a state. */
export interface StateChange {
  readonly at: Instant;
  /** Rank among the changes of its record; it orders those of one instant. */
  readonly seq: number;
  readonly to: IncidentState;
}

/** A stretch of time in one state; the last one has no end. */
export interface Stay {
  readonly state: IncidentState;
  readonly from: EpochMs;
  /** Null while it lasts. */
  readonly to: EpochMs | null;
}

/** Whether nothing is waited for any more. */
export function isOver(state: IncidentState): boolean {
  return state === 'resolved' || state === 'closed' || state === 'cancelled';
}

/**
 * The stays of an incident as seen at an instant: changes in any order and any number of times are put in the order of
 * instant and rank, those after `now` are not yet visible, and coming into the state it is in is no change.
 */
export function staysOf(changes: readonly StateChange[], now: EpochMs): readonly Stay[] {
  const visible = changes
    .map(({ at, seq, to }) => ({ at: msOf(at), seq, to }))
    .filter(({ at }) => at <= now)
    .sort((one, other) => one.at - other.at || one.seq - other.seq || ranks[one.to] - ranks[other.to]);
  const stays: Stay[] = [];
  for (const { at, to } of visible) {
    const last = stays.at(-1);
    if (last?.state === to) continue;
    if (last) stays.splice(-1, 1, { ...last, to: at });
    stays.push({ state: to, from: at, to: null });
  }
  return stays;
}

/** Two changes of one instant and one rank contradict each other; whichever comes first must not depend on their order. */
const ranks = Object.fromEntries(incidentStates.map((state, rank) => [state, rank])) as Record<IncidentState, number>;
