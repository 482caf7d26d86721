/** Who is signed in, as far as the browser knows; what they may do is asked of the API. */
import type { User, UserManager } from 'oidc-client-ts';
import { defineStore } from 'pinia';
import { computed, readonly, ref } from 'vue';
import { signInPaths } from '#shared/contract/siteConfig.ts';
import { keptUser } from './keptUser.ts';
import { theSiteConfig } from './siteConfig.ts';

/** `ended`: somebody was signed in and the session could not be renewed; the page stays, with what was typed. */
export type SessionState =
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'signedIn'; readonly name: string; readonly email: string }
  | { readonly kind: 'ended'; readonly name: string };

/** Set when somebody leaves on purpose: the front door then waits for them instead of signing them in again. */
const leftKey = 'guichet.left';

/** After a page is shown, until what renews its token is fetched. */
const restMs = 1_000;

export const useSession = defineStore('session', () => {
  const state = ref<SessionState>({ kind: 'signedOut' });
  let managing: Promise<UserManager> | null = null;
  let renewing: Promise<boolean> | null = null;

  function keep(user: User | null): void {
    if (!user || user.expired) {
      state.value = { kind: 'signedOut' };
      return;
    }
    const { name, email, sub } = user.profile;
    state.value = { kind: 'signedIn', name: name ?? email ?? sub, email: email ?? '' };
  }

  function end(): void {
    if (state.value.kind === 'signedIn') state.value = { kind: 'ended', name: state.value.name };
  }

  async function prepare(): Promise<UserManager> {
    const { userManagerOf } = await import('./userManager.ts');
    const manager = userManagerOf(theSiteConfig());
    manager.events.addUserLoaded(keep);
    manager.events.addAccessTokenExpired(end);
    manager.events.addSilentRenewError(end);
    return manager;
  }

  function manager(): Promise<UserManager> {
    managing ??= prepare();
    // What could not be fetched is asked for again the next time.
    managing.catch(() => (managing = null));
    return managing;
  }

  /** Takes up the session of this tab, renewing it when its token has run out. */
  async function resume(): Promise<boolean> {
    if (state.value.kind === 'signedIn') return true;
    const kept = keptUser(theSiteConfig());
    if (kept) {
      state.value = { kind: 'signedIn', name: kept.name, email: kept.email };
      setTimeout(() => void manager().catch(() => undefined), restMs);
      return true;
    }
    const users = await manager();
    const user = await users.getUser();
    if (user?.expired && user.refresh_token) return renew();
    keep(user);
    return user !== null && !user.expired;
  }

  /** Takes up a session that this tab already has; asks nothing of anybody when there is none. */
  async function resumeKept(): Promise<void> {
    if (Object.keys(sessionStorage).some((key) => key.startsWith('oidc.user:'))) await resume();
  }

  /** Leaves for the sign-in page; afterwards the app opens on this path. */
  async function signIn(returnTo: string): Promise<void> {
    sessionStorage.removeItem(leftKey);
    const users = await manager();
    await users.signinRedirect({ state: { returnTo } });
  }

  /** Ends the sign-in with the code in the address; gives the path to go on to. */
  async function finishSignIn(): Promise<string> {
    const users = await manager();
    const user = await users.signinRedirectCallback();
    keep(user);
    return pathIn(user.state);
  }

  /** Signs out here and at the user pool. */
  async function signOut(): Promise<void> {
    sessionStorage.setItem(leftKey, '1');
    const users = await manager();
    // Cognito wants its client named, and knows `logout_uri` where the standard says `post_logout_redirect_uri`.
    const logout_uri = `${window.location.origin}${signInPaths.signedOut}`;
    await users.signoutRedirect({ extraQueryParams: { client_id: theSiteConfig().clientId, logout_uri } });
  }

  /** A token for the API; null when nobody is signed in. */
  async function accessToken(): Promise<string | null> {
    if (state.value.kind !== 'signedIn') return null;
    const kept = managing === null ? keptUser(theSiteConfig()) : null;
    if (kept) return kept.accessToken;
    const user = await (await manager()).getUser();
    return user?.access_token ?? null;
  }

  /** Asks for a new token by the refresh token; many calls refused at once share one renewal. */
  function renew(): Promise<boolean> {
    renewing ??= renewOnce().finally(() => (renewing = null));
    return renewing;
  }

  async function renewOnce(): Promise<boolean> {
    try {
      const users = await manager();
      const user = await users.getUser();
      if (!user?.refresh_token) throw new Error('No refresh token');
      keep(await users.signinSilent());
      return state.value.kind === 'signedIn';
    } catch {
      end();
      return false;
    }
  }

  return {
    state: readonly(state),
    name: computed(() => (state.value.kind === 'signedOut' ? '' : state.value.name)),
    hasLeft: () => sessionStorage.getItem(leftKey) !== null,
    resume,
    resumeKept,
    signIn,
    finishSignIn,
    signOut,
    accessToken,
    renew,
  };
});

/** Only a path of this site: an address that came back with the code is not trusted further. */
export function pathIn(state: unknown): string {
  const path: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'returnTo') : undefined;
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) && !path.startsWith(signInPaths.callback) ? path : '/';
}
