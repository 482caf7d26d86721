import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Invoke, Resource } from '#infra/local/part.ts';
import { startPool } from '#infra/local/oidc/pool.ts';
import type { Pool } from '#infra/local/oidc/pool.ts';
import { groundOf } from '../http/ground.ts';
import type { TestGround } from '../http/ground.ts';
import { poolId, poolResources, callbackUrl } from './poolResources.ts';

const trigger = {
  LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'arn:token-issued', LambdaVersion: 'V2_0' } },
};

let ground: TestGround;
let pool: Pool | undefined;
let invoke: Invoke = () => Promise.reject(new Error('no trigger in this test'));

const start = async (resources: readonly Resource[], port = 0): Promise<Pool> => {
  const [description] = resources;
  if (description === undefined) throw new Error('no pool');
  pool = await startPool({ ...ground, resources }, { pool: description, port });
  return pool;
};

const refresh = (running: Pool, refreshToken: string): Promise<Response> =>
  fetch(`${running.issuer}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: running.clientId,
      refresh_token: refreshToken,
    }),
  });

beforeEach(async () => {
  ground = await groundOf([], (name, event) => invoke(name, event));
});

afterEach(async () => {
  await pool?.stop();
  pool = undefined;
  await ground.clear();
});

describe('tokens', () => {
  it('have the shapes of Cognito and verify with the published keys', async () => {
    const running = await start(poolResources());
    const { accessToken, idToken } = await running.signIn('amina');
    const keys = createRemoteJWKSet(new URL(`${running.issuer}/.well-known/jwks.json`));
    const access = (await jwtVerify(accessToken, keys, { issuer: running.issuer })).payload;
    const id = (await jwtVerify(idToken, keys, { issuer: running.issuer, audience: 'client1' })).payload;
    expect(running.issuer).toMatch(/^http:\/\/localhost:\d+\/ca-central-1_TestPool1$/);
    expect(access).toMatchObject({
      client_id: 'client1',
      token_use: 'access',
      scope: 'openid email profile',
      username: access.sub,
      'cognito:groups': ['agents', 'techno-pedagogues', 'technologues'],
    });
    expect(access).not.toHaveProperty('aud');
    expect(access).not.toHaveProperty('email');
    expect(Number(access.exp) - Number(access.iat)).toBe(3_600);
    expect(decodeProtectedHeader(accessToken)).not.toHaveProperty('typ');
    expect(id).toMatchObject({
      token_use: 'id',
      'cognito:username': access.sub,
      email: 'amina.benali@umontreal.example',
      email_verified: true,
      name: 'Amina Benali',
      sub: access.sub,
    });
    expect(id).not.toHaveProperty('client_id');
  });

  it('carry no groups claim for a person without a group', async () => {
    const { accessToken } = await (await start(poolResources())).signIn('emilie');
    expect(decodeJwt(accessToken)).not.toHaveProperty('cognito:groups');
  });

  it('stay valid, and can be renewed, after a restart', async () => {
    const first = await start(poolResources());
    const { accessToken, refreshToken } = await first.signIn('sophie');
    const port = Number(new URL(first.issuer).port);
    await first.stop();
    const second = await start(poolResources(), port);
    const keys = createRemoteJWKSet(new URL(`${second.issuer}/.well-known/jwks.json`));
    const before = (await jwtVerify(accessToken, keys, { issuer: second.issuer })).payload;
    const renewed = await refresh(second, refreshToken);
    expect(renewed.status).toBe(200);
    const body: unknown = await renewed.json();
    expect(body).not.toHaveProperty('refresh_token');
    const after = decodeJwt((body as { access_token: string }).access_token);
    expect([after.sub, after.origin_jti]).toEqual([before.sub, before.origin_jti]);
  });

  it('cannot be renewed once the refresh token is revoked', async () => {
    const running = await start(poolResources());
    const { refreshToken } = await running.signIn('marc');
    const revoked = await fetch(`${running.issuer}/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: refreshToken, client_id: running.clientId }),
    });
    expect(revoked.status).toBe(200);
    const renewed = await refresh(running, refreshToken);
    expect([renewed.status, await renewed.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });
});

describe('the token trigger', () => {
  it('gets the event of version 2 and its claims land in both tokens', async () => {
    const events: unknown[] = [];
    invoke = (name, event) => {
      expect(name).toBe('arn:token-issued');
      events.push(event);
      return Promise.resolve({
        ok: true,
        payload: {
          response: {
            claimsAndScopeOverrideDetails: {
              accessTokenGeneration: {
                claimsToAddOrOverride: { email: 'x@y.example', departments: ['Pédiatrie'], client_id: 'forged' },
                scopesToAdd: ['desk/read'],
              },
              idTokenGeneration: { claimsToAddOrOverride: { locale: 'fr' }, claimsToSuppress: ['name'] },
            },
          },
        },
      });
    };
    const running = await start(poolResources(trigger));
    const { accessToken, idToken, refreshToken } = await running.signIn('chantal');
    const access = decodeJwt(accessToken);
    expect(events[0]).toEqual({
      version: '2',
      triggerSource: 'TokenGeneration_HostedAuth',
      region: 'ca-central-1',
      userPoolId: poolId,
      userName: access.sub,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client1' },
      request: {
        userAttributes: {
          sub: access.sub,
          'cognito:user_status': 'CONFIRMED',
          email_verified: 'true',
          email: 'chantal.vezina@umontreal.example',
          name: 'Chantal Vézina',
          'custom:departments': 'Pédiatrie;Psychiatrie et addictologie',
        },
        groupConfiguration: { groupsToOverride: ['coordinators'], iamRolesToOverride: [], preferredRole: null },
        scopes: ['openid', 'email', 'profile'],
      },
      response: { claimsAndScopeOverrideDetails: null },
    });
    expect(access).toMatchObject({
      email: 'x@y.example',
      departments: ['Pédiatrie'],
      client_id: 'client1',
      scope: 'openid email profile desk/read',
    });
    expect(decodeJwt(idToken)).toMatchObject({ locale: 'fr' });
    expect(decodeJwt(idToken)).not.toHaveProperty('name');
    expect((await refresh(running, refreshToken)).status).toBe(200);
    expect(events[1]).toMatchObject({ triggerSource: 'TokenGeneration_RefreshTokens' });
  });

  it('that fails lets no token out', async () => {
    invoke = () => Promise.resolve({ ok: false, error: { errorType: 'Error', errorMessage: 'directory away' } });
    const running = await start(poolResources(trigger));
    await expect(running.signIn('chantal')).rejects.toThrow('PreTokenGeneration failed with error directory away');
  });
});

describe('a browser', () => {
  const authorizeUrl = (running: Pool, more: Record<string, string> = {}): string =>
    `${running.issuer}/oauth2/authorize?${new URLSearchParams({
      client_id: 'client1',
      redirect_uri: callbackUrl,
      response_type: 'code',
      scope: 'openid',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      ...more,
    }).toString()}`;

  it('is shown everyone it can sign in as, in French', async () => {
    const running = await start(poolResources());
    const first = await fetch(authorizeUrl(running), { redirect: 'manual' });
    const page = await fetch(new URL(first.headers.get('location') ?? '', running.issuer), {
      headers: {
        cookie: first.headers
          .getSetCookie()
          .map((line) => line.split(';')[0])
          .join('; '),
      },
    });
    const html = await page.text();
    expect(html).toContain('<html lang="fr-CA">');
    expect(html).toContain('<h1>Se connecter</h1>');
    for (const person of running.people) expect(html).toContain(person.name);
    expect(html.match(/<button name="person"/g)).toHaveLength(running.people.length);
  });

  it('is never sent back to an address that the client does not have', async () => {
    const running = await start(poolResources());
    const answer = await fetch(authorizeUrl(running, { redirect_uri: 'https://evil.example/' }), {
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    const out = await fetch(`${running.issuer}/logout?client_id=client1&logout_uri=https://evil.example/`, {
      redirect: 'manual',
    });
    expect([out.status, out.headers.get('location')]).toEqual([400, null]);
  });

  it('is signed out by /logout and sent to the logout address', async () => {
    const running = await start(poolResources());
    const out = await fetch(`${running.issuer}/logout?client_id=client1&logout_uri=http://localhost:5173/`, {
      redirect: 'manual',
    });
    expect([out.status, out.headers.get('location')]).toEqual([302, 'http://localhost:5173/']);
  });

  it('reads who it is from userInfo with an access token only', async () => {
    const running = await start(poolResources());
    const { accessToken, idToken } = await running.signIn('linh');
    const ask = (token: string): Promise<Response> =>
      fetch(`${running.issuer}/oauth2/userInfo`, {
        headers: { authorization: `Bearer ${token}`, origin: 'http://localhost:5173' },
      });
    const answer = await ask(accessToken);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(await answer.json()).toMatchObject({ email: 'linh.pham@umontreal.example', name: 'Linh Pham' });
    expect((await ask(idToken)).status).toBe(401);
  });
});

it('refuses to start with people in a group that the template does not have', async () => {
  await expect(start(poolResources({}, ['agents']))).rejects.toThrow("template's user pool does not have");
});

it('refuses a people file with a field it does not know', async () => {
  const peopleFile = join(ground.stateFolder, 'people.json');
  await writeFile(
    peopleFile,
    JSON.stringify([{ username: 'a', name: 'A', email: 'a@b.example', groups: [], role: 'x' }]),
  );
  const [description] = poolResources();
  if (description === undefined) throw new Error('no pool');
  await expect(
    startPool({ ...ground, resources: poolResources() }, { pool: description, peopleFile }),
  ).rejects.toThrow();
});
