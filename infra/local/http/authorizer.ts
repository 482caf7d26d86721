import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import type { JwtAuthorizer } from './template.ts';

/** The JWT authorizer of an HTTP API: issuer, expiry, audience (or `client_id`), one of the route's scopes. */

export type Claims = Readonly<Record<string, string>>;

export type Verdict =
  | { readonly kind: 'allowed'; readonly claims: Claims; readonly scopes: readonly string[] | null }
  | { readonly kind: 'unauthorized'; readonly challenge: string }
  | { readonly kind: 'forbidden'; readonly challenge: string };

/** API Gateway flattens every claim to a string; a list becomes `[a b]`. */
export const flatten = (claim: unknown): string => {
  if (typeof claim === 'string') return claim;
  if (Array.isArray(claim)) return `[${claim.map(flatten).join(' ')}]`;
  if (typeof claim === 'object' && claim !== null) return JSON.stringify(claim);
  return String(claim);
};

const claimsOf = (payload: JWTPayload): Claims =>
  Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, flatten(value)]));

const unauthorized = (description?: string): Verdict => ({
  kind: 'unauthorized',
  challenge:
    description === undefined ? 'Bearer' : `Bearer scope="" error="invalid_token" error_description="${description}"`,
});

const discoverySchema = z.object({ jwks_uri: z.url() });

/** Finds the keys of an issuer. */
export type Keyring = (issuer: string) => Promise<JWTVerifyGetKey>;

const discover = async (issuer: string): Promise<JWTVerifyGetKey> => {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { jwks_uri } = discoverySchema.parse(await answer.json());
  return createRemoteJWKSet(new URL(jwks_uri), { cooldownDuration: 1_000 });
};

/** A keyring that asks each issuer once; an issuer that was not up yet is asked again by the next request. */
export const createKeyring = (): Keyring => {
  const known = new Map<string, Promise<JWTVerifyGetKey>>();
  return (issuer) => {
    const kept = known.get(issuer);
    if (kept !== undefined) return kept;
    const found = discover(issuer);
    known.set(issuer, found);
    found.catch(() => known.delete(issuer));
    return found;
  };
};

const describe = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss') {
    return 'the token does not have a valid issuer';
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') return 'the token is not yet valid';
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return 'signature is invalid';
  }
  if (error instanceof errors.JOSEError) return 'the token is malformed';
  return 'unable to fetch the keys of the issuer';
};

/** Judges a request's token. `token` is what the identity source held, scheme included. */
export const authorize = async (
  keysFor: Keyring,
  authorizer: JwtAuthorizer,
  issuer: string,
  routeScopes: readonly string[],
  token: string | undefined,
): Promise<Verdict> => {
  const bare = token?.replace(/^bearer\s+/i, '').trim();
  if (bare === undefined || bare === '') return unauthorized();
  let payload: JWTPayload;
  try {
    payload = (await jwtVerify(bare, await keysFor(issuer), { issuer, requiredClaims: ['exp'] })).payload;
  } catch (error) {
    return unauthorized(describe(error));
  }
  // The client id counts only in a token that names no audience, as Cognito's access tokens do.
  const audience = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat();
  if (!audience.some((one) => typeof one === 'string' && authorizer.audience.includes(one))) {
    return unauthorized('the token does not have a valid audience');
  }
  const held = flatten(payload.scope ?? payload.scp ?? '').split(' ');
  if (routeScopes.length > 0 && !routeScopes.some((scope) => held.includes(scope))) {
    const wanted = routeScopes.join(' ');
    return {
      kind: 'forbidden',
      challenge: `Bearer scope="${wanted}" error="insufficient_scope" error_description="the token lacks a scope"`,
    };
  }
  return { kind: 'allowed', claims: claimsOf(payload), scopes: routeScopes.length > 0 ? routeScopes : null };
};

/** Reads the token where the authorizer looks for it: a header or a query parameter. */
export const identityIn = (
  identitySource: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  query: URLSearchParams,
): string | undefined => {
  const header = /^\$request\.header\.(.+)$/.exec(identitySource)?.[1];
  if (header !== undefined) return [headers[header.toLowerCase()]].flat()[0];
  const parameter = /^\$request\.querystring\.(.+)$/.exec(identitySource)?.[1];
  return parameter === undefined ? undefined : (query.get(parameter) ?? undefined);
};
