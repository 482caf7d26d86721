/** Every route as every kind of person: what is expected stands here in full, and is not derived from the policy. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { routes, type RouteName } from '#shared/contract/routes.ts';
import { wholeQueue } from '#shared/task/queue.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import type { Route } from '#shared/contract/route.ts';
import { pathOf, type Caller } from '#test/support/caller.ts';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, type ImportPage, type RequestPage } from '#test/support/doors.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';

const doors = inject('stack');
const desk = openDoors(doors);
const team = teamOf(desk);
afterAll(() => desk.close());

const callers = {
  /** Of the group that holds the task asked about. */
  agent: desk.as('sophie'),
  otherAgent: desk.as('marc'),
  /** Of the department that gives the course. */
  coordinator: desk.as('chantal'),
  otherCoordinator: desk.as('robert'),
  manager: desk.as('helene'),
  admin: desk.as('alex'),
  /** Who answers for the course. */
  requester: desk.as('emilie'),
  otherRequester: desk.as('rene'),
  nobody: desk.nobody,
  /** A manager, by the token that only says who she is. */
  idToken: desk.bearing(doors.idTokens['helene'] ?? ''),
  /** A manager's token with its last part touched. */
  forged: desk.bearing(`${(doors.tokens['helene'] ?? '').slice(0, -8)}AAAAAAAA`),
} as const satisfies Readonly<Record<string, Caller>>;
type Kind = keyof typeof callers;
const kinds = Object.keys(callers) as Kind[];

/**
 * Status answered to each of `kinds`, in that order: two agents, two coordinators, manager and admin, two requesters. The
 * last three, who are not signed in, are the same everywhere.
 */
const expected: Readonly<Record<RouteName, string>> = {
  sendGrid: '403 403  201 201  201 403  403 403',
  listImports: '200 200  200 200  200 200  403 403',
  readImport: '200 200  200 200  200 200  404 404',
  importPreviewed: '403 403  201 201  201 403  404 404',
  listImportRows: '200 200  200 200  200 200  404 404',
  downloadImportReport: '200 200  200 200  200 200  404 404',
  listRequests: '200 200  200 200  200 200  200 200',
  listMyRequests: '200 200  200 200  200 200  200 200',
  readRequest: '200 200  200 404  200 200  200 404',
  editRequest: '200 200  403 404  200 403  403 404',
  cancelRequest: '403 403  403 404  200 403  403 404',
  listHistory: '200 200  200 404  200 200  200 404',
  comment: '201 201  201 404  201 201  201 404',
  writeWorkNote: '201 201  403 404  201 201  403 404',
  listDrafts: '200 200  200 404  200 200  200 404',
  saveDraft: '200 200  200 404  200 200  200 404',
  listTasks: '200 200  403 403  200 200  403 403',
  countQueues: '200 200  403 403  200 200  403 403',
  readTask: '200 200  404 404  200 200  404 404',
  takeCharge: '200 403  404 404  403 403  404 404',
  assignTask: '200 403  404 404  200 403  404 404',
  checkItem: '200 403  404 404  403 403  404 404',
  closeTask: '200 403  404 404  403 403  404 404',
  skipTask: '403 403  404 404  200 403  404 404',
  reopenTask: '403 403  404 404  200 403  404 404',
  openIncident: '201 201  201 201  201 201  201 201',
  promiseIncident: '200 200  200 200  200 200  200 200',
  listIncidents: '200 200  403 403  200 200  403 403',
  countIncidents: '200 200  403 403  200 200  403 403',
  listIncidentsOfRequest: '200 200  403 404  200 200  403 404',
  readIncident: '200 200  404 404  200 200  404 404',
  listIncidentHistory: '200 200  404 404  200 200  200 404',
  commentIncident: '403 201  404 404  201 403  201 404',
  noteIncident: '201 201  404 404  201 201  403 404',
  bringInIncident: '403 403  403 403  403 201  403 403',
  editIncident: '403 200  404 404  200 403  404 404',
  assignIncident: '403 200  404 404  200 403  404 404',
  startIncident: '403 200  404 404  200 403  404 404',
  awaitIncident: '403 200  404 404  200 403  404 404',
  resolveIncident: '403 200  404 404  200 403  404 404',
  reopenIncident: '403 200  404 404  200 403  404 404',
  closeIncident: '403 200  404 404  200 403  404 404',
  cancelIncident: '403 200  404 404  200 403  404 404',
  mergeIncident: '403 200  404 404  200 403  404 404',
  linkIncident: '403 200  404 404  200 403  404 404',
  listIncidentDrafts: '200 200  404 404  200 200  200 404',
  saveIncidentDraft: '403 200  404 404  200 403  200 404',
  listMyIncidents: '200 200  200 200  200 200  200 200',
  readMyIncident: '404 404  404 404  404 404  200 404',
  withdrawIncident: '404 404  404 404  404 404  200 404',
  confirmIncident: '404 404  404 404  404 404  200 404',
  search: '200 200  200 200  200 200  200 200',
  readDay: '200 200  200 200  200 200  200 200',
  readLoad: '403 403  403 403  200 200  403 403',
  listNews: '200 200  403 403  200 200  403 403',
  seeNews: '200 200  403 403  200 200  403 403',
  listViews: '200 200  403 403  200 200  403 403',
  createView: '201 201  403 403  201 201  403 403',
  editView: '200 403  404 404  200 403  404 404',
  deleteView: '200 403  404 404  200 403  404 404',
  pinView: '200 200  404 404  200 200  404 404',
  readCalendar: '200 200  200 200  200 200  200 200',
  saveCalendar: '403 403  403 403  403 200  403 403',
  previewCalendar: '403 403  403 403  403 200  403 403',
  previewRecalculation: '403 403  403 403  403 200  403 403',
  recalculate: '403 403  403 403  403 200  403 403',
  explainIncident: '200 200  404 404  200 200  404 404',
  proposeClosures: '200 200  200 200  200 200  200 200',
  listCalendarSavings: '200 200  403 403  200 200  403 403',
  readMe: '200 200  200 200  200 200  200 200',
  listGroups: '200 200  403 403  200 200  403 403',
  issueLiveTicket: '201 201  201 201  201 201  201 201',
  readOpenApi: '200 200  200 200  200 200  200 200',
};
/** Views of the list of requests, each for its own people. */
const views = {
  all: '200 200  403 403  200 200  403 403',
  department: '200 200  200 200  200 200  403 403',
  mine: '200 200  200 200  200 200  200 200',
} as const;
/** Nobody, an ID token, a forged token. */
const signedOut = '401 401 401';

const term = 'A2051';
const department = 'Pédiatrie';
const course = { department, responsible: 'Émilie Haddad', email: 'emilie.haddad@umontreal.example' };

/** What somebody asks help with; it goes to the technologues, whose member is the other agent. */
const help = { kind: 'incident', subkind: null, title: 'Le son coupe', text: 'On ne m’entend plus.' } as const;

/** What each route is asked with, past whom and on which record. */
const asked: Partial<Readonly<Record<RouteName, { query?: Record<string, string>; body?: unknown }>>> = {
  sendGrid: { body: { fileName: 'grille.csv', mode: 'preview' } },
  listImportRows: { query: { outcome: 'created' } },
  editRequest: { body: { dueOnConfirmed: true } },
  cancelRequest: { body: { reason: 'Cours retiré' } },
  comment: { body: { text: 'Bonjour' } },
  writeWorkNote: { body: { text: 'À suivre' } },
  saveDraft: { body: { text: 'Bonj', key: 'k1' } },
  saveIncidentDraft: { body: { text: 'Bonj', key: 'k1' } },
  openIncident: { body: help },
  listIncidents: { query: { view: 'group', group: 'technologues' } },
  commentIncident: { body: { text: 'Bonjour' } },
  noteIncident: { body: { text: 'À suivre' } },
  bringInIncident: {
    body: {
      ...help,
      channel: 'telephone',
      requester: { name: 'Émilie Haddad', email: course.email },
      group: 'technologues',
      openedAt: '2020-09-10T12:30:00.000Z',
      states: [],
      source: 'Ancien guichet',
    },
  },
  editIncident: { body: { title: 'Le son coupe encore' } },
  assignIncident: { body: { assignee: null } },
  awaitIncident: { body: { for: 'userInfo', text: 'Dans quelle salle?' } },
  resolveIncident: { body: { code: 'fixed', text: 'Le micro était coupé.' } },
  reopenIncident: { body: { reason: 'Le son coupe encore' } },
  cancelIncident: { body: { reason: 'Envoyé deux fois' } },
  linkIncident: { body: { course: null } },
  withdrawIncident: { body: { reason: 'Ce n’est plus utile' } },
  search: { query: { q: 'pediatrie' } },
  seeNews: { body: { upTo: null } },
  listTasks: { query: { view: 'group', group: 'techno-pedagogues', limit: '1' } },
  createView: { body: { name: 'À moi', query: wholeQueue, sharedWith: null } },
  editView: { body: { name: 'À nous' } },
  pinView: { body: { pinned: true } },
  assignTask: { body: { assignee: null } },
  checkItem: { body: { done: true } },
  previewCalendar: { body: { ...deskCalendar, closures: [] } },
  previewRecalculation: { body: { since: '2026-01-01' } },
  recalculate: { body: { incidents: ['INC9999999'], reason: 'Fermeture oubliée' } },
  saveCalendar: { body: { ...deskCalendar, note: 'Rien ne change' } },
  skipTask: { body: { reason: 'Déjà fait' } },
  reopenTask: { body: { reason: 'À revoir' } },
};

/** What must have been done to the interview before the route can be allowed. */
const stages: Partial<Readonly<Record<RouteName, (request: RequestPage) => Promise<unknown>>>> = {
  checkItem: async (request) => team.take(callers.agent, await team.task(taskNumber(request, 'interview'))),
  closeTask: async (request) => {
    const interview = taskNumber(request, 'interview');
    await team.prepare(interview, 'interview');
    const { version } = await desk.read(request.number);
    const body = { dueOnConfirmed: true, presenters: { kind: 'none' } } as const;
    await callers.agent.does('editRequest', { params: { request: request.number }, version, body });
  },
  reopenTask: (request) => team.skip(taskNumber(request, 'interview')),
};

let imported: ImportPage;
let previewed: ImportPage;
/** A request for each route, so that what one allows does not stand in the way of another. */
const requests = new Map<RouteName, RequestPage>();
beforeAll(async () => {
  const names = Object.keys(routes) as RouteName[];
  imported = await desk.land('grids/acces.csv', csvGrid(courses(term, names.length, course)));
  previewed = await desk.land('previews/acces-verifie.csv', csvGrid(courses(term, 1, course)));
  const rows = await desk.requestsOf(term);
  for (const [index, name] of names.entries()) {
    const row = rows[index];
    if (!row) throw new Error('A request for each route was to be made');
    const request = await desk.read(row.number);
    requests.set(name, request);
    await stages[name]?.(request);
  }
}, 300_000);

/** A view of its own for each question, shared with the group that holds the task asked about. */
async function sharedView(): Promise<string> {
  const body = { name: 'En commun', query: { ...wholeQueue, columns: null }, sharedWith: 'techno-pedagogues' } as const;
  return (await callers.manager.does('createView', { body })).id;
}

/** Acts that an incident must be resolved for. */
const afterResolution: ReadonlySet<RouteName> = new Set(['reopenIncident', 'closeIncident', 'confirmIncident']);

/** An incident of its own for each question, asked by who answers for the course. */
async function incidentFor(name: RouteName) {
  const opened = async () =>
    (await callers.requester.does('openIncident', { body: help, headers: { 'idempotency-key': crypto.randomUUID() } }))
      .number;
  const earlier = name === 'mergeIncident' ? await opened() : null;
  const incident = await opened();
  const read = () => callers.otherAgent.does('readIncident', { params: { incident } });
  if (afterResolution.has(name)) {
    const { version } = await callers.otherAgent.does('startIncident', {
      params: { incident },
      version: (await read()).version,
    });
    const body = { code: 'fixed', text: 'Le micro était coupé.' } as const;
    await callers.otherAgent.does('resolveIncident', { params: { incident }, version, body });
  }
  return { incident, earlier, version: (await read()).version };
}

/** Drafts, views and the calendar have versions of their own: here each person's first draft, and a view just made. */
async function versionOf(name: RouteName, version: number): Promise<number> {
  if (name === 'saveDraft' || name === 'saveIncidentDraft') return 0;
  return name === 'saveCalendar' ? (await callers.admin.does('readCalendar')).version : version;
}

async function ask(kind: Kind, name: RouteName): Promise<number> {
  const row: Route = routes[name];
  const request = requests.get(name);
  if (!request) throw new Error('A request for each route was to be made');
  const interview = taskNumber(request, 'interview');
  const ofTask = row.path.includes('{task}');
  const ofView = row.path.includes('{view}');
  const versions = async () => [(await desk.read(request.number)).version, (await team.task(interview)).version];
  const before = row.ifMatch ? await versions() : [];
  const help = row.path.includes('{incident}') ? await incidentFor(name) : null;
  const { query, body: given } = asked[name] ?? {};
  const body = help?.earlier ? { into: help.earlier } : given;
  const params = {
    request: request.number,
    task: interview,
    import: (name === 'importPreviewed' ? previewed : imported).number,
    item: 'brief-coaching',
    ...(ofView && { view: await sharedView() }),
    ...(help && { incident: help.incident }),
    kind: 'comment',
    year: '2031',
  };
  const { status, body: said } = await callers[kind].raw({
    method: row.method,
    path: pathOf(row, params, query),
    headers: {
      'content-type': 'application/json',
      'if-match': `"${help && name !== 'saveIncidentDraft' ? help.version : await versionOf(name, ofView ? 1 : (before[ofTask ? 1 : 0] ?? 1))}"`,
      'idempotency-key': `${name}-${kind}`,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (status >= 400 && row.ifMatch) expect(await versions()).toEqual(before);
  if (status === 404) expect(said).toMatchObject({ code: 'notFound', status });
  if (status === 403) expect(said).toMatchObject({ code: 'notAllowed', status });
  return status;
}

const byKind = (statuses: readonly (number | string)[]): Readonly<Record<string, number>> =>
  Object.fromEntries(kinds.map((kind, index) => [kind, Number(statuses[index])]));
const tabled = (...rows: readonly string[]): Readonly<Record<string, number>> => byKind(rows.join(' ').split(/ +/));

describe('each kind of person is allowed or refused', { timeout: 180_000 }, () => {
  it.each(Object.keys(expected) as RouteName[])('%s', async (name) => {
    const statuses: number[] = [];
    for (const kind of kinds) statuses.push(await ask(kind, name));
    const others = name === 'readOpenApi' ? '200 200 200' : signedOut;
    expect(byKind(statuses)).toEqual(tabled(expected[name], others));
  });

  it.each(Object.keys(views) as (keyof typeof views)[])('the list of requests seen as %s', async (view) => {
    const statuses: number[] = [];
    for (const kind of kinds) statuses.push((await callers[kind].send('listRequests', { query: { view } })).status);
    expect(byKind(statuses)).toEqual(tabled(views[view], signedOut));
  });
});

describe('somebody else’s request', () => {
  it('is told apart in nothing from one that does not exist', async () => {
    const [theirs] = requests.values();
    if (!theirs) throw new Error('Requests were to be made');
    const [seen, none] = await Promise.all(
      [theirs.number, 'RITM9999999'].map((request) =>
        callers.otherRequester.send('readRequest', { params: { request } }),
      ),
    );
    expect(seen?.status).toBe(404);
    expect(seen?.body).toEqual(none?.body);
  });

  it('is in no list but those of its requester, its department and the desk', async () => {
    const listed = async (kind: Kind, query: Record<string, string>) =>
      (await callers[kind].does('listRequests', { query: { ...query, term, limit: 200 } })).items.length;
    const count = requests.size;
    expect(await listed('requester', {})).toBe(count);
    expect(await listed('otherRequester', {})).toBe(0);
    expect(await listed('coordinator', {})).toBe(count);
    expect(await listed('otherCoordinator', {})).toBe(0);
    expect(await listed('otherCoordinator', { view: 'department', department })).toBe(0);
    expect(await listed('otherCoordinator', { view: 'mine' })).toBe(0);
    expect(await listed('admin', {})).toBe(count);
  });

  it('tells a requester nothing of who at the desk holds it, and offers only what they may do', async () => {
    const request = requests.get('checkItem');
    if (!request) throw new Error('Requests were to be made');
    const page = await callers.requester.does('readRequest', { params: { request: request.number } });
    expect(page.tasks.map(({ assignee }) => assignee)).toEqual([null, null, null, null]);
    expect(page.may).toEqual({
      'request.comment': true,
      'request.workNote': false,
      'request.edit': false,
      'request.cancel': false,
      'request.seeAll': false,
    });
    const line = (await callers.requester.does('listHistory', { params: { request: request.number } })).items;
    expect(line.every(({ content }) => content.kind === 'comment')).toBe(true);
  });
});
