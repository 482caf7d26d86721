/** OpenID Connect, code with PKCE. In a chunk of its own: a reader of the API reference never signs in. */
import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { signInPaths, signInScopes, type SiteConfig } from '#shared/contract/siteConfig.ts';

/**
 * The talk with the user pool. Tokens live as long as the tab; a new tab signs in again by itself through the pool's own
 * session. Renewal goes by refresh token: the content security policy allows no frame.
 */
export function userManagerOf({ issuer, clientId }: SiteConfig): UserManager {
  const { origin } = window.location;
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${origin}${signInPaths.callback}`,
    post_logout_redirect_uri: `${origin}${signInPaths.signedOut}`,
    scope: signInScopes.join(' '),
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
    automaticSilentRenew: true,
    maxSilentRenewTimeoutRetries: 3,
    // Silent sign-in without a refresh token would open a frame.
    silentRequestTimeoutInSeconds: 10,
  });
}
