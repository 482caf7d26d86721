import { createHash, randomUUID } from 'node:crypto';
import { SignJWT, importJWK } from 'jose';
import type { PoolKeys } from './keys.ts';
import type { Person } from './person.ts';
import type { PoolClient, PoolTemplate } from './template.ts';
import type { Shaped } from './trigger.ts';

/** Both tokens in Cognito's own shapes: the access token names a client and no audience, the ID token the reverse. */

type Details = Extract<Shaped, { ok: true }>['details'];

export interface Minting {
  readonly issuer: string;
  readonly pool: PoolTemplate;
  readonly client: PoolClient;
  readonly person: Person;
  readonly username: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch of the sign-in itself. */
  readonly authTime: number;
  readonly nonce: string | undefined;
  /** Stays the same over the life of a refresh token. */
  readonly originJti: string;
  readonly details: Details;
  /** Seconds since the epoch. */
  readonly now: number;
}

export interface Minted {
  readonly accessToken: string;
  readonly idToken: string | undefined;
  readonly scope: string;
}

/** Claims that Cognito lets no trigger touch. */
const untouchable = new Set(
  'acr amr at_hash auth_time azp exp iat iss jti nbf nonce origin_jti sub token_use aud client_id device_key event_id scope username version identities cognito:username'.split(
    ' ',
  ),
);

const override = (
  base: Record<string, unknown>,
  added: Readonly<Record<string, unknown>> | null | undefined,
  suppressed: readonly string[] | null | undefined,
): Record<string, unknown> => {
  const claims = { ...base };
  for (const [name, value] of Object.entries(added ?? {})) if (!untouchable.has(name)) claims[name] = value;
  for (const name of suppressed ?? []) if (!untouchable.has(name)) Reflect.deleteProperty(claims, name);
  return claims;
};

/** Left half of the access token's hash, by which an ID token vouches for it. */
const halfHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');

export const mint = async (keys: PoolKeys, minting: Minting): Promise<Minted> => {
  const { details, person, client, now } = minting;
  const access = details.accessTokenGeneration;
  const scopes = new Set([...minting.scopes, ...(access?.scopesToAdd ?? [])]);
  for (const scope of access?.scopesToSuppress ?? []) scopes.delete(scope);
  const scope = [...scopes].join(' ');
  const groups = details.groupOverrideDetails?.groupsToOverride ?? person.groups;
  const both = {
    sub: person.sub,
    ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
    iss: minting.issuer,
    origin_jti: minting.originJti,
    event_id: randomUUID(),
    auth_time: minting.authTime,
    iat: now,
  };
  const key = await importJWK(keys.key, 'RS256');
  const sign = (claims: Record<string, unknown>): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ kid: keys.key.kid, alg: 'RS256' }).sign(key);

  const accessBase = {
    ...both,
    client_id: client.clientId,
    version: 2,
    token_use: 'access',
    scope,
    exp: now + client.seconds.access,
    jti: randomUUID(),
    username: minting.username,
  };
  const accessToken = await sign(override(accessBase, access?.claimsToAddOrOverride, access?.claimsToSuppress));
  if (!scopes.has('openid')) return { accessToken, idToken: undefined, scope };

  const idBase = {
    ...both,
    aud: client.clientId,
    token_use: 'id',
    at_hash: halfHash(accessToken),
    ...(minting.nonce === undefined ? {} : { nonce: minting.nonce }),
    exp: now + client.seconds.id,
    jti: randomUUID(),
    'cognito:username': minting.username,
    ...(scopes.has('email') ? { email: person.email, email_verified: true } : {}),
    ...(scopes.has('profile') ? { name: person.name } : {}),
  };
  const id = details.idTokenGeneration;
  return { accessToken, idToken: await sign(override(idBase, id?.claimsToAddOrOverride, id?.claimsToSuppress)), scope };
};
