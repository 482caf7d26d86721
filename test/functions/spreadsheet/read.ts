import type { Cell } from '#shared/grid/cell.ts';
import { UnreadableFile } from '#functions/spreadsheet/unreadable.ts';
import { openWorkbook } from '#functions/spreadsheet/workbook.ts';

/** Rows of one sheet, as `[row, ...cells]`. */
export async function rowsOf(bytes: Uint8Array, sheet = 0): Promise<(readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  const sheets = await openWorkbook(bytes);
  for await (const { row, cells } of sheets[sheet]?.rows() ?? []) rows.push([row, ...cells]);
  return rows;
}

/** Code of the refusal that reading meets. */
export async function refusalOf(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
    return 'read';
  } catch (fault) {
    if (fault instanceof UnreadableFile) return fault.code;
    throw fault;
  }
}
