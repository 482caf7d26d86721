/** Grid imports: a place to upload to, progress, and the report row by row or as CSV. */
import { readEnv } from '#functions/runtime/env.ts';
import { serve } from '#functions/runtime/http.ts';
import { downloadAddress, uploadForm } from '#functions/runtime/intakeAddresses.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import * as imports from '#functions/store/imports.ts';
import { openNumbers } from '#functions/store/numbers.ts';
import { openTable } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import { mayAtDesk } from '#shared/access/policy.ts';
import { intakePrefixes } from '#shared/contract/intake.ts';
import { importRoutes } from '#shared/contract/routes/imports.ts';
import { safeFileName } from '#shared/grid/fileName.ts';
import type { Import } from '#shared/grid/import.ts';
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
    const sentBy = { id: caller.id, name: caller.name };
    await imports.promise(table, objectKey, { number, sentBy }, now);
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

  listImportRows: async ({ caller, params, query, language }) => {
    const record = await see(caller, params.import);
    if (!record) return refuse('notFound');
    const page = await imports.rows(table, record.number, query.outcome, query);
    if (!page.ok) return page;
    return accepted({ items: page.value.items.map((row) => reportRow(row, language)), next: page.value.next });
  },

  downloadImportReport: async ({ caller, params, now }) => {
    const record = await see(caller, params.import);
    // Until its last row is read an import has no report to download.
    if (record?.state !== 'done') return refuse('notFound');
    return accepted(await downloadAddress(intakeBucket, record.reportKey, `${record.number}.csv`, now));
  },
});

async function see(caller: Person, number: ImportNumber): Promise<Import | null> {
  return mayAtDesk(caller, 'import.see') ? imports.read(table, number) : null;
}
