/** The history of a request and its tasks: every change, comment and work note, never rewritten. */
import type { PersonRef } from '../access/person.ts';
import type { ImportNumber, LineId, RequestNumber, ServiceTaskNumber } from '../ids.ts';
import type { Instant } from '../time/instant.ts';

/** Who did it: a person, or a part of the desk that acts by itself. */
export type Actor =
  | { readonly kind: 'person'; readonly person: PersonRef }
  | { readonly kind: 'import'; readonly import: ImportNumber }
  | { readonly kind: 'workflow' };

/** Through which door a change came in. */
export type Door = 'api' | 'import' | 'workflow';

/** What a line may speak of. */
export type Subject = RequestNumber | ServiceTaskNumber;

/** A value as history keeps it: short, readable without the record. */
export type HistoryValue = string | number | boolean | null;

/** One field before and after. */
export interface FieldChange {
  readonly field: string;
  readonly from: HistoryValue;
  readonly to: HistoryValue;
}

/** What was done. The app words each in the reader's language. */
export const changeActions = [
  'updated',
  'vanished',
  'reappeared',
  'cancelled',
  'closed',
  'started',
  'opened',
  'taken',
  'assigned',
  'unassigned',
  'checked',
  'unchecked',
  'skipped',
  'reopened',
  'setBack',
  'repaired',
] as const;
export type ChangeAction = (typeof changeActions)[number];

/** Requesters see comments; agents see all. */
export type LineContent =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'workNote'; readonly text: string }
  | {
      readonly kind: 'change';
      readonly action: ChangeAction;
      readonly changes: readonly FieldChange[];
      /** Why, where the rule asks for a reason (skip, cancel, reopen). */
      readonly reason: string | null;
    };

/** Who acts, through which door, and when: what every line of one command has in common. */
export interface Act {
  readonly by: Actor;
  readonly door: Door;
  readonly at: Instant;
}

/** Somebody signed in, acting through the API. */
export function personActs(person: PersonRef, at: Instant): Act {
  return { by: { kind: 'person', person: { id: person.id, name: person.name } }, door: 'api', at };
}

/** A grid being imported. */
export function importActs(number: ImportNumber, at: Instant): Act {
  return { by: { kind: 'import', import: number }, door: 'import', at };
}

/** The workflow, acting by itself. */
export function workflowActs(at: Instant): Act {
  return { by: { kind: 'workflow' }, door: 'workflow', at };
}

/** What a decision says happened; the store adds the line's id. */
export interface LineDraft extends Act {
  readonly subject: Subject;
  /** Version of the subject after the change; what somebody with an older version has missed. */
  readonly version: number;
  readonly content: LineContent;
}

/** One line of a request's history. */
export interface HistoryLine extends LineDraft {
  readonly id: LineId;
  readonly request: RequestNumber;
}
