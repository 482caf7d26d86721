/** Routes of grid imports and their reports. */
import * as z from 'zod/mini';
import { importModes, rowOutcomes } from '../../grid/import.ts';
import { importPage, reportRow } from '../importRecords.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';
import { cursor, limit } from './inputs.ts';

const importParams = z.object({ import: record.importNumber });

export const importRoutes = {
  sendGrid: {
    method: 'POST',
    path: '/api/imports',
    function: 'api-imports',
    summary: 'Ask for a place to upload a grid, to import it or to preview what an import would do',
    body: z.object({
      fileName: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
      mode: z.enum(importModes),
    }),
    status: 201,
    response: z.object({
      number: record.importNumber,
      /** A form to POST to object storage: these fields, then the file in a field named `file`. */
      upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: record.instant }),
    }),
  },
  listImports: {
    method: 'GET',
    path: '/api/imports',
    function: 'api-imports',
    summary: 'Imports and previews, newest first',
    query: z.object({ mode: z.optional(z.enum(importModes)), limit, cursor }),
    status: 200,
    response: record.pageOf(importPage),
  },
  readImport: {
    method: 'GET',
    path: '/api/imports/{import}',
    function: 'api-imports',
    summary: 'One import and its progress',
    params: importParams,
    status: 200,
    response: importPage,
  },
  importPreviewed: {
    method: 'POST',
    path: '/api/imports/{import}/import',
    function: 'api-imports',
    summary: 'Import the file of a preview as it is, reconciled anew; asked again it answers the same import',
    params: importParams,
    status: 201,
    response: z.object({ number: record.importNumber }),
  },
  listImportRows: {
    method: 'GET',
    path: '/api/imports/{import}/rows',
    function: 'api-imports',
    summary: "Rows of an import's report with one outcome, in sheet order, a few hundred at a time",
    params: importParams,
    query: z.object({ outcome: z.enum(rowOutcomes), cursor }),
    status: 200,
    response: record.pageOf(reportRow),
  },
  downloadImportReport: {
    method: 'GET',
    path: '/api/imports/{import}/report',
    function: 'api-imports',
    summary: "A short-lived address of the whole report as CSV, in the caller's language",
    params: importParams,
    status: 200,
    response: z.object({ url: z.string(), expiresAt: record.instant }),
  },
} as const satisfies Readonly<Record<string, Route>>;
