/**
 * Every route of the API: the one table that infrastructure wires, functions serve and validate by, clients are typed by
 * and the OpenAPI document is made from.
 */
import * as z from 'zod/mini';
import { deskActions } from '../access/policy.ts';
import { groupIds } from '../access/person.ts';
import { rowOutcomes } from '../grid/import.ts';
import { approaches } from '../request/course.ts';
import { recordingStates, requestStates } from '../request/request.ts';
import { taskStates } from '../task/serviceTask.ts';
import * as record from './records.ts';
import type { Route } from './route.ts';

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(10_000));
const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(1_000));
const shortText = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));
const limit = z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50);
const cursor = z.optional(z.string().check(z.maxLength(2_000)));
const filters = {
  term: z.optional(z.string().check(z.maxLength(20))),
  department: z.optional(z.string().check(z.maxLength(200))),
  approach: z.optional(z.enum(approaches)),
};

const requestParams = z.object({ request: record.requestNumber });
const taskParams = z.object({ task: record.serviceTaskNumber });
const importParams = z.object({ import: record.importNumber });

const contactInput = z.object({ name: shortText, email: z.nullable(record.email) });

export const routes = {
  sendGrid: {
    method: 'POST',
    path: '/api/imports',
    function: 'api-imports',
    summary: 'Ask for a place to upload a grid, to import it or to preview what an import would do',
    body: z.object({
      fileName: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
      mode: z.enum(['import', 'preview']),
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
    summary: 'Imports, newest first',
    query: z.object({ limit, cursor }),
    status: 200,
    response: record.pageOf(record.importPage),
  },
  readImport: {
    method: 'GET',
    path: '/api/imports/{import}',
    function: 'api-imports',
    summary: 'One import and its progress',
    params: importParams,
    status: 200,
    response: record.importPage,
  },
  listImportRows: {
    method: 'GET',
    path: '/api/imports/{import}/rows',
    function: 'api-imports',
    summary: "Rows of an import's report with one outcome, in sheet order",
    params: importParams,
    query: z.object({ outcome: z.enum(rowOutcomes), cursor }),
    status: 200,
    response: record.pageOf(record.reportRow),
  },
  downloadImportReport: {
    method: 'GET',
    path: '/api/imports/{import}/report',
    function: 'api-imports',
    summary: 'A short-lived address of the whole report as CSV',
    params: importParams,
    status: 200,
    response: z.object({ url: z.string(), expiresAt: record.instant }),
  },
  listRequests: {
    method: 'GET',
    path: '/api/requests',
    function: 'api-requests',
    summary: 'Requests the caller may see, work in hand first, then by due date',
    query: z.object({
      ...filters,
      view: z.optional(z.enum(['all', 'department', 'mine'])),
      state: z.optional(z.enum(requestStates)),
      limit,
      cursor,
    }),
    status: 200,
    response: record.pageOf(record.requestRow),
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
              id: z.optional(z.string().check(z.maxLength(40))),
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
  listTasks: {
    method: 'GET',
    path: '/api/service-tasks',
    function: 'api-service-tasks',
    summary: "Service tasks in due order: a group's queue, its unassigned ones, or the caller's own",
    query: z.object({
      ...filters,
      view: z.enum(['group', 'unassigned', 'mine']),
      /** Needed by the views `group` and `unassigned`. */
      group: z.optional(z.enum(groupIds)),
      /** Work in hand unless said: open and in progress; `pending` waits, the others are over. */
      state: z.optional(z.enum(taskStates)),
      limit,
      cursor,
    }),
    status: 200,
    response: record.pageOf(record.taskRow),
  },
  readTask: {
    method: 'GET',
    path: '/api/service-tasks/{task}',
    function: 'api-service-tasks',
    summary: 'One service task with its checklist and what still stands before its closing',
    params: taskParams,
    status: 200,
    response: record.taskPage,
  },
  takeCharge: {
    method: 'POST',
    path: '/api/service-tasks/{task}/take-charge',
    function: 'api-service-tasks',
    summary: 'Take a task in charge: assigns it to the caller and starts it',
    params: taskParams,
    ifMatch: true,
    status: 200,
    response: record.taskPage,
  },
  assignTask: {
    method: 'POST',
    path: '/api/service-tasks/{task}/assign',
    function: 'api-service-tasks',
    summary: 'Assign a task to a member of its group, or to nobody',
    params: taskParams,
    ifMatch: true,
    body: z.object({ assignee: z.nullable(z.string().check(z.minLength(1), z.maxLength(128))) }),
    status: 200,
    response: record.taskPage,
  },
  checkItem: {
    method: 'PUT',
    path: '/api/service-tasks/{task}/checklist/{item}',
    function: 'api-service-tasks',
    summary: 'Tick or untick an item of the checklist',
    params: z.object({ task: record.serviceTaskNumber, item: z.string().check(z.minLength(1), z.maxLength(60)) }),
    ifMatch: true,
    body: z.object({ done: z.boolean() }),
    status: 200,
    response: record.taskPage,
  },
  closeTask: {
    method: 'POST',
    path: '/api/service-tasks/{task}/close',
    function: 'api-service-tasks',
    summary: 'Close a task that has all its rule asks for',
    params: taskParams,
    ifMatch: true,
    status: 200,
    response: record.taskPage,
  },
  skipTask: {
    method: 'POST',
    path: '/api/service-tasks/{task}/skip',
    function: 'api-service-tasks',
    summary: 'Skip a task, with a reason; the workflow goes on',
    params: taskParams,
    ifMatch: true,
    body: z.object({ reason }),
    status: 200,
    response: record.taskPage,
  },
  reopenTask: {
    method: 'POST',
    path: '/api/service-tasks/{task}/reopen',
    function: 'api-service-tasks',
    summary: 'Reopen a task; those after it that are not closed wait again',
    params: taskParams,
    ifMatch: true,
    body: z.object({ reason }),
    status: 200,
    response: record.taskPage,
  },
  readMe: {
    method: 'GET',
    path: '/api/me',
    function: 'api-desk',
    summary: 'Who the caller is and what they may do at the desk',
    status: 200,
    response: z.extend(record.person, { may: z.record(z.enum(deskActions), z.boolean()) }),
  },
  listGroups: {
    method: 'GET',
    path: '/api/groups',
    function: 'api-desk',
    summary: 'Support groups and their members',
    status: 200,
    response: z.object({ items: z.array(record.group) }),
  },
  readOpenApi: {
    method: 'GET',
    path: '/api/openapi.json',
    function: 'api-desk',
    summary: 'This description of the API, as OpenAPI 3.1',
    open: true,
    status: 200,
    response: z.record(z.string(), z.unknown()),
  },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;
type Output<Row, Part extends string> = Row extends Readonly<Record<Part, infer Shape extends z.core.$ZodType>>
  ? z.output<Shape>
  : undefined;

/** What a handler is given once the door has parsed it. */
export type ParamsOf<Name extends RouteName> = Output<(typeof routes)[Name], 'params'>;
export type QueryOf<Name extends RouteName> = Output<(typeof routes)[Name], 'query'>;
export type BodyOf<Name extends RouteName> = Output<(typeof routes)[Name], 'body'>;
/** What a route answers when it accepts. */
export type ResponseOf<Name extends RouteName> = z.output<(typeof routes)[Name]['response']>;
