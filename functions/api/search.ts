/** Finds what somebody looks for, among what they may see. */
import { readEnv } from '#functions/runtime/env.ts';
import { serve } from '#functions/runtime/http.ts';
import * as imports from '#functions/store/imports.ts';
import * as incidents from '#functions/store/incidents.ts';
import * as people from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import * as searchEntries from '#functions/store/searchEntries.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import { openTable } from '#functions/store/table.ts';
import { groupIds, type Person } from '#shared/access/person.ts';
import {
  followsDepartments,
  mayAtDesk,
  maySeeIncident,
  maySeeRequest,
  maySeeTask,
  worksAtDesk,
  worksIn,
} from '#shared/access/policy.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { searchRoutes } from '#shared/contract/routes/search.ts';
import { fold } from '#shared/grid/cell.ts';
import type { Import } from '#shared/grid/import.ts';
import { parseNumber, type IncidentNumber, type RequestNumber, type ServiceTaskNumber } from '#shared/ids.ts';
import { accepted } from '#shared/refusal.ts';
import type { Request } from '#shared/request/request.ts';
import { searchEntryOf } from '#shared/search/entry.ts';
import { matches, termsOf, wordsOf } from '#shared/search/words.ts';
import type { Instant } from '#shared/time/instant.ts';
import { requestRow } from './view/request.ts';

const table = openTable(readEnv('api-search').tableName);

type Hit = ResponseOf<'search'>['items'][number];

export const handler = serve('api-search', searchRoutes, {
  search: async ({ caller, query: { q, limit }, now }) => {
    const named = await byNumber(caller, q, now);
    if (named) return accepted({ items: [named], more: false });
    const terms = termsOf(q);
    const [found, staff, sent] = await Promise.all([
      requestsWith(caller, terms, limit, now),
      peopleCalled(caller, terms),
      importsCalled(caller, terms),
    ]);
    return accepted({ items: [...staff, ...found.hits, ...sent], more: found.more });
  },
});

/** What a whole number names, if it exists for the caller. */
async function byNumber(caller: Person, text: string, now: Instant): Promise<Hit | null> {
  const task = parseNumber('serviceTask', text);
  if (task) {
    const found = maySeeTask(caller) ? await serviceTasks.read(table, task) : null;
    return found && requestHit(caller, found.request, now, task);
  }
  const request = parseNumber('request', text);
  if (request) return requestHit(caller, request, now);
  const incident = parseNumber('incident', text);
  if (incident) return incidentHit(caller, incident);
  const number = parseNumber('import', text);
  const sent = number && mayAtDesk(caller, 'import.see') ? await imports.read(table, number) : null;
  return sent && importHit(sent);
}

async function requestHit(
  caller: Person,
  number: RequestNumber,
  now: Instant,
  task: ServiceTaskNumber | null = null,
): Promise<Hit | null> {
  const request = await requests.read(table, number);
  return request && maySeeRequest(caller, request)
    ? { kind: 'request', request: requestRow(request, now), task }
    : null;
}

async function incidentHit(caller: Person, number: IncidentNumber): Promise<Hit | null> {
  const incident = await incidents.read(table, number);
  if (!incident || !maySeeIncident(caller, incident)) return null;
  const { title, state } = incident;
  return { kind: 'incident', number, title, state };
}

interface Hits {
  readonly hits: readonly Hit[];
  readonly more: boolean;
}

/** Requests that answer, those whose sigle or number was asked for whole first, then work in hand, then the newest. */
async function requestsWith(caller: Person, terms: readonly string[], limit: number, now: Instant): Promise<Hits> {
  const [indexed, own] = await Promise.all([indexedWith(caller, terms, limit), ownWith(caller, terms)]);
  const byNumber = new Map([...indexed.requests, ...own.requests].map((request) => [request.number, request]));
  // The record itself is asked, not what the index remembers of it.
  const seen = [...byNumber.values()].filter((request) => maySeeRequest(caller, request));
  const rank = ({ course, state }: Request) =>
    (terms.includes(fold(course.sigle)) ? 0 : 2) + (state === 'open' || state === 'inProgress' ? 0 : 1);
  const ranked = seen.toSorted((one, other) => rank(one) - rank(other) || (one.number < other.number ? 1 : -1));
  return {
    hits: ranked.slice(0, limit).map((request) => ({ kind: 'request', request: requestRow(request, now), task: null })),
    more: indexed.more || own.more || ranked.length > limit,
  };
}

interface Requests {
  readonly requests: readonly Request[];
  readonly more: boolean;
}
const none: Requests = { requests: [], more: false };

/** What the desk, or a coordinator in their departments, finds. */
async function indexedWith(caller: Person, terms: readonly string[], limit: number): Promise<Requests> {
  const desk = worksAtDesk(caller);
  const departments = desk ? null : followsDepartments(caller).map(fold);
  if (departments?.length === 0) return none;
  const { requests: numbers, more } = await searchEntries.find(table, terms, { departments, desk, limit });
  return { requests: await requests.readAll(table, numbers), more };
}

/** Requests of the courses somebody is head of: so few that they are looked through. */
const ownAtMost = 200;

async function ownWith(caller: Person, terms: readonly string[]): Promise<Requests> {
  if (worksAtDesk(caller) || terms.length === 0) return none;
  const page = await requests.list(table, { kind: 'requester', email: caller.email }, {}, { limit: ownAtMost });
  if (!page.ok) return none;
  return {
    requests: page.value.items.filter((request) => matches(searchEntryOf({ request, tasks: [] }).words, terms)),
    more: page.value.next !== null,
  };
}

/** Most people, and most imports, shown beside the requests. */
const besideAtMost = 5;

async function peopleCalled(caller: Person, terms: readonly string[]): Promise<readonly Hit[]> {
  if (!worksAtDesk(caller) || terms.length === 0) return [];
  const everybody = await people.list(table);
  return everybody
    .map((person) => ({ person, groups: groupIds.filter((group) => worksIn(person, group)) }))
    .filter(({ person, groups }) => groups.length > 0 && matches(wordsOf(person.name), terms))
    .slice(0, besideAtMost)
    .map(({ person: { id, name }, groups }) => ({ kind: 'person', person: { id, name }, groups }));
}

/** Imports looked through, the newest. */
const importsLookedAt = 50;

async function importsCalled(caller: Person, terms: readonly string[]): Promise<readonly Hit[]> {
  if (!mayAtDesk(caller, 'import.see') || terms.length === 0) return [];
  const page = await imports.list(table, { limit: importsLookedAt });
  if (!page.ok) return [];
  return page.value.items
    .filter(({ number, fileName }) => matches(wordsOf(number, fileName), terms))
    .slice(0, besideAtMost)
    .map(importHit);
}

function importHit({ number, fileName, state, landedAt }: Import): Hit {
  return { kind: 'import', number, fileName, state, landedAt };
}
