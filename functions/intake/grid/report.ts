/** The report of an import as it grows: counts, pages in the table, and the CSV. */
import * as importReports from '#functions/store/importReports.ts';
import { noCounts } from '#functions/store/imports.ts';
import type { Table } from '#functions/store/table.ts';
import { findingSentence } from '#shared/contract/findings.ts';
import { languages, type Language } from '#shared/contract/language.ts';
import { csvHead, csvOf, csvOfScope, type ToldRow } from '#shared/contract/reportCsv.ts';
import { rowOutcomes, type ImportCounts, type ReportRow, type RowOutcome } from '#shared/grid/import.ts';
import type { Scope } from '#shared/grid/row.ts';
import type { ImportNumber } from '#shared/ids.ts';

/** Lines on a page of the report, and characters beyond which a page is full: an item holds 400 KB. */
const pageRows = 100;
const pageLength = 150_000;

interface OpenPage {
  rank: number;
  length: number;
  rows: ReportRow[];
}

export interface Report {
  readonly counts: () => ImportCounts;
  readonly read: () => void;
  /** Takes lines in, in sheet order; full pages are written. */
  readonly add: (rows: readonly ReportRow[]) => Promise<void>;
  /** Writes the pages left, and gives the whole as CSV, in each language. */
  readonly end: (scopes: readonly Scope[]) => Promise<Readonly<Record<Language, Uint8Array>>>;
}

/** An empty report. Made anew by each attempt at an import: the same pages come out, and replace those left behind. */
export function openReport(table: Table, number: ImportNumber): Report {
  const counts: Record<RowOutcome | 'read', number> = { ...noCounts };
  const pages = new Map<RowOutcome, OpenPage>();
  const csv: Readonly<Record<Language, string[]>> = { fr: [csvHead('fr')], en: [csvHead('en')] };

  async function write(outcome: RowOutcome, page: OpenPage): Promise<void> {
    await importReports.saveRows(table, number, { outcome, rank: page.rank, rows: page.rows });
    pages.set(outcome, { rank: page.rank + 1, length: 0, rows: [] });
  }

  return {
    counts: () => ({ ...counts }),
    read: () => {
      counts.read += 1;
    },
    add: async (rows) => {
      for (const row of rows) {
        counts[row.outcome] += 1;
        for (const language of languages) csv[language].push(csvOf(told(row, language), language));
        const page = pages.get(row.outcome) ?? { rank: 0, length: 0, rows: [] };
        pages.set(row.outcome, page);
        page.rows.push(row);
        page.length += JSON.stringify(row).length;
        if (page.rows.length >= pageRows || page.length >= pageLength) await write(row.outcome, page);
      }
    },
    end: async (scopes) => {
      for (const outcome of rowOutcomes) {
        const page = pages.get(outcome);
        if (page && page.rows.length > 0) await write(outcome, page);
      }
      const whole = (language: Language) =>
        Buffer.from(csv[language].concat(scopes.map((scope) => csvOfScope(scope, language))).join(''), 'utf8');
      return { fr: whole('fr'), en: whole('en') };
    },
  };
}

/** The row with its findings as sentences. */
function told(row: ReportRow, language: Language): ToldRow {
  const findings = row.findings.map(({ code, column, value }) => ({
    ...{ column, value },
    detail: findingSentence(code, language, { column, value }),
  }));
  return { ...row, findings };
}
