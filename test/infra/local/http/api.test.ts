import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startHttpApi } from '#infra/local/http/api.ts';
import type { HttpApi } from '#infra/local/http/api.ts';
import type { Invoke, Resource } from '#infra/local/part.ts';
import { groundOf, resource } from './ground.ts';
import type { TestGround } from './ground.ts';
import { startIssuer } from './issuer.ts';

const arn = (name: string): string => `arn:aws:lambda:ca-central-1:000000000000:function:${name}`;

const route = (name: string, routeKey: string, more: Record<string, unknown> = {}, target = 'echo'): Resource =>
  resource('AWS::ApiGatewayV2::Route', name, {
    ApiId: 'api1',
    RouteKey: routeKey,
    Target: `integrations/${target}`,
    ...more,
  });

const integration = (name: string, more: Record<string, unknown> = {}): Resource =>
  resource('AWS::ApiGatewayV2::Integration', name, {
    ApiId: 'api1',
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: arn(name),
    PayloadFormatVersion: '2.0',
    ...more,
  });

const jwt = { AuthorizationType: 'JWT', AuthorizerId: 'auth1' };

const templateFor = (issuer: string): Resource[] => [
  resource('AWS::ApiGatewayV2::Api', 'api1', {
    ProtocolType: 'HTTP',
    CorsConfiguration: {
      AllowOrigins: ['https://desk.example'],
      AllowMethods: ['GET', 'POST'],
      AllowHeaders: ['authorization', 'if-match'],
      ExposeHeaders: ['etag'],
      MaxAge: 600,
    },
  }),
  resource('AWS::ApiGatewayV2::Stage', 'stage1', { ApiId: 'api1', StageName: '$default', AutoDeploy: true }),
  resource('AWS::ApiGatewayV2::Authorizer', 'auth1', {
    ApiId: 'api1',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: issuer, Audience: ['client1'] },
  }),
  integration('echo'),
  integration('slow', { TimeoutInMillis: 50 }),
  route('r1', 'GET /requests/{id}'),
  route('r2', 'ANY /requests/mine'),
  route('r3', 'GET /requests/{proxy+}'),
  route('r4', 'POST /requests'),
  route('r5', 'GET /secret', jwt),
  route('r6', 'GET /scoped', { ...jwt, AuthorizationScopes: ['desk/write', 'desk/admin'] }),
  route('r7', 'GET /slow', {}, 'slow'),
];

interface Echoed {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: string[];
  readonly headers: Record<string, string>;
  readonly queryStringParameters?: Record<string, string>;
  readonly pathParameters?: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly authorizer?: {
      readonly jwt: { readonly claims: Record<string, string>; readonly scopes: string[] | null };
    };
    readonly time: string;
    readonly http: { readonly method: string };
    readonly stage: string;
  };
}

let issuer: Awaited<ReturnType<typeof startIssuer>>;
let ground: TestGround;
let api: HttpApi;
const echo: Invoke = (_name, event) => Promise.resolve({ ok: true, payload: event });
let handler: Invoke = echo;

const echoed = async (path: string, init: RequestInit = {}): Promise<Echoed> => {
  const answer = await fetch(api.url + path, init);
  expect(answer.status).toBe(200);
  return JSON.parse(await answer.text()) as Echoed;
};

beforeAll(async () => {
  issuer = await startIssuer();
  ground = await groundOf(templateFor(issuer.url), (name, event) => handler(name, event));
  const description = ground.resources[0];
  if (description === undefined) throw new Error('no api');
  api = await startHttpApi(ground, { api: description });
});

beforeEach(() => {
  handler = echo;
});

afterAll(async () => {
  await api.stop();
  await issuer.stop();
  await ground.clear();
});

describe('the event a function gets', () => {
  it('carries path, query, cookies and headers as payload format 2.0 does', async () => {
    const event = await echoed('/requests/RITM%20001?a=1&a=2&b=x%20y', {
      headers: { cookie: 'one=1; two=2', 'X-Thing': 'Yes' },
    });
    expect(event.routeKey).toBe('GET /requests/{id}');
    expect(event.rawPath).toBe('/requests/RITM 001');
    expect(event.rawQueryString).toBe('a=1&a=2&b=x%20y');
    expect(event.queryStringParameters).toEqual({ a: '1,2', b: 'x y' });
    expect(event.pathParameters).toEqual({ id: 'RITM 001' });
    expect(event.cookies).toEqual(['one=1', 'two=2']);
    expect(event.headers['x-thing']).toBe('Yes');
    expect(event.headers.cookie).toBeUndefined();
    expect(event.requestContext.stage).toBe('$default');
    expect(event.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
    expect(event).not.toHaveProperty('body');
    expect(event.isBase64Encoded).toBe(false);
  });

  it('holds JSON bodies as text and binary bodies in base 64', async () => {
    const text = await echoed('/requests', {
      method: 'POST',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: '{"é":1}',
    });
    expect([text.body, text.isBase64Encoded]).toEqual(['{"é":1}', false]);
    const bytes = new Uint8Array([0, 255, 10]);
    const binary = await echoed('/requests', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    });
    expect([binary.body, binary.isBase64Encoded]).toEqual([Buffer.from(bytes).toString('base64'), true]);
  });

  it('flattens claims to strings and lists to [a b]', async () => {
    const token = await issuer.token({
      client_id: 'client1',
      'cognito:groups': ['agents', 'technologues'],
      auth_time: 12,
      email_verified: true,
    });
    const event = await echoed('/secret', { headers: { authorization: `Bearer ${token}` } });
    expect(event.requestContext.authorizer?.jwt.claims).toMatchObject({
      'cognito:groups': '[agents technologues]',
      auth_time: '12',
      email_verified: 'true',
      iss: issuer.url,
    });
    expect(event.requestContext.authorizer?.jwt.scopes).toBeNull();
  });
});

describe('routes', () => {
  it.each([
    ['GET', '/requests/mine', 'ANY /requests/mine'],
    ['GET', '/requests/1', 'GET /requests/{id}'],
    ['GET', '/requests/1/tasks', 'GET /requests/{proxy+}'],
    ['PUT', '/requests/mine', 'ANY /requests/mine'],
  ])('%s %s goes to %s', async (method, path, routeKey) => {
    expect((await echoed(path, { method })).routeKey).toBe(routeKey);
  });

  it.each([
    ['DELETE', '/requests/1'],
    ['GET', '/requests/'],
    ['GET', '/elsewhere'],
  ])('%s %s is not found', async (method, path) => {
    const answer = await fetch(api.url + path, { method });
    expect([answer.status, await answer.text()]).toEqual([404, '{"message":"Not Found"}']);
  });
});

describe('the authorizer', () => {
  const get = async (path: string, token?: string): Promise<Response> =>
    fetch(api.url + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

  it('refuses a missing, foreign, expired, forged or misdirected token with 401', async () => {
    const good = await issuer.token({ client_id: 'client1' });
    const bad = [
      undefined,
      'not-a-token',
      `${good.slice(0, -6)}AAAAAA`,
      await issuer.token({ client_id: 'client1' }, '-1m'),
      await issuer.token({ client_id: 'client1' }, '5m', 'http://elsewhere.example'),
      await issuer.token({ client_id: 'another' }),
      await issuer.token({ aud: 'another', client_id: 'client1' }),
    ];
    for (const token of bad) {
      const answer = await get('/secret', token);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await answer.json()).toEqual({ message: 'Unauthorized' });
    }
  });

  it('accepts an audience, or a client id when the token names no audience', async () => {
    expect((await get('/secret', await issuer.token({ aud: 'client1' }))).status).toBe(200);
    expect((await get('/secret', await issuer.token({ client_id: 'client1' }))).status).toBe(200);
  });

  it('asks for one of the scopes of the route', async () => {
    expect((await get('/scoped', await issuer.token({ aud: 'client1', scope: 'openid' }))).status).toBe(403);
    expect((await get('/scoped', await issuer.token({ aud: 'client1', scope: 'openid desk/admin' }))).status).toBe(200);
  });
});

describe('what a function answers', () => {
  const answering = (payload: unknown): void => {
    handler = () => Promise.resolve({ ok: true, payload });
  };

  it('becomes status, headers, cookies and a decoded body', async () => {
    answering({
      statusCode: 201,
      headers: { ETag: '"3"', 'Content-Type': 'image/png' },
      cookies: ['a=1', 'b=2; HttpOnly'],
      body: Buffer.from([1, 2, 3]).toString('base64'),
      isBase64Encoded: true,
    });
    const answer = await fetch(`${api.url}/requests/1`);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"3"');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2; HttpOnly']);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  it('is a 200 in JSON when it names no status', async () => {
    answering({ some: 'value' });
    const answer = await fetch(`${api.url}/requests/1`);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ some: 'value' });
  });

  it('is a 500 when it is malformed, too large, or the function threw', async () => {
    const over = 'x'.repeat(6 * 1024 * 1024 + 1);
    for (const payload of [{ statusCode: 'many' }, { statusCode: 200, body: { not: 'text' } }, over]) {
      answering(payload);
      const answer = await fetch(`${api.url}/requests/1`);
      expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    }
    handler = () => Promise.resolve({ ok: false, error: { errorType: 'Error', errorMessage: 'boom' } });
    const thrown = await fetch(`${api.url}/requests/1`);
    expect([thrown.status, await thrown.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  it('is a 503 when it does not come in time', async () => {
    handler = () => Promise.withResolvers<never>().promise;
    const answer = await fetch(`${api.url}/slow`);
    expect([answer.status, await answer.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
  });
});

it('refuses a request body over 10 MB with 413', async () => {
  const answer = await fetch(`${api.url}/requests`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
  expect([answer.status, await answer.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
});

describe('pages of another origin', () => {
  const preflight = (origin: string, method: string): Promise<Response> =>
    fetch(`${api.url}/anything`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method },
    });

  it('get the preflight that the template configures, without any route', async () => {
    const answer = await preflight('https://desk.example', 'POST');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://desk.example');
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,if-match');
    expect(answer.headers.get('access-control-max-age')).toBe('600');
  });

  it('get nothing when the origin or the method is not allowed', async () => {
    for (const answer of [
      await preflight('https://evil.example', 'POST'),
      await preflight('https://desk.example', 'DELETE'),
    ]) {
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it("see the gateway's headers on answers and refusals, never the function's own", async () => {
    handler = () =>
      Promise.resolve({ ok: true, payload: { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' } } });
    const origin = { headers: { origin: 'https://desk.example' } };
    for (const path of ['/requests/1', '/secret']) {
      const answer = await fetch(api.url + path, origin);
      expect(answer.headers.get('access-control-allow-origin')).toBe('https://desk.example');
      expect(answer.headers.get('access-control-expose-headers')).toBe('etag');
    }
  });
});

it('refuses to start with a route whose integration it cannot run', async () => {
  const broken = [...templateFor(issuer.url), route('r9', 'GET /nowhere', {}, 'missing')];
  const [description] = broken;
  if (description === undefined) throw new Error('no api');
  await expect(startHttpApi({ ...ground, resources: broken }, { api: description })).rejects.toThrow('r9');
});
