/** Routes of requests, their history, comments and work notes. */
import * as z from 'zod/mini';
import { recordingStates, requestPhases, requestStates } from '../../request/request.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';
import { recordingId } from '../scalars.ts';
import { cursor, filters, limit, reason, shortText, text } from './inputs.ts';

const requestParams = z.object({ request: record.requestNumber });
const contactInput = z.object({ name: shortText, email: z.nullable(record.email) });

export const requestRoutes = {
  listRequests: {
    method: 'GET',
    path: '/api/requests',
    function: 'api-requests',
    summary: 'Requests the caller may see, work in hand first, then by due date',
    query: z.object({
      ...filters,
      view: z.optional(z.enum(['all', 'department', 'mine'])),
      phase: z.optional(z.enum(requestPhases)),
      state: z.optional(z.enum(requestStates)),
      /** A whole year is read in few calls. */
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(500)), 50),
      cursor,
    }),
    status: 200,
    response: record.pageOf(record.requestRow),
  },
  listMyRequests: {
    method: 'GET',
    path: '/api/my-requests',
    function: 'api-requests',
    summary: 'Requests of the courses the caller is head of, with the state of each step and what happened last',
    query: z.object({
      phase: z.optional(z.enum(requestPhases)),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(25)), 25),
      cursor,
    }),
    status: 200,
    response: record.pageOf(record.followedRequest),
  },
  readRequest: {
    method: 'GET',
    path: '/api/requests/{request}',
    function: 'api-requests',
    summary: 'One request with its plan',
    params: requestParams,
    status: 200,
    response: record.requestPage,
  },
  editRequest: {
    method: 'PATCH',
    path: '/api/requests/{request}',
    function: 'api-requests',
    summary: 'Enter what the interview brings: due date, presenters, announced recordings',
    params: requestParams,
    ifMatch: true,
    body: z.object({
      dueOn: z.optional(record.isoDate),
      dueOnConfirmed: z.optional(z.boolean()),
      presenters: z.optional(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('none') }),
          z.object({
            kind: z.literal('listed'),
            people: z.array(contactInput).check(z.minLength(1), z.maxLength(200)),
          }),
        ]),
      ),
      /** The whole list; an entry without id is new. */
      recordings: z.optional(
        z
          .array(
            z.object({
              id: z.optional(recordingId),
              title: shortText,
              presenter: z.nullable(shortText),
              state: z.enum(recordingStates),
            }),
          )
          .check(z.maxLength(500)),
      ),
    }),
    status: 200,
    response: record.requestPage,
  },
  cancelRequest: {
    method: 'POST',
    path: '/api/requests/{request}/cancel',
    function: 'api-requests',
    summary: 'Cancel a request: ends its tasks and its workflow',
    params: requestParams,
    ifMatch: true,
    body: z.object({ reason }),
    status: 200,
    response: record.requestPage,
  },
  listHistory: {
    method: 'GET',
    path: '/api/requests/{request}/history',
    function: 'api-requests',
    summary: 'History of a request and its tasks, newest first; a requester sees comments only',
    params: requestParams,
    query: z.object({ limit, cursor }),
    status: 200,
    response: record.pageOf(record.historyLine),
  },
  comment: {
    method: 'POST',
    path: '/api/requests/{request}/comments',
    function: 'api-requests',
    summary: 'Write a comment, which the requester sees',
    params: requestParams,
    idempotent: true,
    body: z.object({ text }),
    status: 201,
    response: record.historyLine,
  },
  writeWorkNote: {
    method: 'POST',
    path: '/api/requests/{request}/work-notes',
    function: 'api-requests',
    summary: 'Write a work note, which only the desk sees',
    params: requestParams,
    idempotent: true,
    body: z.object({ text }),
    status: 201,
    response: record.historyLine,
  },
} as const satisfies Readonly<Record<string, Route>>;
