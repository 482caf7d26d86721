/** Requests: listed, read, edited, cancelled; their history, comments and work notes. */
import { carryOut, shownLine } from '#functions/runtime/command.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { serve, type Answer } from '#functions/runtime/http.ts';
import { newLineId, newRecordingId } from '#functions/runtime/ids.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import * as drafts from '#functions/store/drafts.ts';
import * as history from '#functions/store/history.ts';
import * as requests from '#functions/store/requests.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import { openTable } from '#functions/store/table.ts';
import { follows, followsDepartments, mayOnRequest, maySeeRequest, worksAtDesk } from '#shared/access/policy.ts';
import type { Person } from '#shared/access/person.ts';
import type { QueryOf, ResponseOf } from '#shared/contract/routes.ts';
import { draftRoutes } from '#shared/contract/routes/drafts.ts';
import { requestRoutes } from '#shared/contract/routes/requests.ts';
import { saved } from '#shared/draft/draft.ts';
import { personActs, type LineContent } from '#shared/history/line.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { accepted, refused, type Outcome } from '#shared/refusal.ts';
import * as decide from '#shared/request/decide.ts';
import type { Request } from '#shared/request/request.ts';
import type { Instant } from '#shared/time/instant.ts';
import { followedRequest } from './view/followedRequest.ts';
import { afterChange, requestPage, requestRow } from './view/request.ts';

const table = openTable(readEnv('api-requests').tableName);

const rows = { ...requestRoutes, ...draftRoutes };

export const handler = serve('api-requests', rows, {
  listRequests: async ({ caller, query, now }) => {
    const scope = scopeOf(caller, query);
    if (!scope.ok) return scope;
    const page = await requests.list(table, scope.value, query, query);
    if (!page.ok) return page;
    return accepted({ items: page.value.items.map((request) => requestRow(request, now)), next: page.value.next });
  },

  listMyRequests: async ({ caller, query, now }) => {
    const page = await requests.list(table, { kind: 'requester', email: caller.email }, query, query);
    if (!page.ok) return page;
    const items = await Promise.all(page.value.items.map((request) => followed(request, now)));
    return accepted({ items, next: page.value.next });
  },

  readRequest: async ({ caller, params, now }) => {
    const found = await load(caller, params.request);
    return found ? accepted(requestPage(found, caller, now)) : refuse('notFound');
  },

  editRequest: ({ caller, params, body, ifMatch, now }) => {
    const newIds = (body.recordings ?? []).filter(({ id }) => id === undefined).map(() => newRecordingId());
    return command(caller, params.request, ifMatch, now, (work) => decide.edit(work, body, newIds, caller, now));
  },

  cancelRequest: ({ caller, params, body, ifMatch, now }) =>
    command(caller, params.request, ifMatch, now, (work) => decide.cancel(work, body, caller, now)),

  listHistory: async ({ caller, params, query }) => {
    const request = await see(caller, params.request);
    if (!request) return refuse('notFound');
    const page = await history.list(table, request.number, { ...query, commentsOnly: !worksAtDesk(caller) });
    return page.ok ? accepted({ items: page.value.items.map(shownLine), next: page.value.next }) : page;
  },

  comment: ({ caller, params, body, idempotencyKey, now }) =>
    write(caller, params.request, { kind: 'comment', text: body.text }, idempotencyKey, now),

  writeWorkNote: ({ caller, params, body, idempotencyKey, now }) =>
    write(caller, params.request, { kind: 'workNote', text: body.text }, idempotencyKey, now),

  listDrafts: async ({ caller, params }) => {
    const request = await see(caller, params.request);
    return request ? accepted({ items: await drafts.list(table, caller.id, request.number) }) : refuse('notFound');
  },

  saveDraft: async ({ caller, params, body, ifMatch, now }) => {
    if (!(await see(caller, params.request))) return refuse('notFound');
    if (!mayOnRequest(caller, writing[params.kind])) return refuse('notAllowed');
    const draft = saved(params.kind, ifMatch, body, now);
    if (await drafts.save(table, caller.id, params.request, draft)) return accepted(draft);
    const current = await drafts.read(table, caller.id, params.request, params.kind);
    return refuse('versionMismatch', { current });
  },
});

/** The right that each kind of writing asks for. */
const writing = { comment: 'request.comment', workNote: 'request.workNote' } as const;

/** A request with its steps and what happened last: few to a page, and each is two reads. */
async function followed(request: Request, now: Instant): Promise<ResponseOf<'listMyRequests'>['items'][number]> {
  const [tasks, comments] = await Promise.all([
    serviceTasks.readOf(table, request),
    history.list(table, request.number, { limit: 1, commentsOnly: true }),
  ]);
  return followedRequest({ request, tasks }, comments.ok ? (comments.value.items[0] ?? null) : null, now);
}

/** Which requests a view shows this caller: the desk's own view is all of them. */
function scopeOf(caller: Person, { view, department }: QueryOf<'listRequests'>): Outcome<requests.RequestScope> {
  const desk = worksAtDesk(caller);
  const followed = followsDepartments(caller);
  const asked = view ?? (desk ? 'all' : followed.length > 0 ? 'department' : 'mine');
  switch (asked) {
    case 'all':
      return desk ? accepted({ kind: 'all' }) : refused('notAllowed');
    case 'department': {
      if (!desk && followed.length === 0) return refused('notAllowed');
      const departments = department === undefined ? followed : [department];
      return accepted({
        kind: 'departments',
        departments: departments.filter((one) => desk || follows(caller, one)),
      });
    }
    case 'mine':
      return accepted({ kind: 'requester', email: caller.email });
    default:
      return asked satisfies never;
  }
}

async function load(caller: Person, number: RequestNumber): Promise<decide.RequestWithTasks | null> {
  const found = await requests.readWithTasks(table, number);
  return found && maySeeRequest(caller, found.request) ? found : null;
}

async function see(caller: Person, number: RequestNumber): ReturnType<typeof requests.read> {
  const request = await requests.read(table, number);
  return request && maySeeRequest(caller, request) ? request : null;
}

function command(
  caller: Person,
  number: RequestNumber,
  ifMatch: number,
  now: Instant,
  decision: (work: decide.RequestWithTasks) => ReturnType<typeof decide.edit>,
): Promise<Answer<'editRequest'>> {
  return carryOut(
    table,
    {
      load: () => load(caller, number),
      subject: ({ request }) => ({ number, request: number, version: request.version }),
      decide: decision,
      after: afterChange,
      page: (work) => requestPage(work, caller, now),
    },
    ifMatch,
  );
}

async function write(
  caller: Person,
  number: RequestNumber,
  content: Exclude<LineContent, { kind: 'change' }>,
  key: string,
  now: Instant,
): Promise<Answer<'comment'>> {
  const request = await see(caller, number);
  if (!request) return refuse('notFound');
  if (!mayOnRequest(caller, writing[content.kind])) return refuse('notAllowed');
  const line = { ...personActs(caller, now), id: newLineId(now), request: number, subject: number, content };
  const written = await history.append(table, { ...line, version: request.version }, caller.id, key);
  return written.ok ? accepted(shownLine(written.value)) : written;
}
