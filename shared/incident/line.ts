/** The history of an incident: every change, comment and work note, never rewritten. */
import type { PersonRef } from '../access/person.ts';
import type { FieldChange } from '../history/line.ts';
import type { IncidentNumber, LineId } from '../ids.ts';
import type { Instant } from '../time/instant.ts';

/** Who did it: a person, or the desk by itself. */
export type IncidentActor = { readonly kind: 'person'; readonly person: PersonRef } | { readonly kind: 'desk' };

/** Through which door: somebody signed in, records of before that an operator brings in, or the clock. */
export const incidentDoors = ['api', 'import', 'schedule'] as const;
export type IncidentDoor = (typeof incidentDoors)[number];

/** What was done. The app words each in the reader's language. */
export const incidentActions = [
  'created',
  'updated',
  'assigned',
  'unassigned',
  'started',
  'resumed',
  'awaitedUserInfo',
  'awaitedProblem',
  'resolved',
  'reopened',
  'closed',
  'cancelled',
  /** It is a duplicate of another, which is kept. */
  'merged',
  /** Another one was merged into it. */
  'joined',
  'linked',
  'unlinked',
  /** Its requester wrote again after it was over: another one was opened. */
  'continued',
  /** One of its clocks came to a higher tier. */
  'tierReached',
  /** Its recorded clocks were reckoned anew by another calendar. */
  'recalculated',
] as const;
export type IncidentAction = (typeof incidentActions)[number];

/** Requesters see comments; the desk sees all. */
export type IncidentContent =
  | { readonly kind: 'comment' | 'workNote'; readonly text: string }
  | {
      readonly kind: 'change';
      readonly action: IncidentAction;
      readonly changes: readonly FieldChange[];
      /** Why, where the rule asks for a reason. */
      readonly reason: string | null;
    };

/** Who acts, through which door, and when: what every line of one command has in common. */
export interface IncidentAct {
  readonly by: IncidentActor;
  readonly door: IncidentDoor;
  /** When it happened. */
  readonly at: Instant;
  /** When it was entered, where that was later; null when both are one. */
  readonly enteredAt: Instant | null;
}

/** Somebody signed in, acting now. */
export function personActsOn({ id, name }: PersonRef, at: Instant): IncidentAct {
  return { by: { kind: 'person', person: { id, name } }, door: 'api', at, enteredAt: null };
}

/** The desk, acting by itself because it is time. */
export function scheduleActs(at: Instant): IncidentAct {
  return { by: { kind: 'desk' }, door: 'schedule', at, enteredAt: null };
}

/** What a decision says happened; the store adds the line's id. */
export interface IncidentLineDraft extends IncidentAct {
  readonly incident: IncidentNumber;
  /** Version of the incident after the change; what somebody with an older version has missed. */
  readonly version: number;
  readonly content: IncidentContent;
}

/** One line of an incident's history. */
export interface IncidentLine extends IncidentLineDraft {
  readonly id: LineId;
}
