/** A refusal is a value: the rules say no with a code; doors turn it into a sentence in the caller's language. */
import type { AccessRefusal } from './access/policy.ts';
import type { CalendarRefusal } from './calendar/refusals.ts';
import type { ImportRefusal, PreviewRefusal } from './grid/import.ts';
import type { IncidentRefusal } from './incident/refusals.ts';
import type { RequestRefusal } from './request/refusals.ts';
import type { TaskRefusal } from './task/refusals.ts';
import type { ViewRefusal } from './view/decide.ts';

/** Refusals that any record can meet. */
export type RecordRefusal = 'notFound' | 'versionMismatch' | 'versionMissing' | 'invalid' | 'busy';

/** What the door refuses before any rule is asked. */
export type DoorRefusal =
  /** No access token, or one that is not meant for the desk. */
  | 'signInNeeded'
  /** No route has this method and path. */
  | 'routeUnknown'
  /** The body is larger than the API takes. */
  | 'bodyTooLarge'
  /** The body is not JSON, or is not announced as such. */
  | 'bodyNotJson'
  /** The route wants an `Idempotency-Key`. */
  | 'idempotencyKeyMissing'
  /** The same `Idempotency-Key` came before with another body. */
  | 'idempotencyKeyReused';

/** Every code of the desk, assembled from the concepts that can say no. */
export type RefusalCode =
  | RecordRefusal
  | DoorRefusal
  | AccessRefusal
  | RequestRefusal
  | TaskRefusal
  | IncidentRefusal
  | ImportRefusal
  | PreviewRefusal
  | CalendarRefusal
  | ViewRefusal;

/** Why something was not done. `params` fill the sentence; they are values, never sentences. */
export interface Refusal {
  readonly code: RefusalCode;
  /** Field of the body or query at fault, as a dotted path. */
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal };

/** Says yes. */
export function accepted<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

/** Says no, with the code and what fills its sentence. */
export function refused(code: RefusalCode, details: Omit<Refusal, 'code'> = {}): Outcome<never> {
  return { ok: false, refusal: { code, ...details } };
}
