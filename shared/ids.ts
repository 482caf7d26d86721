/** Numbers and identifiers of the desk. A number says what it names by its prefix, as in ServiceNow. */

declare const brand: unique symbol;
/** A value that only its own maker or parser may produce. */
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

export type RequestNumber = Branded<string, 'RequestNumber'>;
export type ServiceTaskNumber = Branded<string, 'ServiceTaskNumber'>;
export type ImportNumber = Branded<string, 'ImportNumber'>;
export type IncidentNumber = Branded<string, 'IncidentNumber'>;
export type SupportTaskNumber = Branded<string, 'SupportTaskNumber'>;
/** What people write to each other on: it keeps its history beside it. */
export type CaseNumber = RequestNumber | IncidentNumber;
/** Subject (`sub`) of a person in the user pool. */
export type PersonId = Branded<string, 'PersonId'>;
/** Identifier of a history line: a ULID, so lines sort by the instant they were written. */
export type LineId = Branded<string, 'LineId'>;
/** Identifier of a saved view. */
export type ViewId = Branded<string, 'ViewId'>;
/** Identifier of an announced recording inside its request. */
export type RecordingId = Branded<string, 'RecordingId'>;

/** Prefix of each kind of number (design, "Words"). */
export const numberPrefixes = { request: 'RITM', serviceTask: 'SCTASK', import: 'IMP', incident: 'INC' } as const;
export type NumberKind = keyof typeof numberPrefixes;

/** Number of each kind. */
export interface NumberOf {
  request: RequestNumber;
  serviceTask: ServiceTaskNumber;
  import: ImportNumber;
  incident: IncidentNumber;
}

/** First number handed out is …0010001: sequence 1. */
const numberBase = 10_000;

/**
 * The number with this rank in its sequence: rank 1 of `request` is `RITM0010001`.
 * @param rank whole number from 1 up; gaps between ranks are allowed, reuse is not.
 */
export function numberAt<Kind extends NumberKind>(kind: Kind, rank: number): NumberOf[Kind] {
  return `${numberPrefixes[kind]}${String(numberBase + rank).padStart(7, '0')}` as NumberOf[Kind];
}

/** Reads a number typed by a person or found in a path: case and surrounding blanks ignored; null when it is not one. */
export function parseNumber<Kind extends NumberKind>(kind: Kind, text: string): NumberOf[Kind] | null {
  const upper = text.trim().toUpperCase();
  const prefix = numberPrefixes[kind];
  return upper.startsWith(prefix) && /^\d{7,}$/.test(upper.slice(prefix.length)) ? (upper as NumberOf[Kind]) : null;
}
