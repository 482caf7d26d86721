/** Reads one row of a grid: the course entries it means, or everything that keeps it out. */
import { approaches as allApproaches, courseKey, type CourseEntry, type CourseKey } from '../request/course.ts';
import { fold, readable, type ReadableRow, type SheetRow } from './cell.ts';
import { readFields, type RowFields } from './fields.ts';
import { mandatoryFields, repeatsHeader, type GridField, type Header } from './header.ts';
import type { CellFinding } from './import.ts';

/** What can be said of a row's place in the grid even when the row is refused. */
export interface RowPlace {
  readonly row: number;
  readonly title: string;
  /** Term and department it names, null where unreadable. */
  readonly scope: Scope | null;
  /** Natural keys it speaks of. A readable course with unreadable approaches speaks of all of them: none vanished. */
  readonly keys: readonly CourseKey[];
}

/** A department's part of a term's grid: what one upload can be complete about. */
export interface Scope {
  readonly term: CourseEntry['term'];
  readonly department: string;
}

/** A scope as one text, by which departments spelled differently are the same. */
export function scopeText(scope: Scope): string {
  return `${scope.term}#${fold(scope.department)}`;
}

export type RowReading =
  /** Blank, a total, or the heading line repeated: not a course, nothing to report. */
  | { readonly kind: 'ignored' }
  | (RowPlace & { readonly kind: 'refused'; readonly findings: readonly CellFinding[] })
  | (RowPlace & { readonly kind: 'notValidated' })
  | (RowPlace & {
      readonly kind: 'entries';
      readonly entries: readonly CourseEntry[];
      readonly warnings: readonly CellFinding[];
    });

/** Reads one row below the heading line. A row its department has not validated is only that, whatever else it lacks. */
export function readRow(sheetRow: SheetRow, header: Header): RowReading {
  const row = readable(sheetRow);
  const blank = row.texts.every((text) => text === '');
  if (blank || isTotals(row, header) || repeatsHeader(row, header)) return { kind: 'ignored' };
  const lone = loneText(row, header);
  if (lone) {
    const finding: CellFinding = { column: null, value: lone, code: 'rowNotACourse', severity: 'refusal' };
    return { kind: 'refused', row: row.row, title: '', scope: null, keys: [], findings: [finding] };
  }
  const { fields, findings } = readFields(row, header);
  const place = { row: row.row, title: fields.title ?? '', scope: scopeOf(fields), keys: keysOf(fields) };
  if (fields.validated === false) return { kind: 'notValidated', ...place };
  const refusals = findings.filter((finding) => finding.severity === 'refusal');
  const entries = refusals.length === 0 ? entriesOf(fields) : null;
  return entries ? { kind: 'entries', ...place, entries, warnings: findings } : { kind: 'refused', ...place, findings };
}

/** The entries of a row without refusals: one per approach. Null when a mandatory field is missing. */
function entriesOf(fields: RowFields): readonly CourseEntry[] | null {
  const { term, sigle, section, approaches, department, responsible, email, firstActivityOn } = fields;
  if (!term || !sigle || !section || !approaches || !department || !responsible || !email || !firstActivityOn)
    return null;
  return approaches.map((approach) => ({
    term,
    sigle,
    section,
    approach,
    title: fields.title ?? '',
    department,
    responsible: { name: responsible, email },
    firstActivityOn,
    sessions: fields.sessions ?? null,
    students: fields.students ?? null,
    presenters: fields.presenters ?? [],
    remarks: fields.remarks ?? '',
  }));
}

function scopeOf({ term, department }: RowFields): Scope | null {
  return term && department ? { term, department } : null;
}

function keysOf({ term, sigle, section, approaches }: RowFields): readonly CourseKey[] {
  if (!term || !sigle || !section) return [];
  return (approaches ?? allApproaches).map((approach) => courseKey({ term, sigle, section, approach }));
}

/** A totals line: labelled as one and naming no course, or nothing but counts. */
function isTotals(row: ReadableRow, header: Header): boolean {
  const filled = (field: GridField) => (row.texts[header.columns.get(field)?.index ?? -1] ?? '') !== '';
  if (filled('sigle') && filled('email')) return false;
  const counts = [header.columns.get('sessions')?.index, header.columns.get('students')?.index];
  return row.texts.every((text, index) => text === '' || counts.includes(index)) || row.texts.some(isTotalsLabel);
}

const isTotalsLabel = (text: string): boolean =>
  /^(sous |grand |sub )?(total|totaux|totals|subtotal|somme)\b/.test(fold(text.slice(0, 40)));

/** The text of a row that fills no more than one of the mandatory columns, such as a note or a signature; else null. */
function loneText(row: ReadableRow, header: Header): string | null {
  const mandatory = mandatoryFields.filter((field) => row.texts[header.columns.get(field)?.index ?? -1]);
  return mandatory.length > 1 ? null : row.texts.filter(Boolean).join(' ').slice(0, 200);
}
