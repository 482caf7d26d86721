import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Table } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import type { ResponseOf, RouteName } from '#shared/contract/routes.ts';
import { numberAt } from '#shared/ids.ts';
import type { StateChange } from '#shared/incident/state.ts';
import type { Calendar } from '#shared/time/calendar.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import type { Instant } from '#shared/time/instant.ts';
import { call, type Input } from '#test/support/api.ts';
import { day, people } from '#test/support/desk.ts';
import { incidentAt } from '#test/support/incidentAt.ts';
import { at, keep, stored, toldOf } from '#test/support/incidentDesk.ts';
import { freshTable } from '#test/support/table.ts';
import { changes, wall } from '../../shared/incident/moments.ts';

let table: Table;
beforeEach(async () => {
  table = await freshTable();
  vi.resetModules();
});

const hour = 3_600_000;
// Thursday the 10th of September 2020.
const opened = wall('09-10 08:30');
const storm = {
  from: day('2020-09-10'),
  to: day('2020-09-10'),
  during: { from: '12:00', to: '24:00' },
  reason: 'Tempête',
} as const;
const stormy: Calendar = { ...deskCalendar, closures: [storm, ...deskCalendar.closures] };

const put = (rank: number, told: readonly StateChange[], now: Instant) =>
  keep(table, [incidentAt(told, now, { number: numberAt('incident', rank), title: `Cas ${rank}` })]);

async function does<Name extends RouteName>(
  caller: Person,
  now: Instant,
  name: Name,
  input: Input = {},
): Promise<ResponseOf<Name>> {
  return (await at(now, () => call(caller, name, input))).value();
}

async function threeCases(): Promise<void> {
  await put(1, changes([opened, 'new']), opened);
  await put(2, changes([opened, 'new'], [wall('09-10 15:30'), 'active']), wall('09-10 15:30'));
  const told = changes([opened, 'new'], [wall('09-10 09:30'), 'active'], [wall('09-10 16:00'), 'resolved']);
  await put(3, told, wall('09-10 16:00'));
}

const now = wall('09-10 16:15');
const save = (calendar: Calendar, ifMatch: number) =>
  does(people.ada, now, 'saveCalendar', { body: { ...calendar, note: 'Tempête' }, ifMatch });

describe('before a calendar is saved', () => {
  it('what it does to open incidents is shown, and nothing is written', async () => {
    await threeCases();
    const shown = await does(people.ada, now, 'previewCalendar', { body: stormy });
    expect(shown.effect).toMatchObject({ open: 3, changed: 3, more: false });
    expect(shown.effect.items.map(({ number, clock }) => [number, clock])).toEqual([
      [numberAt('incident', 2), 'resolution'],
      [numberAt('incident', 3), null],
      [numberAt('incident', 1), 'response'],
    ]);
    expect(shown.effect.items[2]).toMatchObject({
      title: 'Cas 1',
      before: { tier: 'high', dueAt: wall('09-10 16:30') },
      after: { tier: 'normal', dueAt: wall('09-11 13:00') },
    });
    expect(shown.warnings).toEqual([]);
    expect((await does(people.ada, now, 'readCalendar')).version).toBe(1);
  });

  it('a change of the past is said', async () => {
    const shown = await does(people.ada, wall('09-11 09:00'), 'previewCalendar', { body: stormy });
    expect(shown.warnings).toEqual([{ code: 'closureInPast', params: { reason: 'Tempête', day: storm.from } }]);
  });

  it('faults are refused as they would be in saving', async () => {
    const reply = await call(people.ada, 'previewCalendar', { body: { ...stormy, closures: [storm, storm] } });
    expect([reply.status, reply.problem().code]).toEqual([422, 'calendarClosuresOverlap']);
  });
});

describe('when a calendar was saved', () => {
  const follow = async () => {
    const { handler } = await import('#functions/stream/follow-calendar.ts');
    return at(now, () => handler({ Records: [] }));
  };

  it('open incidents follow at once, clocks that have ended do not', async () => {
    await threeCases();
    await save(stormy, 1);
    await follow();
    const [waits, worked, resolved] = await Promise.all(
      [1, 2, 3].map((rank) => stored(table, numberAt('incident', rank))),
    );
    expect(waits?.projection.due).toMatchObject({ at: wall('09-11 09:00'), tier: 'moderate' });
    expect(worked?.projection.due).toMatchObject({ at: wall('09-14 08:30'), clock: 'resolution' });
    expect(worked?.recorded.response).toMatchObject({ edition: 1, clock: { elapsedMs: 7 * hour } });
    expect(resolved?.projection.due).toEqual({ kind: 'autoClose', at: wall('09-17 16:30') });
    expect([waits?.version, worked?.version, resolved?.version]).toEqual([1, 2, 3]);
  });

  it('following goes on where it was cut short, and is done once', async () => {
    await threeCases();
    await save(stormy, 1);
    const { handler } = await import('#functions/stream/follow-calendar.ts');
    let asked = 0;
    const hurried = { getRemainingTimeInMillis: () => (++asked > 1 ? 0 : 60_000) };
    await expect(at(now, () => handler({ Records: [] }, hurried))).rejects.toThrow(/edition 2/);
    await follow();
    const before = await Promise.all([1, 2, 3].map((rank) => stored(table, numberAt('incident', rank))));
    expect(before.map(({ projection }) => projection.edition)).toEqual([2, 2, 2]);
    await follow();
    expect(await Promise.all([1, 2, 3].map((rank) => stored(table, numberAt('incident', rank))))).toEqual(before);
  });

  it('a clock that runs is shown by the new calendar before its record follows', async () => {
    await threeCases();
    await save(stormy, 1);
    const shown = await does(people.tess, wall('09-11 08:30'), 'readIncident', {
      params: { incident: numberAt('incident', 1) },
    });
    expect(shown).toMatchObject({ calendar: 2, clocks: { response: { tier: 'normal', elapsedMs: 3.5 * hour } } });
  });
});

describe('clocks that have ended', () => {
  const later = wall('09-15 10:00');
  const preview = () => does(people.ada, later, 'previewRecalculation', { body: { since: '2020-09-10' } });

  it('are recorded anew when an admin has seen before and after, and once', async () => {
    await threeCases();
    await save(stormy, 1);
    const shown = await preview();
    expect(shown.more).toBe(false);
    expect(shown.items.map(({ number, clock, before, after }) => [number, clock, before.tier, after.tier])).toEqual([
      [numberAt('incident', 2), 'response', 'high', 'normal'],
      [numberAt('incident', 3), 'resolution', 'normal', 'normal'],
    ]);
    const incidents = shown.items.map(({ number }) => number);
    const body = { incidents, reason: 'Fermeture entrée après coup' };
    expect((await does(people.ada, later, 'recalculate', { body })).items).toEqual(shown.items);
    expect((await does(people.ada, later, 'recalculate', { body })).items).toEqual([]);
    expect((await preview()).items).toEqual([]);
    expect(await toldOf(table, numberAt('incident', 2))).toEqual([`recalculated ${3.5 * hour} normal 2 ${later}`]);
  });

  it('of before the day asked about are left out', async () => {
    await threeCases();
    await save(stormy, 1);
    const body = { since: '2020-09-11' };
    expect((await does(people.ada, later, 'previewRecalculation', { body })).items).toEqual([]);
  });

  it('are recalculated by admins alone', async () => {
    const body = { incidents: [numberAt('incident', 2)], reason: 'Tempête' };
    for (const person of [people.mona, people.tess, people.rita]) {
      expect((await call(person, 'recalculate', { body })).problem().code).toBe('notAllowed');
      expect((await call(person, 'previewRecalculation', { body: { since: '2020-01-01' } })).status).toBe(403);
    }
  });
});

describe('the explanation of an incident', () => {
  it('reckons what runs by the calendar that holds, and what has ended by the one it was recorded with', async () => {
    await threeCases();
    await save(stormy, 1);
    const params = { incident: numberAt('incident', 2) };
    const { clocks } = await does(people.tess, wall('09-11 09:30'), 'explainIncident', { params });
    expect(
      clocks.map(({ name, calendar, clock, segments }) => [
        name,
        calendar.version,
        calendar.recorded,
        clock.elapsedMs,
        segments.at(-1)?.totalMs,
        segments.flatMap(({ closures }) => closures.map(({ closure }) => closure.reason)),
      ]),
    ).toEqual([
      ['response', 1, true, 7 * hour, 7 * hour, []],
      ['resolution', 2, false, hour, hour, ['Tempête']],
    ]);
  });

  it('is the desk’s own', async () => {
    await threeCases();
    const params = { incident: numberAt('incident', 1) };
    expect((await call(people.rita, 'explainIncident', { params })).status).toBe(404);
  });
});
