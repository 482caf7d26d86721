/** Grids of a test's own: rows under the faculty's headings, in a term that no other test uses. */
import { textOf, type Cell } from '#shared/grid/cell.ts';
import { cellsWith, headings } from '#test/shared/grid/sampleGrid.ts';

export type CourseRow = Parameters<typeof cellsWith>[0];

const quoted = (cell: Cell): string => {
  const text = textOf(cell);
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A grid as a spreadsheet saves CSV. */
export function csvGrid(rows: readonly CourseRow[]): Uint8Array {
  const lines = [headings, ...rows.map(cellsWith)].map((cells) => `${cells.map(quoted).join(';')}\r\n`);
  return Buffer.from(`\ufeff${lines.join('')}`, 'utf8');
}

/** So many courses of a term; all that is not said is as in the sample row. */
export function courses(term: string, count: number, row: CourseRow = {}): readonly CourseRow[] {
  const year = term.slice(1);
  return Array.from({ length: count }, (_, index) => ({
    term,
    sigle: `GRI${1000 + index}`,
    title: `Cours ${index + 1}`,
    firstActivity: `${year}-09-03`,
    presenters: '',
    ...row,
  }));
}
