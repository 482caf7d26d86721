/** What reading a row can find at fault. A refusal keeps the row out; a warning lets it in and says what to check. */

export const rowRefusals = [
  /** A mandatory cell is empty. */
  'valueMissing',
  /** The cell shows a failed formula (#N/A, #REF!…). */
  'cellError',
  'textTooLong',
  'sigleUnreadable',
  'sectionUnreadable',
  'termUnreadable',
  'emailUnreadable',
  'approachUnknown',
  /** Not written as a date. */
  'dateUnreadable',
  /** Written as a date, but no such day exists (2020-02-31). */
  'dateImpossible',
  /** A count that is not a whole number from 0 up. */
  'countUnreadable',
  /** Neither yes nor no. */
  'validationUnreadable',
  /** An earlier row of the same grid says something else of the same course and approach; the value is that row's number. */
  'keyConflict',
  /** A lone text, such as a note below the grid. */
  'rowNotACourse',
] as const;

export const rowWarnings = [
  'titleMissing',
  /** The first activity lies outside its term. */
  'dateOutsideTerm',
  /** A presenter is kept without an address, since the one given is not an address. */
  'presenterEmailUnreadable',
  /** The remark is a failed formula: read as no remark. */
  'remarkUnreadable',
  /** A grid sent later has already changed the request, named by the value: this row came too late and changed nothing. */
  'overtaken',
] as const;

export type RowRefusal = (typeof rowRefusals)[number];
export type RowWarning = (typeof rowWarnings)[number];
export type FindingCode = RowRefusal | RowWarning;
