/** Any grid file as sheets of rows: .xlsx, .ods or delimited text, told apart by content. */
import type { SheetRow } from '#shared/grid/cell.ts';
import { openCsv } from './csv.ts';
import { fileKind } from './fileKind.ts';
import { isOds, openOds } from './ods.ts';
import { UnreadableFile } from './unreadable.ts';
import { openXlsx } from './xlsx.ts';
import { workbookPath } from './xlsxParts.ts';
import { openZip } from './zip.ts';

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows with content, numbered as the spreadsheet numbers them, from the top at each call. May throw `UnreadableFile`. */
  readonly rows: () => AsyncIterable<SheetRow>;
}

/** Sheets of a file, in the order of their tabs. Throws `UnreadableFile`, saying why, when there is nothing to read. */
export async function openWorkbook(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (fileKind(file) === 'text') return openCsv(file);
  const zip = openZip(file);
  if (await isOds(zip)) return openOds(zip);
  const path = await workbookPath(zip);
  if (path === null) throw new UnreadableFile('fileNotSpreadsheet');
  return openXlsx(zip, path);
}
