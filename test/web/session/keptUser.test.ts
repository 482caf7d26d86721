import { afterEach, expect, it } from 'vitest';
import { User, WebStorageStateStore } from 'oidc-client-ts';
import { keptUser } from '#web/session/keptUser.ts';

const site = { issuer: 'https://pool.example/abc', clientId: 'desk' };
const now = () => Math.floor(Date.now() / 1_000);

afterEach(() => sessionStorage.clear());

/** Keeps somebody as the library does, whose token is good for so many seconds. */
async function keep(seconds: number, profile: object = { name: 'Sophie Lamarre', email: 'sophie@example.org' }) {
  const user = new User({
    access_token: 'jeton',
    token_type: 'Bearer',
    expires_at: now() + seconds,
    profile: { sub: 's1', iss: site.issuer, aud: site.clientId, exp: now() + seconds, iat: now(), ...profile },
  });
  const store = new WebStorageStateStore({ store: sessionStorage });
  await store.set(`user:${site.issuer}:${site.clientId}`, user.toStorageString());
}

it('is read as the sign-in library left them', async () => {
  await keep(3_600);
  expect(keptUser(site)).toMatchObject({ accessToken: 'jeton', name: 'Sophie Lamarre', email: 'sophie@example.org' });
});

it('is called by what is known of them', async () => {
  await keep(3_600, { email: 'sophie@example.org' });
  expect(keptUser(site)?.name).toBe('sophie@example.org');
  await keep(3_600, {});
  expect(keptUser(site)).toMatchObject({ name: 's1', email: '' });
});

it('is nobody when the token is about to end, of another site, damaged or missing', async () => {
  expect(keptUser(site)).toBeNull();
  await keep(30);
  expect(keptUser(site)).toBeNull();
  await keep(3_600);
  expect(keptUser({ ...site, clientId: 'other' })).toBeNull();
  for (const damaged of ['{', '7', '{}', '{"access_token":"x"}']) {
    sessionStorage.setItem(`oidc.user:${site.issuer}:${site.clientId}`, damaged);
    expect(keptUser(site)).toBeNull();
  }
});
