/** Routes of drafts: what the caller began to write on a request or an incident, seen by nobody else. */
import * as z from 'zod/mini';
import { draftKinds } from '../../draft/draft.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';
import { incidentNumber } from '../scalars.ts';

const kind = z.enum(draftKinds);
const body = z.object({
  text: z.string().check(z.maxLength(10_000)),
  /** `Idempotency-Key` the text will be sent under, from whichever device. */
  key: z.string().check(z.minLength(1), z.maxLength(200)),
});
const all = z.object({ items: z.array(record.draft) });

export const draftRoutes = {
  listDrafts: {
    method: 'GET',
    path: '/api/requests/{request}/drafts',
    function: 'api-requests',
    summary: "The caller's own drafts on a request; one that was sent has an empty text",
    params: z.object({ request: record.requestNumber }),
    status: 200,
    response: all,
  },
  saveDraft: {
    method: 'PUT',
    path: '/api/requests/{request}/drafts/{kind}',
    function: 'api-requests',
    summary: 'Keep a draft for thirty days; version 0 is named for the first, an empty text throws it away',
    params: z.object({ request: record.requestNumber, kind }),
    ifMatch: true,
    body,
    status: 200,
    response: record.draft,
  },
} as const satisfies Readonly<Record<string, Route>>;

/** The same on an incident, served beside its other routes. */
export const incidentDraftRoutes = {
  listIncidentDrafts: {
    method: 'GET',
    path: '/api/incidents/{incident}/drafts',
    function: 'api-incidents',
    summary: "The caller's own drafts on an incident; one that was sent has an empty text",
    params: z.object({ incident: incidentNumber }),
    status: 200,
    response: all,
  },
  saveIncidentDraft: {
    method: 'PUT',
    path: '/api/incidents/{incident}/drafts/{kind}',
    function: 'api-incidents',
    summary: 'Keep a draft on an incident for thirty days, as on a request',
    params: z.object({ incident: incidentNumber, kind }),
    ifMatch: true,
    body,
    status: 200,
    response: record.draft,
  },
} as const satisfies Readonly<Record<string, Route>>;
