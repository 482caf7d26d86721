/** Whatever is sent to a route, it is answered with what is wrong with it, and never fails. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import { problem } from '#shared/contract/records.ts';
import type { Route } from '#shared/contract/route.ts';
import { routes, type RouteName } from '#shared/contract/routes.ts';
import { brokenBody } from '#test/support/bodies.ts';
import { pathOf, type Answer, type Caller, type Problem, type RawRequest } from '#test/support/caller.ts';
import { courses, csvGrid } from '#test/support/courseGrid.ts';
import { openDoors, sideBySide, type RequestPage } from '#test/support/doors.ts';
import { taskNumber, teamOf } from '#test/support/teamwork.ts';

const desk = openDoors(inject('stack'));
const team = teamOf(desk);
const agent = desk.as('sophie');
const manager = desk.as('helene');
afterAll(() => desk.close());

/** Bodies broken on purpose that each route is sent. */
const bodiesPerRoute = 1_000;

let request: RequestPage;
let params: Readonly<Record<string, string>>;
beforeAll(async () => {
  const { number } = await desk.land('grids/corps.csv', csvGrid(courses('A2071', 1)));
  const [row] = await desk.requestsOf('A2071');
  if (!row) throw new Error('A request was to be made');
  request = await desk.read(row.number);
  const task = taskNumber(request, 'interview');
  await team.take(agent, await team.task(task));
  params = { request: request.number, task, import: number, item: 'brief-coaching' };
}, 300_000);

/** Who is allowed to call the route, so that nothing but the call is at fault. */
const allowed = (name: RouteName): Caller =>
  (['cancelRequest', 'skipTask', 'reopenTask', 'sendGrid'] as readonly string[]).includes(name) ? manager : agent;

let sent = 0;
function call(name: RouteName, change: Partial<RawRequest> = {}): Promise<Answer<unknown>> {
  const row: Route = routes[name];
  sent += 1;
  return allowed(name).raw({
    method: row.method,
    path: pathOf(row, params),
    ...change,
    headers: {
      'content-type': 'application/json',
      'if-match': '"1"',
      'idempotency-key': `body-${sent}`,
      ...change.headers,
    },
  });
}

function problemOf({ headers, body, status }: Answer<unknown>): Problem {
  expect(headers.get('content-type')).toMatch('application/problem+json');
  const said = problem.parse(body);
  expect(said.status).toBe(status);
  expect(said.detail).toMatch(/\p{L}.*\.$/su);
  return said;
}

const withBody = (Object.keys(routes) as RouteName[]).filter((name) => 'body' in routes[name]);

function accepts(schema: z.core.$ZodType, text: string): boolean {
  try {
    return z.safeParse(schema, JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** Sends bodies side by side; each is answered by something else than a fault. */
async function sendAll(name: RouteName, bodies: readonly string[], seed: number): Promise<readonly Answer<unknown>[]> {
  return sideBySide(
    bodies,
    async (body) => {
      const answer = await call(name, { body });
      const shown = { seed, body: body.slice(0, 500) };
      expect({ ...shown, fault: answer.status >= 500 && answer }).toEqual({ ...shown, fault: false });
      if (answer.status >= 300) problemOf(answer);
      return answer;
    },
    12,
  );
}

describe(`${bodiesPerRoute} bodies broken on purpose are each refused as such:`, { timeout: 600_000 }, () => {
  it.each(withBody)('%s', async (name) => {
    const { body: schema }: Route = routes[name];
    if (!schema) throw new Error('This route takes no body');
    const seed = Date.now();
    const broken = brokenBody(schema).filter((text) => !accepts(schema, text));
    const answers = await sendAll(name, fc.sample(broken, { numRuns: bodiesPerRoute, seed }), seed);
    const said = new Set(
      answers.map((answer) => {
        const { status, code, fields } = problemOf(answer);
        return `${status} ${code}${(fields ?? []).length > 0 ? ' with its fields' : ''}`;
      }),
    );
    // A version or a rule comes after: none of these bodies got that far.
    expect([...said].sort()).toEqual(['400 bodyNotJson', '400 invalid with its fields']);
    // What is odd and yet sound meets the version or a rule, or is done.
    const odd = brokenBody(schema).filter((text) => accepts(schema, text));
    await sendAll(name, fc.sample(odd, { numRuns: bodiesPerRoute / 20, seed }), seed);
  });
});

describe('a body at fault is answered 400 with the fields at fault:', () => {
  const cases: readonly (readonly [RouteName, unknown, readonly string[]])[] = [
    ['sendGrid', {}, ['fileName', 'mode']],
    ['sendGrid', { fileName: '   ', mode: 'rehearsal' }, ['fileName', 'mode']],
    ['editRequest', { dueOn: '2031-02-31' }, ['dueOn']],
    ['editRequest', { dueOnConfirmed: 'oui' }, ['dueOnConfirmed']],
    ['editRequest', { presenters: { kind: 'some' } }, ['presenters.kind']],
    [
      'editRequest',
      { presenters: { kind: 'listed', people: [{ name: '', email: 'x' }] } },
      ['presenters.people.0.name', 'presenters.people.0.email'],
    ],
    ['editRequest', { recordings: [{ title: 'Un', presenter: null, state: 'lost' }] }, ['recordings.0.state']],
    ['cancelRequest', { reason: ' ' }, ['reason']],
    ['comment', {}, ['text']],
    ['comment', { text: 'a'.repeat(10_001) }, ['text']],
    ['writeWorkNote', { text: 12 }, ['text']],
    ['assignTask', { assignee: '' }, ['assignee']],
    ['assignTask', { assignee: 'nobody-we-know' }, ['assignee']],
    ['checkItem', { done: 1 }, ['done']],
    ['skipTask', { reason: null }, ['reason']],
    ['reopenTask', {}, ['reason']],
    ['comment', null, ['']],
    ['comment', [], ['']],
  ];
  it.each(cases)('%s %j', async (name, body, fields) => {
    const answer = await call(name, { body: JSON.stringify(body) });
    const said = problemOf(answer);
    expect({ status: said.status, code: said.code }).toEqual({ status: 400, code: 'invalid' });
    expect(said.fields?.map(({ path }) => path)).toEqual(fields);
    expect(said.fields?.every(({ detail }) => detail.length > 0)).toBe(true);
  });

  it('a recording nobody announced, with its place', async () => {
    const { version } = await desk.read(request.number);
    const body = { recordings: [{ id: 'none', title: 'Un', presenter: null, state: 'announced' }] };
    const answer = await call('editRequest', { body: JSON.stringify(body), headers: { 'if-match': `"${version}"` } });
    expect(problemOf(answer)).toMatchObject({
      status: 422,
      code: 'recordingUnknown',
      fields: [{ path: 'recordings.0.id' }],
    });
  });
});

describe('a body that cannot be read is refused at the door:', () => {
  it.each([
    ['that is no JSON', '{"text":', {}],
    ['that is empty', '', {}],
    ['announced as something else', '{"text":"x"}', { 'content-type': 'text/plain' }],
    ['of a form', 'text=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ] as const)('one %s', async (_, body, headers) => {
    expect(problemOf(await call('comment', { body, headers }))).toMatchObject({ status: 400, code: 'bodyNotJson' });
  });
  it('one that is not UTF-8 is read as what it could mean, and is no fault', async () => {
    const body = new Uint8Array([...Buffer.from('{"text":"'), 0xff, 0xfe, 0xc3, ...Buffer.from('"}')]);
    expect((await call('comment', { body })).status).toBeLessThan(500);
  });
  it('one larger than the API takes', async () => {
    const body = JSON.stringify({ text: 'é'.repeat(40_000) });
    expect(problemOf(await call('comment', { body }))).toMatchObject({ status: 413, code: 'bodyTooLarge' });
  });
  it('one larger than API Gateway takes', async () => {
    const body = JSON.stringify({ text: 'a'.repeat(11 * 1024 * 1024) });
    expect((await call('comment', { body })).status).toBe(413);
  });
});

describe('an address or a query at fault', () => {
  it.each([
    'RITM',
    'RITM12',
    'SCTASK0010001',
    '%00',
    '%E0%A4%A',
    '..%2f..',
    'x'.repeat(1_900),
    'RITM00100019999999999',
  ])('of a record: %s is not found', async (number) => {
    const answer = await call('readRequest', { path: `/api/requests/${number}` });
    expect([400, 404]).toContain(answer.status);
  });
  it('of no route is not found', async () => {
    for (const path of ['/api/none', '/api/requests/', '/api/requests/RITM0010001/none']) {
      expect((await call('readMe', { path })).status).toBe(404);
    }
    expect((await call('readMe', { method: 'DELETE' })).status).toBe(404);
  });
  it.each([
    ['listRequests', 'limit=0', 'limit'],
    ['listRequests', 'limit=201', 'limit'],
    ['listRequests', 'limit=dix', 'limit'],
    ['listRequests', 'view=others', 'view'],
    ['listRequests', 'state=done', 'state'],
    ['listRequests', 'approach=remote', 'approach'],
    ['listRequests', 'cursor=x', 'cursor'],
    ['listRequests', `cursor=${Buffer.from('["x",0,null]').toString('base64url')}`, 'cursor'],
    ['listRequests', `cursor=${'a'.repeat(2_001)}`, 'cursor'],
    ['listImports', 'cursor=%F0%9F%98%80', 'cursor'],
    ['listImportRows', '', 'outcome'],
    ['listImportRows', 'outcome=none', 'outcome'],
    ['listHistory', 'limit=-1', 'limit'],
    ['listTasks', 'view=group', 'group'],
    ['listTasks', 'view=unassigned&group=none', 'group'],
    ['listTasks', 'group=technologues', 'view'],
  ] as const)('%s?%s names what is wrong: %s', async (name, query, field) => {
    const answer = await call(name, { path: `${pathOf(routes[name], params)}?${query}` });
    const said = problemOf(answer);
    expect({ status: said.status, code: said.code }).toEqual({ status: 400, code: 'invalid' });
    expect(said.fields?.map(({ path }) => path)).toEqual([field]);
  });
  it('of another list is no cursor for this one', async () => {
    const { next } = await manager.does('listTasks', { query: { view: 'group', group: 'technologues', limit: 1 } });
    const answer = await manager.send('listTasks', {
      query: { view: 'group', group: 'techno-pedagogues', limit: 1, cursor: next ?? 'none' },
    });
    expect(problemOf(answer)).toMatchObject({ status: 400, fields: [{ path: 'cursor' }] });
  });
});

describe('a version is named', () => {
  const body = JSON.stringify({ done: true });
  it.each(['"abc"', '*', '"1", "2"', '-1', '1.5', '"99999999999"', '""'])(
    'but not as If-Match: %s',
    async (version) => {
      const answer = await call('checkItem', { body, headers: { 'if-match': version } });
      expect(problemOf(answer)).toMatchObject({ status: 400, code: 'invalid', fields: [{ path: 'If-Match' }] });
    },
  );
  it.each(['"1"', '1', 'W/"1"'])('as If-Match: %s, and compared', async (version) => {
    const answer = await call('checkItem', { body, headers: { 'if-match': version } });
    expect(problemOf(answer)).toMatchObject({ status: 412, code: 'versionMismatch' });
  });
  it('and missing by no route that changes a record', async () => {
    for (const name of Object.keys(routes) as RouteName[]) {
      const row: Route = routes[name];
      if (!row.ifMatch) continue;
      const answer = await call(name, { body: '{}', headers: { 'if-match': '' } });
      expect(problemOf(answer)).toMatchObject({ status: 428, code: 'versionMissing' });
    }
  });
  it('and a text written under a key of its own', async () => {
    const written = { body: JSON.stringify({ text: 'Bonjour' }) };
    expect(problemOf(await call('comment', { ...written, headers: { 'idempotency-key': '' } }))).toMatchObject({
      status: 400,
      code: 'idempotencyKeyMissing',
    });
    const headers = { 'idempotency-key': 'once' };
    expect((await call('comment', { ...written, headers })).status).toBe(201);
    const other = await call('comment', { body: JSON.stringify({ text: 'Autre' }), headers });
    expect(problemOf(other)).toMatchObject({ status: 422, code: 'idempotencyKeyReused' });
  });
});
