/** What a spreadsheet shows, whatever program saved it. Readers of files produce these; the rules of a grid read them. */

/** A formula that failed, as the sheet shows it (`#N/A`, `#REF!`). */
export interface CellError {
  readonly error: string;
}

/** Content of a cell. A date cell is its day, `2020-09-03`: the rules then read typed and real dates by one door. */
export type Cell = string | number | boolean | CellError | null;

/** One row of a sheet, numbered as the spreadsheet program numbers it. Cells past the last filled one may be absent. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** Characters that print nothing and that copy-and-paste leaves behind: controls, zero-width marks, soft hyphens, BOM. */
const invisible = /(?![\t\n\r\u0085])[\p{Cc}\p{Cf}]/gu;

/** Nearly every cell: composed Latin letters, figures and marks, single blanks. Such text is clean as it stands. */
const plain = /^[!-~À-ɏ–’]+(?: [!-~À-ɏ–’]+)*$/;

/** Text on one line: composed accents, plain blanks in single file, nothing invisible. */
export function cleanLine(text: string): string {
  return plain.test(text) ? text : text.normalize('NFC').replace(invisible, '').replace(/\s+/g, ' ').trim();
}

/** Text that may hold several lines: each cleaned, no empty line at either end. */
export function cleanText(text: string): string {
  if (plain.test(text)) return text;
  return text
    .split(/\r\n|\r|\n|\u2028|\u2029/)
    .map(cleanLine)
    .join('\n')
    .trim();
}

/** What a person reads in the cell, with its line breaks; empty for an empty cell. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return cell.error;
  if (typeof cell === 'boolean') return cell ? 'VRAI' : 'FAUX';
  return typeof cell === 'number' ? String(cell) : cleanText(cell);
}

export function isError(cell: Cell | undefined): cell is CellError {
  return typeof cell === 'object' && cell !== null;
}

/** Whether a row shows nothing: a formatted but empty row is blank. */
export function isBlank(row: SheetRow): boolean {
  return row.cells.every((cell) => textOf(cell) === '');
}

/** A row as a person reads it: the text of each cell beside its content. */
export interface ReadableRow extends SheetRow {
  readonly texts: readonly string[];
}

export function readable(row: SheetRow): ReadableRow {
  return { ...row, texts: row.cells.map(textOf) };
}

/** Words only, for comparisons that ignore case, accents, ligatures and punctuation: `Nb. d’étudiants` → `nb d etudiants`. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
