import { describe, expect, it } from 'vitest';
import { numberAt } from '#shared/ids.ts';
import { introductions, type Presence } from '#shared/live/presence.ts';
import { later, now, people } from '#test/support/desk.ts';

const request = numberAt('request', 1);
const here = (who: keyof typeof people, page: number, more: Partial<Presence> = {}): Presence => {
  const { id, name } = people[who];
  return { connection: `${who}-${page}`, request, person: { id, name }, doing: 'reading', until: later, ...more };
};
const met = (all: readonly Presence[], connection: string) =>
  introductions(request, all, now)
    .get(connection)
    ?.others.map(({ person, doing }) => `${person.name} ${doing}`);

describe('those on a request', () => {
  it('are told of each other, and not of themselves', () => {
    const all = [here('tess', 1), here('tom', 1, { doing: 'writing' })];
    expect(met(all, 'tess-1')).toEqual(['Tom writing']);
    expect(met(all, 'tom-1')).toEqual(['Tess reading']);
  });

  it('are one person each, who writes when one of their pages does', () => {
    const all = [here('tess', 1), here('tess', 2, { doing: 'writing' }), here('tom', 1)];
    expect(met(all, 'tom-1')).toEqual(['Tess writing']);
    expect(met(all, 'tess-1')).toEqual(['Tom reading']);
  });

  it('are gone once their time is up', () => {
    const all = [here('tess', 1), here('tom', 1, { until: now })];
    expect(met(all, 'tess-1')).toEqual([]);
    expect(met(all, 'tom-1')).toBeUndefined();
  });
});
