/** Grids to measure with: the sample of a whole year, and one as long as fifty thousand rows made of it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openGridFile } from '#functions/spreadsheet/gridFile.ts';
import { maxGridRows } from '#shared/contract/intake.ts';
import type { Cell, SheetRow } from '#shared/grid/cell.ts';
import { gridFields, usualHeadings } from '#shared/grid/header.ts';
import { escaped, xlsxFile, type RawCell } from '#test/fixtures/grids/workbooks.ts';

const sample = (name: string): Promise<Buffer> => readFile(path.join(import.meta.dirname, '..', 'samples', name));

export const termGrid = () => sample('grille-automne-2020.xlsx');
export const yearGrid = () => sample('grille-annuelle-2021-2022.xlsx');

const dayZero = Date.UTC(1899, 11, 30);

/** The year's rows again and again, each time under other sections, as a spreadsheet program writes them: texts shared, days as numbers. */
export async function longGrid(rows: number): Promise<Uint8Array> {
  const { rows: read } = await openGridFile(await yearGrid(), maxGridRows);
  const year: SheetRow[] = [];
  for await (const row of read()) year.push(row);
  const section = gridFields.indexOf('section');
  const ranks = new Map<string, number>();
  const shared = (text: string): RawCell => {
    const rank = ranks.get(text) ?? ranks.size;
    ranks.set(text, rank);
    return { attributes: 't="s"', inner: `<v>${rank}</v>` };
  };
  const raw = (cell: Cell, column: number, round: number): RawCell => {
    if (typeof cell === 'number') return cell;
    if (typeof cell !== 'string') return null;
    if (column === section) return shared(`${cell}${round}`);
    if (!/^\d{4}-\d\d-\d\d$/.test(cell)) return shared(cell);
    return { attributes: 's="1"', inner: `<v>${(Date.parse(cell) - dayZero) / 86_400_000}</v>` };
  };
  const body = Array.from({ length: rows }, (_, rank) => {
    const cells = year[rank % year.length]?.cells ?? [];
    return cells.map((cell, column) => raw(cell, column, Math.floor(rank / year.length)));
  });
  const first = gridFields.map((field) => shared(usualHeadings[field]));
  return xlsxFile([{ name: 'Grille', rows: [first, ...body] }], {
    shared: [...ranks.keys()].map((text) => `<t xml:space="preserve">${escaped(text)}</t>`),
  });
}
