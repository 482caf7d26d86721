import type { KoaContextWithOIDC } from 'oidc-provider';
import * as z from 'zod';
import type { Ground } from '../part.ts';
import type { PoolKeys } from './keys.ts';
import { mint } from './mint.ts';
import type { Person } from './person.ts';
import type { PoolTemplate } from './template.ts';
import { shapeByTrigger } from './trigger.ts';

/** Puts the pool's own tokens in the place of the provider's, after the provider has checked the request. */

const grantedSchema = z.looseObject({ access_token: z.string(), scope: z.string().default('') });

export interface Issuing {
  readonly ground: Ground;
  readonly issuer: string;
  readonly pool: PoolTemplate;
  readonly people: readonly Person[];
  readonly keys: PoolKeys;
}

export const usernameOf = (pool: PoolTemplate, person: Person): string =>
  pool.usernameIsSub ? person.sub : person.username;

export const issueTokens = async (issuing: Issuing, ctx: KoaContextWithOIDC): Promise<void> => {
  const { ground, issuer, pool, people, keys } = issuing;
  const granted = grantedSchema.safeParse(ctx.body);
  const { Account, Client, AuthorizationCode, RefreshToken } = ctx.oidc.entities;
  const person = people.find(({ sub }) => sub === Account?.accountId);
  const client = pool.clients.find(({ clientId }) => clientId === Client?.clientId);
  const source = AuthorizationCode ?? RefreshToken;
  if (!granted.success || person === undefined || client === undefined || source === undefined) return;

  const refreshing = AuthorizationCode === undefined;
  const username = usernameOf(pool, person);
  const scopes = granted.data.scope.split(' ').filter((scope) => scope !== '');
  const occasion = { person, username, clientId: client.clientId, scopes, refreshing };
  const shaped = await shapeByTrigger(ground, pool, occasion);
  if (!shaped.ok) {
    ground.log('oidc', 'no token issued', { person: person.username, reason: shaped.reason });
    ctx.status = 400;
    ctx.body = { error: 'invalid_request', error_description: shaped.reason };
    return;
  }
  const now = Math.floor(Date.now() / 1000);
  const minted = await mint(keys, {
    issuer,
    pool,
    client,
    person,
    username,
    scopes,
    authTime: source.authTime ?? now,
    nonce: refreshing ? undefined : source.nonce,
    originJti: source.grantId ?? source.jti,
    details: shaped.details,
    now,
  });
  ctx.body = {
    ...(minted.idToken === undefined ? {} : { id_token: minted.idToken }),
    access_token: minted.accessToken,
    ...(refreshing ? {} : { refresh_token: granted.data.refresh_token }),
    expires_in: client.seconds.access,
    token_type: 'Bearer',
    scope: minted.scope,
  };
};
