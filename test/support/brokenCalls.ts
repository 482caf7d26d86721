/** Calls of any shape to the routes of the API, on a request of the test's own. */
import { expect } from 'vitest';
import { problem } from '#shared/contract/records.ts';
import type { Route } from '#shared/contract/route.ts';
import { routes, type RouteName } from '#shared/contract/routes.ts';
import { wholeQueue } from '#shared/task/queue.ts';
import { pathOf, type Answer, type Caller, type Problem, type RawRequest } from './caller.ts';
import { courses, csvGrid } from './courseGrid.ts';
import type { Doors, RequestPage } from './doors.ts';
import { taskNumber, teamOf } from './teamwork.ts';

/** The refusal that an answer must be. */
export function problemOf({ headers, body, status }: Answer<unknown>): Problem {
  expect(headers.get('content-type')).toMatch('application/problem+json');
  const said = problem.parse(body);
  expect(said.status).toBe(status);
  expect(said.detail).toMatch(/\p{L}.*\.$/su);
  return said;
}

const managersOnly: ReadonlySet<RouteName> = new Set(['cancelRequest', 'skipTask', 'reopenTask', 'sendGrid']);
const adminsOnly: ReadonlySet<RouteName> = new Set(['bringInIncident']);

export function doorOf(desk: Doors) {
  let made: RequestPage | undefined;
  let params: Readonly<Record<string, string>> = {};
  let sent = 0;
  /** Who is allowed to call the route, so that nothing but the call is at fault. */
  const allowed = (name: RouteName): Caller =>
    desk.as(adminsOnly.has(name) ? 'alex' : managersOnly.has(name) ? 'helene' : 'sophie');

  return {
    /** Makes the request that calls speak of, its interview in progress. */
    ready: async (term: string): Promise<void> => {
      const { number } = await desk.land(`grids/appels-${term}.csv`, csvGrid(courses(term, 1)));
      const [row] = await desk.requestsOf(term);
      if (!row) throw new Error('A request was to be made');
      made = await desk.read(row.number);
      const team = teamOf(desk);
      const task = taskNumber(made, 'interview');
      await team.take(desk.as('sophie'), await team.task(task));
      const body = { name: 'À moi', query: { ...wholeQueue, columns: null }, sharedWith: null } as const;
      const { id: view } = await desk.as('sophie').does('createView', { body });
      // Asked by who works it: so one person may call each route about it.
      const asked = { kind: 'question', title: 'Où déposer?', text: 'Je ne trouve pas.' } as const;
      const headers = { 'idempotency-key': `incident-${term}` };
      const { number: incident } = await desk.as('sophie').does('openIncident', { body: asked, headers });
      params = { incident, request: made.number, task, import: number, item: 'brief-coaching', kind: 'comment', view };
    },
    request: (): RequestPage => {
      if (!made) throw new Error('A request was to be made');
      return made;
    },
    params: () => params,
    /** Calls a route as it should be called, but for what is changed. */
    call: (name: RouteName, change: Partial<RawRequest> = {}): Promise<Answer<unknown>> => {
      const row: Route = routes[name];
      sent += 1;
      return allowed(name).raw({
        method: row.method,
        path: pathOf(row, params),
        ...change,
        headers: {
          'content-type': 'application/json',
          'if-match': '"1"',
          'idempotency-key': `call-${sent}`,
          ...change.headers,
        },
      });
    },
  };
}
