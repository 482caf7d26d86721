/** Grid imports: a place to upload to, progress, and the report row by row or as CSV. */
import { readEnv } from '#functions/runtime/env.ts';
import { serve } from '#functions/runtime/http.ts';
import { downloadAddress, uploadForm } from '#functions/runtime/intakeAddresses.ts';
import { copyObject } from '#functions/runtime/intakeObjects.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import * as importReports from '#functions/store/importReports.ts';
import * as imports from '#functions/store/imports.ts';
import { openNumbers } from '#functions/store/numbers.ts';
import { openTable } from '#functions/store/table.ts';
import type { Person, PersonRef } from '#shared/access/person.ts';
import { mayAtDesk } from '#shared/access/policy.ts';
import { intakePrefixes, reportKeyOf, reportNameOf } from '#shared/contract/intake.ts';
import { importRoutes } from '#shared/contract/routes/imports.ts';
import { safeFileName, shownFileName } from '#shared/grid/fileName.ts';
import type { Import } from '#shared/grid/import.ts';
import { importable, type DonePreview } from '#shared/grid/importPreviewed.ts';
import type { ImportNumber } from '#shared/ids.ts';
import { accepted } from '#shared/refusal.ts';
import { importPage, reportRow } from './view/import.ts';

const { tableName, intakeBucket } = readEnv('api-imports');
const table = openTable(tableName);
const numbers = openNumbers(table);

export const handler = serve('api-imports', importRoutes, {
  sendGrid: async ({ caller, body: { fileName, mode }, now }) => {
    if (!mayAtDesk(caller, 'import.send')) return refuse('notAllowed');
    const [number] = await numbers.take('import', 1);
    if (!number) return refuse('busy');
    const objectKey = `${intakePrefixes[mode]}${number}/${safeFileName(fileName)}`;
    const promised = { number, sentBy: refOf(caller), fileName: shownFileName(fileName), previewedAs: null };
    await imports.promise(table, objectKey, promised, now);
    return accepted({ number, upload: await uploadForm(intakeBucket, objectKey, now) });
  },

  listImports: async ({ caller, query, language }) => {
    if (!mayAtDesk(caller, 'import.see')) return refuse('notAllowed');
    const page = await imports.list(table, query);
    if (!page.ok) return page;
    return accepted({ items: page.value.items.map((record) => importPage(record, language)), next: page.value.next });
  },

  readImport: async ({ caller, params, language }) => {
    const record = await see(caller, params.import);
    return record ? accepted(importPage(record, language)) : refuse('notFound');
  },

  importPreviewed: async ({ caller, params, now }) => {
    const record = await see(caller, params.import);
    if (!record) return refuse('notFound');
    if (!mayAtDesk(caller, 'import.send')) return refuse('notAllowed');
    const preview = importable(record);
    if (!preview.ok) return preview;
    const number = await takeOver(preview.value);
    if (!number) return refuse('busy');
    // Asked twice, or broken off in between: what is done already is not done again.
    if (await imports.read(table, number)) return accepted({ number });
    const { objectKey: from, etag, fileName } = preview.value;
    const to = `${intakePrefixes.import}${number}/${safeFileName(fileName)}`;
    const promised = { number, sentBy: refOf(caller), fileName, previewedAs: preview.value.number };
    await imports.promise(table, to, promised, now);
    if (await copyObject(intakeBucket, { from, etag, to })) return accepted({ number });
    await imports.leavePreview(table, preview.value.number, number);
    return refuse('previewGone');
  },

  listImportRows: async ({ caller, params, query, language }) => {
    const record = await see(caller, params.import);
    if (!record) return refuse('notFound');
    const page = await importReports.rows(table, record.number, query.outcome, query);
    if (!page.ok) return page;
    return accepted({ items: page.value.items.map((row) => reportRow(row, language)), next: page.value.next });
  },

  downloadImportReport: async ({ caller, params, now, language }) => {
    const record = await see(caller, params.import);
    // Until its last row is read an import has no report to download.
    if (record?.state !== 'done') return refuse('notFound');
    const { number } = record;
    const key = reportKeyOf(number, language);
    return accepted(await downloadAddress(intakeBucket, key, reportNameOf(number, language), now));
  },
});

async function see(caller: Person, number: ImportNumber): Promise<Import | null> {
  return mayAtDesk(caller, 'import.see') ? imports.read(table, number) : null;
}

const refOf = ({ id, name }: Person): PersonRef => ({ id, name });

/** The number of the import that a preview becomes: the one it was given before, or a fresh one. */
async function takeOver({ number, importedAs }: DonePreview): Promise<ImportNumber | null> {
  if (importedAs) return importedAs;
  const [fresh] = await numbers.take('import', 1);
  return fresh ? imports.takePreview(table, number, fresh) : null;
}
