/** The bucket grids land in, as both sides know it: prefixes, names, bounds. */
import type { ImportNumber } from '../ids.ts';
import type { Language } from './language.ts';

/** Prefixes of the intake bucket: where grids land, where reports are kept. */
export const intakePrefixes = { import: 'grids/', preview: 'previews/', reports: 'reports/' } as const;

/** Where the report of an import is kept as CSV, in each language. */
export function reportKeyOf(number: ImportNumber, language: Language): string {
  return `${intakePrefixes.reports}${reportNameOf(number, language)}`;
}

/** Name under which a report is saved: `IMP0010001.csv`, `IMP0010001.en.csv`. */
export function reportNameOf(number: ImportNumber, language: Language): string {
  return language === 'fr' ? `${number}.csv` : `${number}.${language}.csv`;
}

/** Largest grid file accepted, in bytes. */
export const maxGridBytes = 25 * 1024 * 1024;

/** Most data rows read from one grid. */
export const maxGridRows = 60_000;

/** Seconds during which an upload may begin, or a report be fetched, at an address the desk gave. */
export const addressSeconds = 15 * 60;
