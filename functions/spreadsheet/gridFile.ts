/** The grid in a file: its sheet, its heading line, its rows. */
import { isBlank, type SheetRow } from '#shared/grid/cell.ts';
import { findHeader, headerSearchRows, missingFields, usualHeadings, type Header } from '#shared/grid/header.ts';
import { UnreadableFile } from './unreadable.ts';
import { openWorkbook, type Sheet } from './workbook.ts';

export interface GridFile {
  readonly header: Header;
  /** Rows with content below the heading line. */
  readonly count: number;
  /** Those rows, from the top at each call. They have all been read once, so no call meets an unreadable one. */
  readonly rows: () => AsyncIterable<SheetRow>;
}

/**
 * Opens the grid of a file and reads it once to its end, so that a file that turns out damaged, endless or without rows is
 * refused before anything is written. The sheet is the first whose heading line is whole, visible sheets first.
 * @param limit most rows with content below the heading line.
 * @throws UnreadableFile when there is no grid to be had.
 */
export async function openGridFile(bytes: Uint8Array, limit: number): Promise<GridFile> {
  const sheets = await openWorkbook(bytes);
  const visibleFirst = [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)];
  let incomplete: Header | null = null;
  let anyContent = false;
  for (const sheet of visibleFirst) {
    const { header, grid, content } = await readThrough(sheet, limit);
    if (grid) return grid;
    incomplete ??= header;
    anyContent ||= content;
  }
  if (incomplete) throw new UnreadableFile('columnsMissing', { params: { columns: namesOf(incomplete) } });
  throw new UnreadableFile(anyContent ? 'headerMissing' : 'fileEmpty');
}

interface SheetReading {
  readonly header: Header | null;
  /** Null when the heading line is not whole. */
  readonly grid: GridFile | null;
  readonly content: boolean;
}

/** Rows kept rather than read again: enough for a year's grid, few enough for a small function's memory. */
const mostKept = 5_000;

/** Reads a sheet to its end, or no further than where its heading line should have been. */
async function readThrough(sheet: Sheet, limit: number): Promise<SheetReading> {
  const kept: SheetRow[] = [];
  let header: Header | null = null;
  let read = 0;
  for await (const row of contentOf(sheet)) {
    read += 1;
    if (kept.length < mostKept) kept.push(row);
    if (read === headerSearchRows) header = findHeader(kept);
    if (read === headerSearchRows && !isWhole(header)) break;
    if (read > limit + headerSearchRows) throw tooManyRows(limit);
  }
  header ??= findHeader(kept);
  if (!isWhole(header)) return { header, grid: null, content: read > 0 };
  // Rows above the heading line lie among those kept: the line is looked for in the first few only.
  const count = read - (kept.length - below(header, kept).length);
  if (count > limit) throw tooManyRows(limit);
  if (count === 0) throw new UnreadableFile('noRows');
  return { header, grid: gridOf(sheet, header, count, read <= mostKept ? kept : null), content: true };
}

const isWhole = (header: Header | null): header is Header => header !== null && missingFields(header).length === 0;

const tooManyRows = (limit: number) => new UnreadableFile('fileTooManyRows', { params: { limit } });

const below = (header: Header, rows: readonly SheetRow[]) => rows.filter(({ row }) => row > header.row);

function gridOf(sheet: Sheet, header: Header, count: number, kept: readonly SheetRow[] | null): GridFile {
  async function* again() {
    for await (const row of contentOf(sheet)) if (row.row > header.row) yield row;
  }
  async function* fromMemory() {
    if (kept) yield* below(header, kept);
  }
  return { header, count, rows: kept ? fromMemory : again };
}

async function* contentOf(sheet: Sheet): AsyncGenerator<SheetRow> {
  for await (const row of sheet.rows()) if (!isBlank(row)) yield row;
}

function namesOf(header: Header): string {
  return missingFields(header)
    .map((field) => usualHeadings[field])
    .join(', ');
}
