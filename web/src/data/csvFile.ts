/** Saves rows of a report as a file, made here: no trip to the desk for what is already on the screen. */
import type { Language } from '#shared/contract/language.ts';
import { csvHead, csvOf, type ToldRow } from '#shared/contract/reportCsv.ts';

/** The rows as the desk itself would write them. */
export function csvFileOf(rows: readonly ToldRow[], language: Language): Blob {
  const text = [csvHead(language), ...rows.map((row) => csvOf(row, language))].join('');
  return new Blob([text], { type: 'text/csv;charset=utf-8' });
}

/** Hands a file, or an address of one, to the browser to save. */
export function saveAs(source: Blob | string, fileName: string): void {
  const url = typeof source === 'string' ? source : URL.createObjectURL(source);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.rel = 'noopener';
  link.click();
  if (typeof source !== 'string') URL.revokeObjectURL(url);
}
