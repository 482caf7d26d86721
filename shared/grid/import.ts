/** One upload of a grid: what it was, how far it is, what came of it. */
import type { PersonRef } from '../access/person.ts';
import type { ImportNumber, RequestNumber } from '../ids.ts';
import type { Instant } from '../time/instant.ts';
import type { FindingCode } from './finding.ts';
import type { Scope } from './row.ts';

/** Why a whole file could not be imported. */
export type ImportRefusal =
  | 'fileEmpty'
  /** The object was removed before it could be read. */
  | 'fileGone'
  | 'fileTooLarge'
  | 'filePasswordProtected'
  | 'fileTruncated'
  | 'fileNotSpreadsheet'
  | 'fileOldExcel'
  | 'fileTooBigUnpacked'
  | 'fileTooManyRows'
  | 'headerMissing'
  | 'columnsMissing'
  | 'noRows';

/** Why what was previewed cannot be imported as it is. */
export type PreviewRefusal =
  /** No preview, or one that is still running or has failed. */
  | 'previewNotDone'
  /** Its file is not kept any more, or another was put in its place. */
  | 'previewGone';

/**
 * What became of a line of the grid. Rows that went in, or could have, count once per approach; a refused or unvalidated row
 * counts once, but an unvalidated row counts once for each request it already has.
 */
export const rowOutcomes = [
  'created',
  'updated',
  'unchanged',
  'duplicate',
  'notValidated',
  'refused',
  'vanished',
] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** Lines counted by outcome, and sheet rows read so far (rows that are no course left aside). */
export type ImportCounts = Readonly<Record<RowOutcome | 'read', number>>;

export const importModes = ['import', 'preview'] as const;
/** `import` writes requests; `preview` gives the same report and writes nothing else. */
export type ImportMode = (typeof importModes)[number];

interface ImportFacts {
  readonly number: ImportNumber;
  readonly version: number;
  readonly mode: ImportMode;
  /** As its sender named it: only to be shown, never part of a key. */
  readonly fileName: string;
  /** Key of the object in the intake bucket. */
  readonly objectKey: string;
  /** What storage knows the very bytes by; null where it did not say. */
  readonly etag: string | null;
  readonly sizeBytes: number;
  readonly landedAt: Instant;
  /** Who asked for the upload in the app; null for a file copied into the bucket. */
  readonly sentBy: PersonRef | null;
  /** The preview whose file this import took over; null for a file of its own. */
  readonly previewedAs: ImportNumber | null;
  /** Of a preview: the import that took its file over, once somebody said so. */
  readonly importedAs: ImportNumber | null;
  readonly counts: ImportCounts;
}

export type Import = ImportFacts &
  (
    | { readonly state: 'running'; readonly startedAt: Instant }
    | {
        readonly state: 'done';
        readonly startedAt: Instant;
        readonly endedAt: Instant;
        /** Terms and departments the grid named: only there was looked for requests whose row is gone. */
        readonly scopes: readonly Scope[];
      }
    | {
        readonly state: 'failed';
        readonly endedAt: Instant;
        readonly refusal: { readonly code: ImportRefusal; readonly params: Readonly<Record<string, string | number>> };
      }
  );

export const importStates = ['running', 'done', 'failed'] as const satisfies readonly Import['state'][];

/** One finding about a cell: why a row was refused, or a warning on a row that went in. */
export interface CellFinding {
  /** Column heading as the sheet spells it; null when the whole row is meant. */
  readonly column: string | null;
  readonly value: string;
  readonly code: FindingCode;
  readonly severity: 'refusal' | 'warning';
}

/** A line of the import's report. */
export interface ReportRow {
  /** Sheet row as a spreadsheet shows it; null for a vanished request, which has none. */
  readonly row: number | null;
  readonly outcome: RowOutcome;
  /** Natural key, where it could be read. */
  readonly course: string | null;
  readonly title: string | null;
  readonly request: RequestNumber | null;
  readonly findings: readonly CellFinding[];
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[];
}
