/**
 * The signed-in person as oidc-client-ts keeps them for the tab, read without that library: a page whose token is still
 * good is shown before the library is fetched.
 */
import type { SiteConfig } from '#shared/contract/siteConfig.ts';

export interface KeptUser {
  readonly accessToken: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly name: string;
  readonly email: string;
}

/** A token that ends sooner is renewed first. */
const soonSeconds = 60;

/** Who is kept with a token that is good for a while; null when there is nobody, or nothing that can be read. */
export function keptUser({ issuer, clientId }: Pick<SiteConfig, 'issuer' | 'clientId'>): KeptUser | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(`oidc.user:${issuer}:${clientId}`) ?? 'null');
    const [accessToken, expiresAt, profile] = [of(kept, 'access_token'), of(kept, 'expires_at'), of(kept, 'profile')];
    const [name, email, sub] = [textIn(profile, 'name'), textIn(profile, 'email'), textIn(profile, 'sub')];
    if (typeof accessToken !== 'string' || typeof expiresAt !== 'number' || sub === null) return null;
    if (expiresAt - Date.now() / 1_000 < soonSeconds) return null;
    return { accessToken, expiresAt, name: name ?? email ?? sub, email: email ?? '' };
  } catch {
    return null;
  }
}

const of = (record: unknown, name: string): unknown =>
  typeof record === 'object' && record !== null ? Reflect.get(record, name) : undefined;
function textIn(record: unknown, name: string): string | null {
  const value = of(record, name);
  return typeof value === 'string' && value !== '' ? value : null;
}
