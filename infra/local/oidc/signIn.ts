import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

/** The door for scripts and tests: a real sign-in over HTTP, code and PKCE, without a browser. */

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

export interface Desk {
  readonly issuer: string;
  readonly clientId: string;
}

const discoverySchema = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  /** Told by the local pool only: the addresses its clients come back to; nothing needs to listen there. */
  callback_urls: z.record(z.string(), z.url()),
});

const tokensSchema = z.object({ access_token: z.string(), id_token: z.string(), refresh_token: z.string() });

const cookieJar = () => {
  const cookies = new Map<string, string>();
  return {
    keep: (answer: Response): void => {
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const at = pair.indexOf('=');
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
    },
    header: (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  };
};

/** Signs in as one of the seeded people, by username, and returns what a browser would have got. */
export const signIn = async (desk: Desk, person: string): Promise<Tokens> => {
  const discovery = await fetch(`${desk.issuer}/.well-known/openid-configuration`);
  const endpoints = discoverySchema.parse(await discovery.json());
  const callbackUrl = endpoints.callback_urls[desk.clientId];
  if (callbackUrl === undefined) throw new Error(`The pool ${desk.issuer} has no client ${desk.clientId}.`);
  const verifier = randomBytes(32).toString('base64url');
  const authorize = new URL(endpoints.authorization_endpoint);
  authorize.search = new URLSearchParams({
    client_id: desk.clientId,
    redirect_uri: callbackUrl,
    response_type: 'code',
    scope: 'openid email profile',
    state: randomBytes(8).toString('base64url'),
    nonce: randomBytes(8).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();

  const jar = cookieJar();
  const step = async (url: URL, form?: URLSearchParams): Promise<URL> => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: jar.header() },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    jar.keep(answer);
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`Sign-in as ${person} stopped at ${url.pathname} with ${answer.status}.`);
    return new URL(location, url);
  };

  const page = await step(authorize);
  const refused = page.searchParams.get('error_description');
  if (refused !== null) throw new Error(`Sign-in as ${person} was refused: ${refused}`);
  const resumed = await step(page, new URLSearchParams({ person }));
  const back = await step(resumed);
  const code = back.searchParams.get('code');
  if (code === null) throw new Error(`Sign-in as ${person} gave no code: ${back.search}`);

  const answer = await fetch(endpoints.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: desk.clientId,
      redirect_uri: callbackUrl,
      code,
      code_verifier: verifier,
    }),
  });
  if (!answer.ok) throw new Error(`Sign-in as ${person} gave no tokens: ${await answer.text()}`);
  const tokens = tokensSchema.parse(await answer.json());
  return { accessToken: tokens.access_token, idToken: tokens.id_token, refreshToken: tokens.refresh_token };
};
