/** The desk's calendar as the API tells it, at noon of a winter's day, and an API that keeps what is saved. */
import { learnDeskTime } from '#web/data/deskTime.ts';
import { epochMs } from '#shared/time/instant.ts';
import type { Asked } from '../../answering.ts';
import { sophie } from '../../people.ts';

export const alex = { ...sophie, id: 'alex', name: 'Alex Beaudoin', roles: ['admins'], groups: [] };

const office = [{ opens: '08:30', closes: '16:30' }];
export const noel = { from: '2026-12-24', to: '2027-01-02', reason: 'Congé de fin d’année' };
export const patriots = { from: '2026-05-18', to: '2026-05-18', reason: 'Journée nationale des patriotes' };
const weekdays = { mon: office, tue: office, wed: office, thu: office, fri: office };

export const standing = {
  version: 4,
  zone: 'America/Toronto',
  hours: [{ effectiveFrom: '2020-01-01', week: weekdays }],
  closures: [patriots, noel],
  saved: { at: '2026-10-01T14:00:00.000Z', by: { id: 'alex', name: 'Alex Beaudoin' }, note: 'Année 2026' },
  warnings: [{ code: 'yearWithoutClosures', params: { year: 2027 } }],
  settled: true,
  may: { edit: true },
};

/** Wednesday 2 December 2026, five past noon in Montréal, by the desk's clock; the browser's is years off. */
export function itIsNoon(): void {
  const here = Date.now();
  learnDeskTime(epochMs(Date.parse('2026-12-02T17:05:20.000Z')), here, here);
}
/** The desk and the browser agree again. */
export function itIsNow(): void {
  const here = Date.now();
  learnDeskTime(epochMs(here), here, here);
}

export const untouched = { warnings: [], effect: { open: 12, changed: 0, more: false, items: [] } };
const moved = (rank: number, before: object, after: object, more: object = {}) => ({
  number: `INC001000${rank}`,
  title: 'Le son coupe en classe virtuelle',
  state: 'active',
  clock: 'resolution',
  before: { tier: 'high', dueAt: '2026-12-02T18:00:00.000Z', closesAt: null, ...before },
  after: { tier: 'high', dueAt: '2026-12-03T15:00:00.000Z', closesAt: null, ...after },
  ...more,
});
export const touching = {
  warnings: [{ code: 'closureInPast', params: { reason: 'Tempête', day: '2026-11-20' } }],
  effect: {
    open: 12,
    changed: 3,
    more: false,
    items: [
      moved(1, { tier: 'normal' }, { tier: 'overdue' }),
      moved(2, { tier: 'overdue' }, { tier: 'moderate' }),
      moved(
        3,
        { tier: null, dueAt: null, closesAt: '2026-12-04T15:00:00.000Z' },
        { tier: null, dueAt: null, closesAt: '2026-12-07T15:00:00.000Z' },
        { state: 'resolved', clock: null },
      ),
    ],
  },
};

/** An API that has this calendar, and saves what it is sent. */
export function apiOf(calendar: typeof standing = standing, preview: object = untouched) {
  return {
    'GET /api/me': alex,
    'GET /api/calendar': calendar,
    'GET /api/calendar/history?limit=20': { items: [], next: null },
    'POST /api/calendar/preview': preview,
    'PUT /api/calendar': ({ body }: Asked) => ({
      ...calendar,
      ...(body as object),
      note: undefined,
      version: calendar.version + 1,
      settled: false,
    }),
  };
}
