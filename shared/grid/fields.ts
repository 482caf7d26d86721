/** Reads the cells of one row, each by the rule of its column; what can't be read becomes a finding with column and value. */
import {
  approaches as allApproaches,
  type Approach,
  type Contact,
  type Email,
  type Sigle,
  type Term,
} from '../request/course.ts';
import type { IsoDate } from '../time/instant.ts';
import { readApproaches } from './approach.ts';
import { cleanLine, fold, isError, type Cell, type ReadableRow } from './cell.ts';
import { parseEmail, readPresenters } from './contact.ts';
import { readDay } from './day.ts';
import type { FindingCode, RowRefusal } from './finding.ts';
import { mandatoryFields, usualHeadings, type GridField, type Header } from './header.ts';
import type { CellFinding } from './import.ts';
import { dayFitsTerm, parseTerm } from './term.ts';

/** What the cells of a row say; a field is absent when its cell is empty or unreadable. */
export interface RowFields {
  readonly department?: string | undefined;
  readonly sigle?: Sigle | undefined;
  readonly title?: string | undefined;
  readonly section?: string | undefined;
  readonly term?: Term | undefined;
  readonly responsible?: string | undefined;
  readonly email?: Email | undefined;
  readonly approaches?: readonly Approach[] | undefined;
  readonly firstActivityOn?: IsoDate | undefined;
  readonly sessions?: number | undefined;
  readonly students?: number | undefined;
  readonly presenters?: readonly Contact[] | undefined;
  readonly validated?: boolean | undefined;
  readonly remarks?: string | undefined;
}

/** Longest texts kept, in characters: far above any real grid, far below what a record can hold. */
const longest: Readonly<Record<GridField, number>> = {
  ...{ department: 200, sigle: 40, title: 400, section: 40, term: 40, responsible: 200, email: 320, approaches: 400 },
  ...{ firstActivity: 60, sessions: 40, students: 40, presenters: 20_000, validated: 100, remarks: 8_000 },
};

/** A value in a finding is shown, not stored: long ones are cut. */
const longestShown = 200;

/** Fields a request cannot do without. An empty title is only warned of; an empty validation is a no. */
const neededFields = new Set<GridField>(mandatoryFields.filter((field) => field !== 'title' && field !== 'validated'));

const refused = Symbol('refused');
type Reading<Value> = Value | typeof refused;

/** Reads every cell of a row that lies under a known heading. */
export function readFields(row: ReadableRow, header: Header): { fields: RowFields; findings: readonly CellFinding[] } {
  const findings: CellFinding[] = [];
  const cellOf = (field: GridField): Cell | undefined => row.cells[header.columns.get(field)?.index ?? -1];
  const textAt = (field: GridField): string => row.texts[header.columns.get(field)?.index ?? -1] ?? '';
  const note = (field: GridField, code: FindingCode, severity: CellFinding['severity'], value = textAt(field)) => {
    const column = header.columns.get(field)?.heading ?? usualHeadings[field];
    findings.push({ column, value: value.slice(0, longestShown), code, severity });
  };
  const refuse = (field: GridField, code: RowRefusal, value?: string): typeof refused => {
    note(field, code, 'refusal', value);
    return refused;
  };

  /** Applies a column's rule to its text; an empty cell is missing, or simply absent when the column is optional. */
  function read<Value>(field: GridField, rule: (text: string) => Reading<Value>): Value | undefined {
    const cell = cellOf(field);
    if (isError(cell)) return void refuse(field, 'cellError');
    const text = textAt(field);
    if (text.length > longest[field]) return void refuse(field, 'textTooLong');
    if (text === '') return neededFields.has(field) ? void refuse(field, 'valueMissing') : undefined;
    const value = rule(text);
    return value === refused ? undefined : value;
  }
  const orRefuse = <Value>(field: GridField, code: RowRefusal, value: Value | null): Reading<Value> =>
    value ?? refuse(field, code);
  const count = (field: 'sessions' | 'students') =>
    read(field, (text) => orRefuse(field, 'countUnreadable', parseCount(text)));

  const validated = read('validated', (text) => orRefuse('validated', 'validationUnreadable', parseValidated(text)));
  const term = read('term', (text) => orRefuse('term', 'termUnreadable', parseTerm(text)));
  const firstActivityOn = read('firstActivity', (text) => {
    const reading = readDay(text);
    if (reading.kind === 'day') return reading.day;
    return refuse('firstActivity', reading.kind === 'impossible' ? 'dateImpossible' : 'dateUnreadable');
  });
  if (term && firstActivityOn && !dayFitsTerm(firstActivityOn, term))
    note('firstActivity', 'dateOutsideTerm', 'warning');
  const fields: RowFields = {
    validated: validated ?? (textAt('validated') === '' ? false : undefined),
    term,
    firstActivityOn,
    department: read('department', cleanLine),
    sigle: read('sigle', (text) => orRefuse('sigle', 'sigleUnreadable', parseSigle(text))),
    title: read('title', cleanLine),
    section: read('section', (text) => orRefuse('section', 'sectionUnreadable', parseSection(text))),
    responsible: read('responsible', cleanLine),
    email: read('email', (text) => orRefuse('email', 'emailUnreadable', parseEmail(text))),
    approaches: read('approaches', (text) => {
      const { approaches, unknown } = readApproaches(text);
      if (unknown.length > 0) return refuse('approaches', 'approachUnknown', unknown.join(' ; '));
      return approaches.length > 0
        ? allApproaches.filter((approach) => approaches.includes(approach))
        : refuse('approaches', 'valueMissing');
    }),
    sessions: count('sessions'),
    students: count('students'),
    presenters: read('presenters', (text) => {
      const { presenters, unreadable } = readPresenters(text);
      unreadable.forEach((address) => note('presenters', 'presenterEmailUnreadable', 'warning', address));
      return presenters;
    }),
    remarks: isError(cellOf('remarks')) ? undefined : read('remarks', (text) => text),
  };
  if (isError(cellOf('remarks'))) note('remarks', 'remarkUnreadable', 'warning');
  if (textAt('title') === '') note('title', 'titleMissing', 'warning');
  return { fields, findings };
}

/** Two to four letters, three to five digits, up to two letters: `MMD3616`, `mmd 3616`, `MMD-3616A`. Null otherwise. */
export function parseSigle(text: string): Sigle | null {
  const compact = text
    .normalize('NFKD')
    .replace(/[\p{M}\s._-]/gu, '')
    .toUpperCase();
  return /^[A-Z]{2,4}\d{3,5}[A-Z]{0,2}$/.test(compact) ? (compact as Sigle) : null;
}

/** Up to ten letters, digits and joining marks: `A`, `a1` → `A1`, `01`. Null otherwise. */
export function parseSection(text: string): string | null {
  const section = cleanLine(text).toUpperCase();
  return /^[\p{L}\p{N}](?:[\p{L}\p{N} ._/-]{0,8}[\p{L}\p{N}])?$/u.test(section) ? section : null;
}

/** A whole number from 0 up, with or without thousands' blanks; null otherwise. */
export function parseCount(text: string): number | null {
  const digits = cleanLine(text)
    .replace(/(?<=\d) (?=\d{3}\b)/g, '')
    .replace(/[.,]0+$/, '');
  return /^\d{1,6}$/.test(digits) ? Number(digits) : null;
}

const yes = new Set([
  'oui',
  'o',
  'x',
  'vrai',
  'true',
  'yes',
  'y',
  '1',
  'ok',
  'valide',
  'validee',
  'validated',
  'approuve',
  'approuvee',
  'approved',
  'fait',
]);
const no = new Set([
  'non',
  'n',
  'faux',
  'false',
  'no',
  '0',
  'pas encore',
  'en attente',
  'a valider',
  'a venir',
  'en cours',
  'non valide',
  'non validee',
  'pending',
  'not yet',
  'a confirmer',
  'refuse',
  'non approuve',
]);

/** Whether the department has said yes; null when the wording says neither. A tick mark is a yes, a dash a no. */
export function parseValidated(text: string): boolean | null {
  const mark = cleanLine(text);
  if (/^[✓✔☑✅]\ufe0f?$/u.test(mark)) return true;
  if (/^[-–—✗✘☐❌]\ufe0f?$/u.test(mark)) return false;
  const words = fold(mark);
  return yes.has(words) ? true : no.has(words) ? false : null;
}
