/** A support request: one course taught by one approach, to be seen through its four service tasks. */
import type { PersonRef } from '../access/person.ts';
import type { ImportNumber, RecordingId, RequestNumber, ServiceTaskNumber } from '../ids.ts';
import type { Instant, IsoDate } from '../time/instant.ts';
import type { Contact, CourseEntry } from './course.ts';
import type { TaskKind } from './plan.ts';

/** Who will present. `unknown` until the grid or the interview says; `none` was said on purpose. */
export type Presenters =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'listed';
      readonly people: readonly Contact[];
      /** A list that came with the grid follows the grid; one entered at the desk is kept when the grid changes. */
      readonly from: 'grid' | 'desk';
    };

export const recordingStates = ['announced', 'validated', 'intentionallyAbsent'] as const;
/** Announced at the interview; then found in the course, or missing on purpose ("absence voulue"). */
export type RecordingState = (typeof recordingStates)[number];

/** A recording announced at the interview; compliance accounts for each (guide, "Conformité"). */
export interface Recording {
  readonly id: RecordingId;
  readonly title: string;
  readonly presenter: string | null;
  readonly state: RecordingState;
}

/** Where a request came from. */
export interface GridOrigin {
  readonly import: ImportNumber;
  /** Row of the sheet, as a spreadsheet shows it. */
  readonly row: number;
}

/** What a request carries in every state. */
export interface RequestFacts {
  readonly number: RequestNumber;
  /** Raised by one at each change; a writer names the version it read. */
  readonly version: number;
  /** Which execution drives the workflow: 1, and one more at each reopening or repair. */
  readonly run: number;
  /** What the grid says, as last imported. */
  readonly course: CourseEntry;
  /** Date of the first teaching activity (guide, "date d'échéance"). */
  readonly dueOn: IsoDate;
  /** Confirmed with the head of the course during the interview; a new date from the grid asks again. */
  readonly dueOnConfirmed: boolean;
  readonly presenters: Presenters;
  readonly recordings: readonly Recording[];
  readonly tasks: Readonly<Record<TaskKind, ServiceTaskNumber>>;
  readonly createdAt: Instant;
  readonly createdFrom: GridOrigin;
  /** The import that last changed it; what a resumed import recognises as its own work. */
  readonly changedBy: ImportNumber | null;
  /** Set while its key is missing from the latest grid of its term and department; never cancels by itself. */
  readonly vanished: { readonly import: ImportNumber; readonly at: Instant } | null;
}

/** Over when closed or cancelled. */
export type Request = RequestFacts &
  (
    | { readonly state: 'open' }
    | { readonly state: 'inProgress'; readonly startedAt: Instant }
    /** `startedAt` is null when every task was skipped before anybody began. */
    | { readonly state: 'closed'; readonly startedAt: Instant | null; readonly closedAt: Instant }
    | {
        readonly state: 'cancelled';
        readonly cancelledAt: Instant;
        readonly cancelledBy: PersonRef;
        readonly reason: string;
      }
  );

export const requestStates = [
  'open',
  'inProgress',
  'closed',
  'cancelled',
] as const satisfies readonly Request['state'][];
export type RequestState = Request['state'];

export const requestPhases = ['inHand', 'over'] as const;
/** Work in hand, or over: what a list asks for before it asks for a state. */
export type RequestPhase = (typeof requestPhases)[number];

/** States of a request in this phase. */
export function statesIn(phase: RequestPhase): readonly RequestState[] {
  return requestStates.filter((state) => isOver({ state }) === (phase === 'over'));
}

/** Whether nothing is left to do on it. */
export function isOver(request: Pick<Request, 'state'>): boolean {
  return request.state === 'closed' || request.state === 'cancelled';
}
