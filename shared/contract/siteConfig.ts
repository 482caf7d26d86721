/**
 * What the web app must know of the stage that serves it, as it reads it at `/config.json`. The same build serves every
 * stage: infrastructure writes this file, the app parses it before anything else.
 */
import * as z from 'zod/mini';

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

export const siteConfig = z.object({
  /** Issuer of the tokens; its OpenID Connect discovery document says where to sign in. */
  issuer: z.string().check(z.regex(/^https?:\/\//)),
  /** The app's client in the user pool. */
  clientId: z.string().check(z.minLength(1)),
  /** Origin of the API, without a slash at the end; empty when the site itself serves `/api`. */
  apiBase: z.string().check(z.regex(/^(https?:\/\/[^/]+)?$/)),
  /** Where a page opens its WebSocket; empty when there is none, and pages ask again every so often. */
  liveUrl: z.string().check(z.regex(/^(wss?:\/\/.+)?$/)),
});
export type SiteConfig = z.infer<typeof siteConfig>;
