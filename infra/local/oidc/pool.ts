import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { jwtVerify, importJWK } from 'jose';
import { Provider } from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { listen, readBody } from '../http/listen.ts';
import type { Ground, Part, Resource } from '../part.ts';
import { configurationOf } from './configuration.ts';
import { issueTokens } from './issue.ts';
import { keptKeys } from './keys.ts';
import { signInPage, troublePage } from './page.ts';
import { readPeople } from './person.ts';
import type { Person } from './person.ts';
import { signIn as signInOverHttp } from './signIn.ts';
import type { Tokens } from './signIn.ts';
import { poolTemplate } from './template.ts';

/** A user pool of the template, with seeded people to sign in as. */
export interface Pool extends Part {
  readonly poolId: string;
  /** The issuer that tokens name; stable as long as the port is. */
  readonly issuer: string;
  /** The pool's first client. */
  readonly clientId: string;
  readonly people: readonly Person[];
  /** Signs in by username over HTTP, code and PKCE, as a browser would. */
  signIn(username: string): Promise<Tokens>;
  busy(): number;
}

export interface PoolOptions {
  /** The `AWS::Cognito::UserPool` to run. */
  readonly pool: Resource;
  readonly port?: number;
  readonly peopleFile?: URL | string;
}

/** The provider hangs its own context on requests that it routed. */
const isOidc = (ctx: object): ctx is KoaContextWithOIDC => 'oidc' in ctx;

const seededPeople = new URL('../people.json', import.meta.url);

/** Runs the pool with Cognito's paths, claims and trigger behind an OpenID Connect provider. */
export const startPool = async (ground: Ground, options: PoolOptions): Promise<Pool> => {
  const pool = poolTemplate(ground.localise(ground.resources), options.pool);
  const people = await readPeople(options.peopleFile ?? seededPeople, pool.groups);
  const keys = await keptKeys(ground.stateFolder);
  const database = new DatabaseSync(join(ground.stateFolder, 'oidc.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  let underWay = 0;
  let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> = () => Promise.resolve();

  const listening = await listen((request, response) => {
    underWay += 1;
    handle(request, response)
      .catch((error: unknown) => {
        ground.log('oidc', 'request failed', { url: request.url, error: String(error) });
        if (!response.headersSent) html(response, 400, troublePage(String(error)));
      })
      .finally(() => {
        underWay -= 1;
      });
  }, options.port ?? 0);

  // A page on another port of `localhost` is of the same site, so its silent renewals keep their cookies.
  const issuer = `http://localhost:${listening.port}/${pool.poolId}`;
  const provider = new Provider(issuer, configurationOf(issuer, pool, people, keys, database));
  provider.use(async (ctx, next) => {
    await next();
    if (isOidc(ctx) && ctx.oidc.route === 'token' && ctx.status === 200) {
      await issueTokens({ ground, issuer, pool, people, keys }, ctx);
    }
  });
  provider.on('server_error', (_ctx, error) => ground.log('oidc', 'provider failed', { error: String(error) }));
  const serve = provider.callback();
  const { kty, n, e } = keys.key;
  const key = await importJWK({ kty, n, e }, 'RS256');

  const html = (response: ServerResponse, status: number, body: string): void => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(body);
  };

  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const interaction = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      html(response, 200, signInPage(people, `/${pool.poolId}/sign-in/${interaction.uid}`));
      return;
    }
    const form = new URLSearchParams((await readBody(request, 10_000))?.toString('utf8'));
    const person = people.find(({ username }) => username === form.get('person'));
    if (person === undefined) {
      html(response, 400, troublePage('Cette personne n’existe pas dans l’installation locale.'));
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: person.sub } });
  };

  const signOut = async (request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> => {
    const client = pool.clients.find(({ clientId }) => clientId === query.get('client_id'));
    const back = query.get('logout_uri') ?? query.get('post_logout_redirect_uri') ?? '';
    if (!client?.logoutUrls.includes(back)) {
      html(response, 400, troublePage('Adresse de retour inconnue (client_id, logout_uri).'));
      return;
    }
    const name = provider.cookieName('session');
    const id = new RegExp(`(?:^|; )${name}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
    const session = id === undefined ? undefined : await provider.Session.find(id);
    await session?.destroy();
    const state = query.get('state');
    const location = new URL(back);
    if (state !== null) location.searchParams.set('state', state);
    const gone = `=; Path=/; HttpOnly; Max-Age=0`;
    response.writeHead(302, { location: location.href, 'set-cookie': [`${name}${gone}`, `${name}.sig${gone}`] });
    response.end();
  };

  const userInfo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { origin, authorization } = request.headers;
    const known = pool.clients.some((client) => client.callbackUrls.some((url) => URL.parse(url)?.origin === origin));
    if (origin !== undefined && known) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-allow-headers', 'authorization');
      response.setHeader('vary', 'Origin');
    }
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const token = authorization?.replace(/^bearer /i, '') ?? '';
    const verified = await jwtVerify(token, key, { issuer }).catch(() => undefined);
    const person = people.find(({ sub }) => sub === verified?.payload.sub);
    if (person === undefined || verified?.payload.token_use !== 'access') {
      response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        sub: person.sub,
        email: person.email,
        email_verified: 'true',
        name: person.name,
        username: verified.payload.username,
      }),
    );
  };

  handle = async (request, response) => {
    const prefix = `/${pool.poolId}`;
    const asked = request.url ?? '/';
    // The hosted domain has no pool id in its paths, the issuer has: both lead here.
    const bare = asked.startsWith(`${prefix}/`) ? asked.slice(prefix.length) : asked;
    const { pathname, searchParams } = new URL(bare, issuer);
    Object.assign(request, { url: bare, originalUrl: prefix + bare });
    if (pathname.startsWith('/sign-in/')) return signIn(request, response);
    if (pathname === '/logout') return signOut(request, response, searchParams);
    if (pathname === '/oauth2/userInfo') return userInfo(request, response);
    await serve(request, response);
  };

  const clientId = pool.clients[0]?.clientId ?? '';
  return {
    poolId: pool.poolId,
    issuer,
    clientId,
    people,
    signIn: (username) => signInOverHttp({ issuer, clientId }, username),
    busy: () => underWay,
    stop: async () => {
      await listening.close();
      database.close();
    },
  };
};
