import { expect, it } from 'vitest';
import { pathIn } from '#web/session/session.ts';

it('comes back to a page of this site', () => {
  expect(pathIn({ returnTo: '/requests/RITM0010001?tab=history#top' })).toBe('/requests/RITM0010001?tab=history#top');
});

it('never follows an address to another site, nor back into the sign-in', () => {
  for (const returnTo of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/signed-in?code=1',
    7,
    null,
  ]) {
    expect(pathIn({ returnTo })).toBe('/');
  }
  expect(pathIn(undefined)).toBe('/');
});
