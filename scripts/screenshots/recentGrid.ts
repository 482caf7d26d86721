/** A sample grid as if it were sent these days: pictures of courses long begun would show nothing but late work. */
import { readFile } from 'node:fs/promises';
import { maxGridRows } from '#shared/contract/intake.ts';
import { textOf, type Cell } from '#shared/grid/cell.ts';
import { gridFields, usualHeadings } from '#shared/grid/header.ts';
import { parseIsoDate } from '#shared/time/instant.ts';
import { openGridFile } from '#functions/spreadsheet/gridFile.ts';

const dayMs = 86_400_000;

export interface RecentGrid {
  readonly csv: Buffer;
  /** Days by which its dates were moved. */
  readonly movedBy: number;
}

const dateOf = (cell: Cell | undefined): number | null => {
  const day = parseIsoDate(textOf(cell));
  return day === null ? null : Date.parse(day);
};

/** The term a day lies in, in milliseconds since 1970. */
export function termOf(at: number): string {
  const day = new Date(at);
  const month = day.getUTCMonth() + 1;
  return `${month >= 8 ? 'A' : month >= 5 ? 'E' : 'H'}${day.getUTCFullYear()}`;
}

const quoted = (text: string): string => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Moves the dates of a grid, and puts them all in one term.
 * @param first where its earliest date goes, in milliseconds since 1970; or by how many days, as another grid was moved.
 */
export async function recentGrid(
  file: string,
  term: string,
  first: { at: number } | { movedBy: number },
): Promise<RecentGrid> {
  const grid = await openGridFile(await readFile(file), maxGridRows);
  const column = (field: (typeof gridFields)[number]) => grid.header.columns.get(field)?.index ?? -1;
  const rows: (readonly Cell[])[] = [];
  for await (const { cells } of grid.rows()) rows.push(cells);
  const dates = rows.map((cells) => dateOf(cells[column('firstActivity')]));
  const earliest = Math.min(...dates.filter((at) => at !== null));
  const movedBy = 'movedBy' in first ? first.movedBy : Math.round((first.at - earliest) / dayMs / 7) * 7;
  const lines = rows.map((cells, rank) => {
    const at = dates[rank];
    const moved = at === null || at === undefined ? null : at + movedBy * dayMs;
    return gridFields.map((field) => {
      if (moved !== null && field === 'firstActivity') return new Date(moved).toISOString().slice(0, 10);
      if (field === 'term') return term;
      return textOf(cells[column(field)]);
    });
  });
  const text = [gridFields.map((field) => usualHeadings[field]), ...lines]
    .map((cells) => cells.map(quoted).join(';'))
    .join('\r\n');
  return { csv: Buffer.from(`\ufeff${text}\r\n`), movedBy };
}
