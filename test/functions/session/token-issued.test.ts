import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as people from '#functions/store/people.ts';
import type { Table } from '#functions/store/table.ts';
import { callerOf } from '#functions/runtime/caller.ts';
import type { TokenIssued } from '#functions/session/token-issued.ts';
import type { PersonId } from '#shared/ids.ts';
import { freshTable } from '#test/support/table.ts';

type Handler = (event: unknown) => Promise<TokenIssued>;
let table: Table;
let handler: Handler;
beforeAll(async () => {
  table = await freshTable();
  ({ handler } = await import('#functions/session/token-issued.ts'));
});

const event = (attributes: Record<string, string> = {}, groups: string[] | null = []) => ({
  version: '2',
  triggerSource: 'TokenGeneration_HostedAuth',
  userName: 'u1',
  request: {
    userAttributes: { sub: 'u1', email: 'Cora@Example.org', name: 'Cora', ...attributes },
    groupConfiguration: { groupsToOverride: groups, iamRolesToOverride: [], preferredRole: null },
    scopes: ['openid'],
  },
  response: { claimsAndScopeOverrideDetails: null },
});
const claimsOf = (issued: Awaited<ReturnType<Handler>>) =>
  issued.response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride;

describe('a token being issued', () => {
  it('writes the person into the directory as the user pool knows them', async () => {
    await handler(
      event({ 'custom:departments': ' Médecine familiale ;Pharmacologie;; Médecine  familiale' }, [
        'coordinators',
        'technologues',
        'strangers',
      ]),
    );
    expect(await people.read(table, 'u1' as PersonId)).toEqual({
      id: 'u1',
      name: 'Cora',
      email: 'cora@example.org',
      roles: ['coordinators'],
      groups: ['technologues'],
      departments: ['Médecine familiale', 'Pharmacologie'],
    });
  });

  it('gives the token what the API reads of a caller', async () => {
    const issued = await handler(event({ 'custom:departments': 'Médecine familiale' }));
    const caller = callerOf({
      ...claimsOf(issued),
      sub: 'u1',
      token_use: 'access',
      'cognito:groups': '[agents technologues]',
    });
    expect(caller).toEqual({
      id: 'u1',
      name: 'Cora',
      email: 'cora@example.org',
      roles: ['agents'],
      groups: ['technologues'],
      departments: ['Médecine familiale'],
    });
  });

  it('keeps what else the event says, for Cognito to read', async () => {
    expect(await handler(event())).toMatchObject({ version: '2', userName: 'u1', request: { scopes: ['openid'] } });
  });

  it('follows a person whose groups change, and names one without a name by their address', async () => {
    await handler(event({}, ['agents']));
    await handler(event({ name: ' ' }, null));
    expect(await people.read(table, 'u1' as PersonId)).toMatchObject({ name: 'cora@example.org', roles: [] });
  });

  it('fails for somebody without address: nothing of the desk could know them', async () => {
    await expect(handler(event({ email: '' }))).rejects.toThrow();
  });
});

describe('while the directory does not answer', () => {
  let silent: Server;
  beforeAll(async () => {
    silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await vi.waitFor(() => {
      expect(silent.listening).toBe(true);
    });
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = `http://127.0.0.1:${address.port}`;
    vi.resetModules();
    ({ handler } = await import('#functions/session/token-issued.ts'));
  });
  afterAll(() => {
    silent.close();
  });

  it('people sign in all the same', async () => {
    expect(claimsOf(await handler(event()))).toMatchObject({ email: 'cora@example.org', name: 'Cora' });
  });
});
