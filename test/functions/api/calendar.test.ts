import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { closuresOfYear } from '#shared/time/holidays.ts';
import { call } from '#test/support/api.ts';
import { day, people } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

beforeEach(async () => {
  await freshTable();
  // Each test has a table of its own, and handlers find theirs when they are loaded.
  vi.resetModules();
});

type Page = ResponseOf<'readCalendar'>;
const colloquium = { from: day('2027-03-04'), to: day('2027-03-04'), reason: 'Colloque' };
const written = ({ zone, hours, closures }: Page) => ({ zone, hours, closures });
const read = async () => (await call(people.ada, 'readCalendar')).value();
const save = (body: unknown, ifMatch: number, caller: typeof people.ada = people.ada) =>
  call(caller, 'saveCalendar', { body, ifMatch });

describe('the calendar', () => {
  it('is the desk’s own until somebody edits it, and everybody may read it', async () => {
    const reply = await call(people.rita, 'readCalendar');
    expect(reply.headers['etag']).toBe('"1"');
    expect(reply.value()).toMatchObject({ version: 1, ...deskCalendar, saved: null, settled: true });
    expect(reply.value().may).toEqual({ edit: false });
    expect((await read()).may).toEqual({ edit: true });
  });

  it('is saved whole by an admin, signed, and says so in its history', async () => {
    const before = await read();
    const closures = [colloquium, ...before.closures];
    const after = (await save({ ...written(before), closures, note: 'Annoncé en juin' }, 1)).value();
    expect(after).toMatchObject({
      version: 2,
      settled: false,
      saved: { by: { name: 'Ada' }, note: 'Annoncé en juin' },
    });
    expect(after.closures).toContainEqual(colloquium);
    const again = (await save({ ...written(after), closures: before.closures }, 2)).value();
    expect(again).toMatchObject({ version: 3, closures: deskCalendar.closures });
    const history = (await call(people.tess, 'listCalendarSavings')).value();
    expect(history.items.map(({ version, by, changes }) => [version, by.name, changes])).toEqual([
      [3, 'Ada', [{ kind: 'closureRemoved', closure: colloquium }]],
      [2, 'Ada', [{ kind: 'closureAdded', closure: colloquium }]],
    ]);
    expect((await call(people.rita, 'readCalendar')).value().saved).toBeNull();
  });

  it('makes no edition of what stands already', async () => {
    expect((await save({ ...written(await read()), note: 'Rien' }, 1)).value()).toMatchObject({ version: 1 });
  });

  it('is not overwritten by who has not seen the last edition, of two at once one is told', async () => {
    const before = await read();
    const closures = [colloquium, ...before.closures];
    const replies = await Promise.all([
      save({ ...written(before), closures }, 1),
      save({ ...written(before), closures: [] }, 1),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    const told = replies.find(({ status }) => status === 412)?.problem();
    expect(told).toMatchObject({ code: 'versionMismatch', current: { version: 2 } });
  });

  it('is refused with the field at fault, in the caller’s words', async () => {
    const zone = await save({ ...written(await read()), zone: 'Nulle/Part' }, 1);
    expect([zone.status, zone.problem().code, zone.problem().fields?.[0]?.path]).toEqual([
      422,
      'calendarZoneUnknown',
      'zone',
    ]);
    const closures = [{ ...colloquium, during: { from: '14:00', to: '25:00' } }];
    const time = await save({ ...written(await read()), closures }, 1);
    expect([time.status, time.problem().fields?.[0]?.path]).toEqual([400, 'closures.0.during.to']);
  });

  it('is edited by admins alone, whatever version they name', async () => {
    for (const person of [people.mona, people.tess, people.cora, people.rita]) {
      expect((await save({ ...deskCalendar, closures: [] }, 7, person)).problem().code).toBe('notAllowed');
    }
    expect(await read()).toMatchObject({ version: 1 });
  });

  it('warns of a next year in which nothing is closed', async () => {
    const year = new Date().getUTCFullYear();
    const closures = closuresOfYear(year);
    const { warnings } = (await save({ ...written(await read()), closures }, 1)).value();
    expect(warnings).toEqual([{ code: 'yearWithoutClosures', params: { year: year + 1 } }]);
  });
});

describe('closures proposed for a year', () => {
  const proposed = async (year: string) => call(people.tess, 'proposeClosures', { params: { year } });

  it('are holidays and the closing, and say which are entered', async () => {
    const { items } = (await proposed('2031')).value();
    expect(items).toEqual(closuresOfYear(2031).map((closure) => ({ closure, known: false })));
    expect((await proposed('2026')).value().items.every(({ known }) => known)).toBe(true);
  });

  it('are none for what is no year', async () => {
    expect((await proposed('deux-mille')).status).toBe(404);
  });
});
