/** An import on the wire, and the rows of its report with their sentences. */
import { findingSentence } from '#shared/contract/findings.ts';
import type { Language } from '#shared/contract/language.ts';
import { sentence } from '#shared/contract/problems.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { Import, ReportRow } from '#shared/grid/import.ts';

type ImportPage = ResponseOf<'readImport'>;
type Row = ResponseOf<'listImportRows'>['items'][number];

/** An import and how far it is; a failed one says why in the caller's language. */
export function importPage(record: Import, language: Language): ImportPage {
  const { number, mode, state, fileName, sizeBytes, landedAt, sentBy, previewedAs, importedAs, counts } = record;
  return {
    number,
    mode,
    state,
    fileName,
    sizeBytes,
    landedAt,
    endedAt: record.state === 'running' ? null : record.endedAt,
    sentBy,
    previewedAs,
    importedAs,
    counts,
    scopes: record.state === 'done' ? record.scopes : [],
    failure:
      record.state === 'failed'
        ? { code: record.refusal.code, detail: sentence(record.refusal.code, language, record.refusal.params) }
        : null,
  };
}

/** A row of a report, its findings in the caller's language. */
export function reportRow(row: ReportRow, language: Language): Row {
  const { findings, ...said } = row;
  return {
    ...said,
    findings: findings.map(({ column, value, code, severity }) => ({
      column,
      value,
      code,
      severity,
      detail: findingSentence(code, language, { column, value }),
    })),
  };
}
