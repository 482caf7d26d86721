import { beforeAll, describe, expect, it } from 'vitest';
import * as people from '#functions/store/people.ts';
import { call, claimsOf, eventOf, send } from '#test/support/api.ts';
import { people as desk, person } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

beforeAll(async () => {
  const table = await freshTable();
  for (const each of Object.values(desk)) await people.upsert(table, each);
});

describe('the desk', () => {
  it('tells callers who they are, departments with blanks included', async () => {
    const coordinator = person('Lise', ['agents', 'coordinators'], ['technologues'], ['Médecine familiale', 'Droit']);
    const { may, ...said } = (await call(coordinator, 'readMe')).value();
    expect(said).toEqual(coordinator);
    expect(may).toEqual({ 'desk.see': true, 'import.send': true, 'import.see': true, 'request.list': true });
  });

  it('refuses an ID token, which the authorizer lets pass', async () => {
    const event = eventOf(desk.tess, 'readMe');
    const claims = { ...claimsOf(desk.tess), token_use: 'id' };
    const forged = { ...event, requestContext: { requestId: 'x', authorizer: { jwt: { claims } } } };
    expect((await send('readMe', forged)).statusCode).toBe(401);
  });

  it('lists the members of each group to the desk', async () => {
    const { items } = (await call(desk.mona, 'listGroups')).value();
    expect(items.map(({ id, members }) => [id, members.map(({ name }) => name)])).toEqual([
      ['techno-pedagogues', ['Both', 'Tess', 'Theo']],
      ['technologues', ['Both', 'Tina', 'Tom']],
    ]);
    expect((await call(desk.rita, 'listGroups')).problem().code).toBe('notAllowed');
  });

  it('describes the API to anybody, in either language', async () => {
    const fr = (await call(null, 'readOpenApi')).value();
    expect(fr['openapi']).toMatch(/^3\.1/);
    expect((await call(null, 'readOpenApi', { language: 'en' })).value()['info']).not.toEqual(fr['info']);
  });

  it('answers 404 to an address it does not serve', async () => {
    const reply = await send('readMe', { ...eventOf(desk.tess, 'readMe'), routeKey: 'GET /api/requests' });
    expect(reply.statusCode).toBe(404);
  });
});
