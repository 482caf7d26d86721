/**
 * What the web app must know of the stage that serves it, as it reads it at `/config.json`. The same build serves every
 * stage: infrastructure writes this file, the app parses it before anything else.
 */

/** Where the file lies on the site. */
export const siteConfigPath = '/config.json';

/** Paths of the site that the user pool's client must know: infrastructure allows them, the app uses them. */
export const signInPaths = {
  /** Where the sign-in comes back with its code. */
  callback: '/signed-in',
  /** Where signing out ends: the front door. */
  signedOut: '/',
} as const;

/** Scopes the app asks for at sign-in. */
export const signInScopes = ['openid', 'email', 'profile'] as const;

export interface SiteConfig {
  /** Issuer of the tokens; its OpenID Connect discovery document says where to sign in. */
  readonly issuer: string;
  /** The app's client in the user pool. */
  readonly clientId: string;
  /** Origin of the API, without a slash at the end; empty when the site itself serves `/api`. */
  readonly apiBase: string;
  /** Where a page opens its WebSocket; empty when there is none, and pages ask again every so often. */
  readonly liveUrl: string;
}

const shapes: Readonly<Record<keyof SiteConfig, RegExp>> = {
  issuer: /^https?:\/\//,
  clientId: /./,
  apiBase: /^(https?:\/\/[^/]+)?$/,
  liveUrl: /^(wss?:\/\/.+)?$/,
};

/**
 * The configuration in what was read. Without a schema: every page begins with this file, most need no other.
 * @throws TypeError naming the field that is missing or of another shape.
 */
export function siteConfigIn(read: unknown): SiteConfig {
  const field = (name: keyof SiteConfig): string => {
    const value: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, name) : undefined;
    if (typeof value !== 'string' || !shapes[name].test(value)) throw new TypeError(`${siteConfigPath}: ${name}`);
    return value;
  };
  return { issuer: field('issuer'), clientId: field('clientId'), apiBase: field('apiBase'), liveUrl: field('liveUrl') };
}
