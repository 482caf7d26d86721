import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routes } from '#shared/contract/routes.ts';
import { navigationOf, placeAt, places, type Me } from '#web/shell/places.ts';
import { chantal, emilie, helene, sophie } from '../people.ts';

const meOf = (said: object): Me => z.parse(routes.readMe.response, said);

describe('the navigation', () => {
  it.each([
    ['an agent', sophie, ['/', '/queue', '/incidents', '/requests', '/imports']],
    ['a manager', helene, ['/', '/queue', '/incidents', '/requests', '/imports']],
    ['a coordinator', chantal, ['/', '/requests', '/imports']],
    ['who only asks', emilie, ['/my-requests', '/help']],
  ])('leads %s to their own pages only', (_, who, paths) => {
    expect(navigationOf(meOf(who)).map(({ path }) => path)).toEqual(paths);
  });

  it('knows each page below a place, and leaves a single request to whoever may see it', () => {
    expect(placeAt('/imports/IMP0010001')?.path).toBe('/imports');
    expect(placeAt('/my-requests')?.path).toBe('/my-requests');
    expect(placeAt('/my-incidents/INC0010001')?.path).toBe('/my-requests');
    expect(placeAt('/')?.path).toBe('/');
    expect(placeAt('/requests')?.path).toBe('/requests');
    expect(placeAt('/requests/RITM0010001')).toBeUndefined();
    expect(placeAt('/settings')).toBeUndefined();
  });

  it('gives each place keys of its own', () => {
    expect(new Set(places.map(({ keys }) => keys)).size).toBe(places.length);
  });
});
