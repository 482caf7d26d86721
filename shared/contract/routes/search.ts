/** Route of the search: one question over all a person may see. */
import * as z from 'zod/mini';
import { groupIds } from '../../access/person.ts';
import { importStates } from '../../grid/import.ts';
import { incidentStates } from '../../incident/state.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';
import { incidentNumber } from '../scalars.ts';

export const searchHit = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    request: record.requestRow,
    /** The task that was asked for by its number; null when the request itself was found. */
    task: z.nullable(record.serviceTaskNumber),
  }),
  z.object({
    kind: z.literal('import'),
    number: record.importNumber,
    fileName: z.string(),
    state: z.enum(importStates),
    landedAt: record.instant,
  }),
  z.object({ kind: z.literal('incident'), number: incidentNumber, title: z.string(), state: z.enum(incidentStates) }),
  z.object({ kind: z.literal('person'), person: record.personRef, groups: z.array(z.enum(groupIds)) }),
]);

export const searchRoutes = {
  search: {
    method: 'GET',
    path: '/api/search',
    function: 'api-search',
    summary:
      'Finds requests by number, sigle, title, person or department, incidents by their whole number, imports by number and people by name; case and accents are ignored, each word may be a beginning, and all words must match',
    query: z.object({
      q: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 20),
    }),
    status: 200,
    response: z.object({
      items: z.array(searchHit),
      /** Whether more lies behind than was looked at or asked for: another word narrows the question. */
      more: z.boolean(),
    }),
  },
} as const satisfies Readonly<Record<string, Route>>;
