/** An import's report as a spreadsheet opens it: UTF-8 with its mark, semicolons, and nothing that a cell would run. */
import type { ReportRow, RowOutcome } from '../grid/import.ts';
import type { Scope } from '../grid/row.ts';
import { parseCourseKey } from '../request/course.ts';
import type { Language } from './language.ts';
import { approachWords, changeWords, fieldWord, outcomeWords } from './wording/report.ts';

/** A row of a report whose findings are sentences already. */
export interface ToldRow extends Pick<ReportRow, 'row' | 'course' | 'title' | 'request' | 'changes'> {
  readonly outcome: RowOutcome;
  readonly findings: readonly { readonly column: string | null; readonly value: string; readonly detail: string }[];
}

type Cell = string | number | null;

/** A cell that begins like a formula is shown as text (OWASP, "CSV injection"). */
function cellOf(value: Cell): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(';')}\r\n`;

const headings: Readonly<Record<Language, readonly string[]>> = {
  fr: ['Ligne', 'Résultat', 'Cours', 'Titre', 'Demande', 'Colonne', 'Valeur', 'Explication'],
  en: ['Row', 'Result', 'Course', 'Title', 'Request', 'Column', 'Value', 'Explanation'],
};

/** The heading line, after the mark by which a spreadsheet knows UTF-8. */
export function csvHead(language: Language): string {
  return `\ufeff${line(headings[language])}`;
}

/** Lines of a row of the report: one for each change or finding, so that each can be filtered by its column. */
export function csvOf(told: ToldRow, language: Language): string {
  const { row, outcome, course, title, request, findings, changes } = told;
  const said = [row, outcomeWords[outcome][language], course && courseWords(course, language), title, request];
  const changed = changes.map((change) => {
    const { from, to } = changeWords(change, language);
    return line([...said, fieldWord(change.field, language), to, `${from} → ${to}`]);
  });
  const found = findings.map(({ column, value, detail }) => line([...said, column, value, detail]));
  return [...changed, ...found].join('') || line([...said, null, null, null]);
}

/** A course as one cell: `MMD3616 A, A2020, synchrone`. */
function courseWords(key: string, language: Language): string {
  const course = parseCourseKey(key);
  if (!course) return key;
  return `${course.sigle} ${course.section}, ${course.term}, ${approachWords[course.approach][language]}`;
}

const scopeWords = {
  fr: {
    result: 'portée',
    where: (scope: string) => `Les cours disparus ont été cherchés pour ce département et ce trimestre: ${scope}.`,
  },
  en: {
    result: 'scope',
    where: (scope: string) => `Courses gone from the grid were looked for in this department and term: ${scope}.`,
  },
} as const satisfies Readonly<Record<Language, object>>;

/** Says where vanished courses were looked for. */
export function csvOfScope({ term, department }: Scope, language: Language): string {
  const { result, where } = scopeWords[language];
  return line([null, result, null, null, null, null, null, where(`${department}, ${term}`)]);
}
