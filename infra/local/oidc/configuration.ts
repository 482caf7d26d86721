import type { DatabaseSync } from 'node:sqlite';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { sqliteAdapter } from './adapter.ts';
import type { PoolKeys } from './keys.ts';
import { troublePage } from './page.ts';
import type { Person } from './person.ts';
import type { PoolClient, PoolTemplate } from './template.ts';

/** How `oidc-provider` is set to behave like a Cognito user pool. */

/** Nobody is asked to consent: a grant is made on the spot with all that the client asked for. */
const grantAll = async (ctx: KoaContextWithOIDC) => {
  const { client, session, params, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const grant =
    (known === undefined ? undefined : await provider.Grant.find(known)) ??
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(typeof params?.scope === 'string' ? params.scope : 'openid');
  await grant.save();
  return grant;
};

const secondsOf = (pool: PoolTemplate, clientId: string): PoolClient['seconds'] => {
  const client = pool.clients.find((one) => one.clientId === clientId);
  if (client === undefined) throw new Error(`The pool has no client ${clientId}.`);
  return client.seconds;
};

export const configurationOf = (
  issuer: string,
  pool: PoolTemplate,
  people: readonly Person[],
  keys: PoolKeys,
  database: DatabaseSync,
): Configuration => ({
  adapter: sqliteAdapter(database),
  clients: pool.clients.map((client) => ({
    client_id: client.clientId,
    redirect_uris: [...client.callbackUrls],
    post_logout_redirect_uris: [...client.logoutUrls],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
    scope: client.scopes.join(' '),
  })),
  scopes: [...new Set(pool.clients.flatMap((client) => client.scopes))],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  jwks: { keys: [keys.key] },
  cookies: { keys: [keys.cookieSecret], long: { httpOnly: true, sameSite: 'lax' }, short: { httpOnly: true } },
  findAccount: (_ctx, id) => {
    const person = people.find(({ sub }) => sub === id);
    return person && { accountId: person.sub, claims: () => ({ sub: person.sub }) };
  },
  loadExistingGrant: grantAll,
  interactions: { url: (_ctx, interaction) => `/${pool.poolId}/sign-in/${interaction.uid}` },
  issueRefreshToken: () => true,
  expiresWithSession: () => false,
  rotateRefreshToken: false,
  conformIdTokenClaims: false,
  clientBasedCORS: (_ctx, origin, client) =>
    (client.redirectUris ?? []).some((address) => URL.parse(address)?.origin === origin),
  features: {
    devInteractions: { enabled: false },
    // Its own userinfo knows only its own tokens; the pool's tokens are minted beside it.
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    revocation: { enabled: true, allowedPolicy: () => true },
  },
  discovery: {
    userinfo_endpoint: `${issuer}/oauth2/userInfo`,
    end_session_endpoint: `${issuer}/logout`,
    callback_urls: Object.fromEntries(pool.clients.map((client) => [client.clientId, client.callbackUrls[0]])),
  },
  routes: {
    authorization: '/oauth2/authorize',
    token: '/oauth2/token',
    revocation: '/oauth2/revoke',
    jwks: '/.well-known/jwks.json',
  },
  ttl: {
    AccessToken: (_ctx, _token, client) => secondsOf(pool, client.clientId).access,
    IdToken: (_ctx, _token, client) => secondsOf(pool, client.clientId).id,
    RefreshToken: (_ctx, _token, client) => secondsOf(pool, client.clientId).refresh,
    AuthorizationCode: 300,
    Interaction: 3_600,
    Session: 3_600,
    Grant: 365 * 86_400,
  },
  renderError: (ctx, out) => {
    ctx.type = 'html';
    ctx.body = troublePage([out.error, out.error_description].filter(Boolean).join(' : '));
  },
});
