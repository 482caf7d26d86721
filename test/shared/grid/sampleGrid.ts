/** A well-formed grid to start tests from: change what the test is about. */
import type { Cell, SheetRow } from '#shared/grid/cell.ts';
import { findHeader, usualHeadings, gridFields, type GridField, type Header } from '#shared/grid/header.ts';
import { mentionsOf, type GridLine, type Mentions } from '#shared/grid/mentions.ts';
import { readRow, type RowReading } from '#shared/grid/row.ts';

export const goodCells: Readonly<Record<GridField, Cell>> = {
  department: 'Médecine',
  sigle: 'MMD3616',
  title: 'Urgences pédiatriques',
  section: 'A',
  term: 'A2020',
  responsible: 'Zoé Bélanger',
  email: 'zoe.belanger@umontreal.example',
  approaches: 'Synchrone – Classe virtuelle',
  firstActivity: '2020-09-03',
  sessions: 5,
  students: 12,
  presenters: 'Karim Caron <karim.caron@umontreal.example>',
  validated: 'Oui',
  remarks: '',
};

export const headings: readonly string[] = gridFields.map((field) => usualHeadings[field]);

/** Cells of a row in the faculty's own column order. */
export function cellsWith(changes: Partial<Record<GridField, Cell>> = {}): Cell[] {
  return gridFields.map((field) => (Object.hasOwn(changes, field) ? (changes[field] ?? null) : goodCells[field]));
}

/** Sheet rows numbered from 1, as a reader of files would give them. */
export function sheetOf(rows: readonly (readonly Cell[])[]): SheetRow[] {
  return rows.map((cells, index) => ({ row: index + 1, cells }));
}

export function headerOf(rows: readonly SheetRow[]): Header {
  const header = findHeader(rows);
  if (!header) throw new Error('This grid has no heading line');
  return header;
}

/** Reads one row under the faculty's own headings. */
export function readWith(changes: Partial<Record<GridField, Cell>>): RowReading {
  const [headingRow, row] = sheetOf([headings, cellsWith(changes)]);
  if (!headingRow || !row) throw new Error('Two rows were made');
  return readRow(row, headerOf([headingRow]));
}

/** Reads a whole sheet, as the import does. */
export function readGrid(rows: readonly SheetRow[]): { lines: GridLine[]; mentions: Mentions } {
  const header = headerOf(rows);
  const mentions = mentionsOf(header);
  const lines = rows.filter(({ row }) => row > header.row).flatMap((row) => mentions.meet(readRow(row, header)));
  return { lines, mentions };
}
