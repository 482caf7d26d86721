/** Rows of delimited text, as spreadsheet programs of several languages save it. */
import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import type { SheetRow } from '#shared/grid/cell.ts';
import { UnreadableFile } from './unreadable.ts';
import type { Sheet } from './workbook.ts';

const delimiters = [';', ',', '\t'] as const;
/** Characters handed to the parser at a time. */
const sliceLength = 64 * 1024;
/** Characters from which the delimiter is told. */
const sampleLength = 32 * 1024;
/** Longest row, in characters; beyond it a quote was left open. */
const longestRow = 512 * 1024;

/** The text as one sheet. A row of text over several lines is one row of the sheet, as a spreadsheet shows it. */
export function openCsv(bytes: Buffer): readonly Sheet[] {
  const { text, delimiter } = declared(decode(bytes));
  return [{ name: '', hidden: false, rows: () => rowsOf(text, delimiter ?? likeliestDelimiter(text)) }];
}

/** UTF-8 or UTF-16 by their marks, UTF-8 when the bytes are nothing else, else what French Excel writes: Windows-1252. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A first line `sep=;` names the delimiter to Excel, which does not show it as a row. */
function declared(text: string): { text: string; delimiter: string | null } {
  const line = /^sep=(.)\r?\n/.exec(text);
  return line ? { text: text.slice(line[0].length), delimiter: line[1] ?? null } : { text, delimiter: null };
}

/** The delimiter met most often outside quotes at the beginning of the text. */
function likeliestDelimiter(text: string): string {
  const outside = text.slice(0, sampleLength).replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => outside.split(delimiter).length;
  return delimiters.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += sliceLength) yield text.slice(at, at + sliceLength);
}

async function* rowsOf(text: string, delimiter: string): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: longestRow,
  });
  const records: AsyncIterable<string[]> = Readable.from(slices(text)).pipe(parser);
  let row = 0;
  try {
    for await (const cells of records) {
      row += 1;
      if (cells.some((cell) => cell !== '')) yield { row, cells };
    }
  } catch (cause) {
    const unfinished = cause instanceof Error && 'code' in cause && String(cause.code).startsWith('CSV_');
    throw unfinished ? new UnreadableFile('fileTruncated', { cause }) : cause;
  }
}
