import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request as ask } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '#infra/local/part.ts';
import { listen } from '#infra/local/http/listen.ts';
import type { Listening } from '#infra/local/http/listen.ts';
import { startDistribution } from '#infra/local/spa/distribution.ts';
import type { Distribution } from '#infra/local/spa/distribution.ts';
import { pathPattern } from '#infra/local/spa/template.ts';
import { groundOf, resource } from '../http/ground.ts';
import type { TestGround } from '../http/ground.ts';

const apiHost = 'abc123.execute-api.ca-central-1.amazonaws.com';
const functionArn = 'arn:aws:cloudfront::000000000000:function/pages';

const config = {
  DefaultRootObject: 'index.html',
  Origins: [
    { Id: 'site', DomainName: 'site.s3.ca-central-1.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } },
    { Id: 'api', DomainName: apiHost, CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } },
  ],
  DefaultCacheBehavior: {
    TargetOriginId: 'site',
    Compress: true,
    ResponseHeadersPolicyId: 'policy1',
    FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: functionArn }],
  },
  CacheBehaviors: [
    {
      PathPattern: '/api/*',
      TargetOriginId: 'api',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      ResponseHeadersPolicyId: 'policy1',
    },
  ],
};

const resources = (more: object = {}): Resource[] => [
  resource('AWS::CloudFront::Distribution', 'dist', { DistributionConfig: { ...config, ...more } }),
  resource('AWS::CloudFront::ResponseHeadersPolicy', 'policy1', {
    ResponseHeadersPolicyConfig: {
      Name: 'headers',
      SecurityHeadersConfig: {
        ContentSecurityPolicy: {
          ContentSecurityPolicy: `connect-src 'self' https://${apiHost}/a-bucket`,
          Override: true,
        },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: false },
      },
    },
  }),
  resource(
    'AWS::CloudFront::Function',
    'pages',
    {
      FunctionCode: `function handler(event) {
        var request = event.request;
        if (request.uri === '/moved') return { statusCode: 302, headers: { location: { value: '/elsewhere' } } };
        if (!/\\.[^/]*$/.test(request.uri)) request.uri = '/index.html';
        return request;
      }`,
    },
    functionArn,
  ),
];

const script = `export const words = ${JSON.stringify('bonjour '.repeat(400))};`;

let ground: TestGround;
let api: Listening;
let running: Distribution;

const start = async (more: object = {}): Promise<Distribution> => {
  const all = resources(more);
  const [distribution] = all;
  if (distribution === undefined) throw new Error('no distribution');
  const localise = <Value>(value: Value): Value =>
    JSON.parse(JSON.stringify(value).replaceAll(`https://${apiHost}`, `http://127.0.0.1:${api.port}`)) as Value;
  return startDistribution(
    { ...ground, resources: all, localise },
    {
      distribution,
      siteFolder: join(ground.stateFolder, 'site'),
      files: new Map([['/config.json', '{"apiBase":""}']]),
    },
  );
};

/** A request whose path no client library tidies up. */
const raw = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(running.url);
    ask({ hostname, port, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });

beforeAll(async () => {
  ground = await groundOf([], () => Promise.reject(new Error('no function here')));
  await mkdir(join(ground.stateFolder, 'site', 'assets'), { recursive: true });
  await writeFile(join(ground.stateFolder, 'site', 'index.html'), '<!doctype html><title>Guichet</title>');
  await writeFile(join(ground.stateFolder, 'site', 'assets', 'app.js'), script);
  await writeFile(join(ground.stateFolder, 'secret.txt'), 'secret');
  api = await listen((request, response) => {
    const status = request.url === '/api/missing' ? 404 : 200;
    response.writeHead(status, { 'content-type': 'application/json', 'referrer-policy': 'origin' });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
    });
  }, 0);
  running = await start();
});

afterAll(async () => {
  await running.stop();
  await api.close();
  await ground.clear();
});

describe('the site', () => {
  it('gives its root object, and the app for every page of it by the function of the template', async () => {
    for (const path of ['/', '/demandes/RITM0010001?onglet=1']) {
      const answer = await fetch(running.url + path);
      expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>Guichet</title>']);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
  });

  it('follows an answer made by the function', async () => {
    const answer = await fetch(`${running.url}/moved`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/elsewhere']);
  });

  it('serves the files that a deployment adds', async () => {
    expect(await (await fetch(`${running.url}/config.json`)).json()).toEqual({ apiBase: '' });
  });

  it('compresses text and revalidates by tag', async () => {
    const answer = await fetch(`${running.url}/assets/app.js`, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(await answer.text()).toBe(script);
    const plain = await fetch(`${running.url}/assets/app.js`, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, script]);
    const again = await fetch(`${running.url}/assets/app.js`, {
      headers: { 'accept-encoding': 'gzip, br', 'if-none-match': answer.headers.get('etag') ?? '' },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('refuses what is not there, other methods, and paths that climb out of the folder', async () => {
    expect((await fetch(`${running.url}/missing.js`)).status).toBe(403);
    expect((await fetch(`${running.url}/index.html`, { method: 'POST' })).status).toBe(403);
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/%.txt',
      '/a%00.txt',
    ]) {
      expect(await raw(path)).toBe(403);
    }
  });

  it('shows the error pages of the template when it has any', async () => {
    const other = await start({
      DefaultCacheBehavior: { TargetOriginId: 'site' },
      CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: '/index.html' }],
    });
    const answer = await fetch(`${other.url}/demandes/1`);
    expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>Guichet</title>']);
    await other.stop();
  });
});

describe('the API on the same port', () => {
  it('gets method, query, headers and body, under its own host name', async () => {
    const answer = await fetch(`${running.url}/api/requests?a=1`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer x', 'if-match': '"3"' },
      body: '{"é":1}',
    });
    expect(await answer.json()).toMatchObject({
      method: 'PATCH',
      url: '/api/requests?a=1',
      body: '{"é":1}',
      headers: { authorization: 'Bearer x', 'if-match': '"3"', host: `127.0.0.1:${api.port}` },
    });
  });

  it('keeps its own refusals', async () => {
    expect((await fetch(`${running.url}/api/missing`)).status).toBe(404);
  });

  it('answers 502 when it is away', async () => {
    const gone = await listen(() => undefined, 0);
    await gone.close();
    const all = resources();
    const [distribution] = all;
    if (distribution === undefined) throw new Error('no distribution');
    const localise = <Value>(value: Value): Value =>
      JSON.parse(JSON.stringify(value).replaceAll(`https://${apiHost}`, `http://127.0.0.1:${gone.port}`)) as Value;
    const other = await startDistribution({ ...ground, resources: all, localise }, { distribution, siteFolder: '/' });
    expect((await fetch(`${other.url}/api/requests`)).status).toBe(502);
    await other.stop();
  });
});

it('puts the security headers of the template on every answer, with the addresses of this machine', async () => {
  for (const path of ['/', '/missing.js', '/api/requests']) {
    const { headers } = await fetch(running.url + path);
    expect(headers.get('content-security-policy')).toBe(`connect-src 'self' http://127.0.0.1:${api.port}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe(path === '/api/requests' ? 'origin' : 'no-referrer');
  }
});

it.each([
  ['/api/*', '/api/a/b', true],
  ['/api/*', '/api', false],
  ['api/*', '/api/', true],
  ['*.js', '/assets/app.js', true],
  ['/a?c', '/abc', true],
  ['/a.c', '/abc', false],
])('the pattern %s on %s says %s', (pattern, path, said) => {
  expect(pathPattern(pattern)(path)).toBe(said);
});
