/** What a decision on an incident wants written: all of it, or nothing. */
import type { FieldChange } from '../history/line.ts';
import { differences } from '../history/trace.ts';
import { accepted, type Outcome } from '../refusal.ts';
import type { CalendarEdition } from '../calendar/edition.ts';
import { recordedOf } from './clocks.ts';
import { nextSeq, type Incident } from './incident.ts';
import type { IncidentAct, IncidentAction, IncidentLineDraft } from './line.ts';
import { projectionOf } from './projection.ts';
import type { IncidentState, StateChange } from './state.ts';
import { incidentTrace } from './trace.ts';

/** An incident as it was decided on and as it shall be; `before` is null for a new one. */
export interface WrittenIncident {
  readonly before: Incident | null;
  readonly after: Incident;
}

export interface IncidentChange {
  /** Null when there is only something to tell. */
  readonly written: WrittenIncident | null;
  readonly lines: readonly IncidentLineDraft[];
  /** An incident the decision relied on without changing it: it must still have this version. */
  readonly relied: Pick<Incident, 'number' | 'version'> | null;
}

/** What came of an allowed command: something to write, or nothing, since the record already says so. */
export type IncidentDecision =
  | { readonly kind: 'change'; readonly change: IncidentChange }
  | { readonly kind: 'nothing'; readonly because: 'unchanged' };

export const unchanged: Outcome<IncidentDecision> = accepted({ kind: 'nothing', because: 'unchanged' });

/** Accepts, with what is to be written. */
export function decided(change: Partial<IncidentChange>): Outcome<IncidentDecision> {
  return accepted({ kind: 'change', change: { written: null, lines: [], relied: null, ...change } });
}

/** An incident moved on by one version, with the line that tells it. */
export interface IncidentMove {
  readonly written: WrittenIncident;
  readonly line: IncidentLineDraft;
}

/** Coming into a state at an instant, after all that happened before. Coming into the state it is in is no change. */
export function into(incident: Incident, state: IncidentState, act: Pick<IncidentAct, 'at'>): Incident {
  if (incident.state === state) return incident;
  const change: StateChange = { at: act.at, seq: nextSeq(incident), to: state };
  return { ...incident, state, changes: [...incident.changes, change] };
}

/** The incident with what its clocks say as it now stands: the last step of whatever changes it. */
export function reckoned(incident: Incident, now: Incident['openedAt'], edition: CalendarEdition): Incident {
  return {
    ...incident,
    recorded: recordedOf(incident, now, edition),
    projection: projectionOf(incident, now, edition),
  };
}

/**
 * The incident as `after` says, one version later and its clocks reckoned, and the line that tells every difference.
 * @param more differences that the record itself does not show.
 */
export function moveIncident(
  before: Incident,
  after: Incident,
  action: IncidentAction,
  act: IncidentAct,
  {
    edition,
    reason = null,
    more = [],
  }: { readonly edition: CalendarEdition; readonly reason?: string | null; readonly more?: readonly FieldChange[] },
): IncidentMove {
  const version = before.version + 1;
  const changes = [...differences(incidentTrace(before), incidentTrace(after)), ...more];
  const now = act.enteredAt ?? act.at;
  return {
    written: { before, after: { ...reckoned(after, now, edition), version } },
    line: { incident: before.number, version, ...act, content: { kind: 'change', action, changes, reason } },
  };
}
