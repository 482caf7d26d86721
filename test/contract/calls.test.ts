/** Calls at fault in their address, their query or what they name: each says where. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Route } from '#shared/contract/route.ts';
import { routes, type RouteName } from '#shared/contract/routes.ts';
import { doorOf, problemOf } from '#test/support/brokenCalls.ts';
import { pathOf } from '#test/support/caller.ts';
import { openDoors } from '#test/support/doors.ts';

const desk = openDoors(inject('stack'));
const door = doorOf(desk);
const { call } = door;
const manager = desk.as('helene');
afterAll(() => desk.close());
beforeAll(() => door.ready('A2072'), 300_000);

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
    ['listRequests', 'limit=501', 'limit'],
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
    const answer = await call(name, { path: `${pathOf(routes[name], door.params())}?${query}` });
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
