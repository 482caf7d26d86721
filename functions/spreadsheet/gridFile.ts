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
 */
export async function openGridFile(bytes: Uint8Array, limit: number): Promise<GridFile> {
  const sheets = await openWorkbook(bytes);
  const visibleFirst = [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)];
  let incomplete: Header | null = null;
  let anyContent = false;
  for (const sheet of visibleFirst) {
    const firstRows = await firstRowsOf(sheet);
    anyContent ||= firstRows.length > 0;
    const header = findHeader(firstRows);
    if (header && missingFields(header).length === 0) return gridIn(sheet, header, limit);
    incomplete ??= header;
  }
  if (incomplete) throw new UnreadableFile('columnsMissing', { params: { columns: namesOf(incomplete) } });
  throw new UnreadableFile(anyContent ? 'headerMissing' : 'fileEmpty');
}

async function firstRowsOf(sheet: Sheet): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of sheet.rows()) {
    if (!isBlank(row)) rows.push(row);
    if (rows.length === headerSearchRows) break;
  }
  return rows;
}

async function gridIn(sheet: Sheet, header: Header, limit: number): Promise<GridFile> {
  let count = 0;
  async function* rows() {
    for await (const row of sheet.rows()) if (row.row > header.row && !isBlank(row)) yield row;
  }
  for await (const _ of rows()) {
    count += 1;
    if (count > limit) throw new UnreadableFile('fileTooManyRows', { params: { limit } });
  }
  if (count === 0) throw new UnreadableFile('noRows');
  return { header, count, rows };
}

function namesOf(header: Header): string {
  return missingFields(header)
    .map((field) => usualHeadings[field])
    .join(', ');
}
