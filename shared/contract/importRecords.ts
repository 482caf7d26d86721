/** Shapes of imports and of the rows of their reports on the wire. */
import * as z from 'zod/mini';
import { importModes, importStates, rowOutcomes } from '../grid/import.ts';
import { count, personRef } from './records.ts';
import { importNumber, instant, requestNumber } from './scalars.ts';

const counts = z.object({
  read: count,
  created: count,
  updated: count,
  unchanged: count,
  duplicate: count,
  notValidated: count,
  refused: count,
  vanished: count,
});

export const importPage = z.object({
  number: importNumber,
  mode: z.enum(importModes),
  state: z.enum(importStates),
  /** As its sender named it. */
  fileName: z.string(),
  sizeBytes: count,
  landedAt: instant,
  endedAt: z.nullable(instant),
  sentBy: z.nullable(personRef),
  /** The preview whose file it took over. */
  previewedAs: z.nullable(importNumber),
  /** Of a preview: the import that took its file over. */
  importedAs: z.nullable(importNumber),
  counts,
  /** Terms and departments the grid named: only there was looked for requests whose row is gone. Empty until it is done. */
  scopes: z.array(z.object({ term: z.string(), department: z.string() })),
  /** Why the file failed, as a code and as a sentence in the caller's language. */
  failure: z.nullable(z.object({ code: z.string(), detail: z.string() })),
});

export const reportRow = z.object({
  row: z.nullable(z.int()),
  outcome: z.enum(rowOutcomes),
  course: z.nullable(z.string()),
  title: z.nullable(z.string()),
  request: z.nullable(requestNumber),
  findings: z.array(
    z.object({
      column: z.nullable(z.string()),
      value: z.string(),
      code: z.string(),
      severity: z.enum(['refusal', 'warning']),
      /** The finding as a sentence in the caller's language: what is wrong and what to do. */
      detail: z.string(),
    }),
  ),
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
});
