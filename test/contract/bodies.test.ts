/** Whatever is sent to a route, it is answered with what is wrong with it, and never fails. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import type { Route } from '#shared/contract/route.ts';
import { routes, type RouteName } from '#shared/contract/routes.ts';
import { brokenBody } from '#test/support/bodies.ts';
import type { Answer } from '#test/support/caller.ts';
import { openDoors, sideBySide } from '#test/support/doors.ts';
import { doorOf, problemOf } from '#test/support/brokenCalls.ts';

const desk = openDoors(inject('stack'));
const door = doorOf(desk);
const { call } = door;
afterAll(() => desk.close());
beforeAll(() => door.ready('A2071'), 300_000);

/** Bodies broken on purpose that each route is sent. */
const bodiesPerRoute = 1_000;

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
    const { version } = await desk.read(door.request().number);
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
