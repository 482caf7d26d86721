import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as calendars from '#functions/store/calendar.ts';
import * as incidents from '#functions/store/incidents.ts';
import type { Table } from '#functions/store/table.ts';
import { firstEdition, type CalendarEdition } from '#shared/calendar/edition.ts';
import { numberAt } from '#shared/ids.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { StateChange } from '#shared/incident/state.ts';
import type { Closure } from '#shared/time/calendar.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import { people } from '#test/support/desk.ts';
import { incidentAt } from '#test/support/incidentAt.ts';
import { at, keep, stored, toldOf } from '#test/support/incidentDesk.ts';
import { freshTable } from '#test/support/table.ts';
import { changes, wall } from '../../shared/incident/moments.ts';
import { day } from '../../shared/time/arbitrary.ts';

let table: Table;
beforeEach(async () => {
  table = await freshTable();
  vi.resetModules();
});

// Thursday the 10th of September 2020 and the ordinary days after it.
const opened = wall('09-10 08:30');
const made = (rank: number, told: readonly StateChange[], now: Instant): Incident =>
  incidentAt(told, now, { number: numberAt('incident', rank) });
const unanswered = (rank: number): Incident => made(rank, changes([opened, 'new']), opened);

type Calling = Pick<Context, 'getRemainingTimeInMillis' | 'functionName'>;
async function sweep(now: Instant, context?: Calling) {
  const { handler } = await import('#functions/schedule/sla-due.ts');
  return at(now, () => handler({}, context));
}

const first = numberAt('incident', 1);

describe('the sweep of what is due', () => {
  it('notes a tier within the minute after its bound, and finds nothing to do in the next', async () => {
    await keep(table, [unanswered(1)]);
    expect(await sweep(wall('09-10 12:30'))).toMatchObject({ open: true, tiersNoted: 0 });
    expect(await sweep(wall('09-10 12:31'))).toMatchObject({ tiersNoted: 1, failed: 0, behindMs: 0 });
    expect(await sweep(wall('09-10 12:32'))).toMatchObject({ tiersNoted: 0 });
    expect(await toldOf(table, first)).toEqual([`tierReached moderate ${wall('09-10 12:30')}`]);
    expect(await stored(table, first)).toMatchObject({ version: 1, tierSeen: { response: 'moderate' } });
  });

  it('sleeps while the desk is closed', async () => {
    await keep(table, [unanswered(1)]);
    for (const night of ['09-10 16:30', '09-10 23:00', '09-12 12:00']) {
      expect(await sweep(wall(night))).toEqual({ open: false, tiersNoted: 0, closed: 0, failed: 0, behindMs: 0 });
    }
    expect(await toldOf(table, first)).toEqual([]);
  });

  it('makes up for a day without it: a line for each tier, at the instant it was passed', async () => {
    await keep(table, [unanswered(1)]);
    await sweep(wall('09-14 08:31'));
    expect(await toldOf(table, first)).toEqual([
      `tierReached moderate ${wall('09-10 12:30')}`,
      `tierReached high ${wall('09-10 14:30')}`,
      `tierReached overdue ${wall('09-11 08:30')}`,
    ]);
  });

  it('closes what has been resolved for five business days', async () => {
    const told = changes([opened, 'new'], [wall('09-10 09:00'), 'active'], [wall('09-10 10:00'), 'resolved']);
    await keep(table, [made(1, told, wall('09-10 10:00'))]);
    expect(await sweep(wall('09-17 10:01'))).toMatchObject({ closed: 1, tiersNoted: 0 });
    expect(await stored(table, first)).toMatchObject({ state: 'closed', projection: { due: null } });
    expect(await toldOf(table, first)).toEqual([`closed closed ${wall('09-17 10:00')}`]);
  });

  it('tells once when two are at it, again and again', async () => {
    await keep(
      table,
      Array.from({ length: 12 }, (_, rank) => unanswered(rank + 1)),
    );
    const { handler } = await import('#functions/schedule/sla-due.ts');
    await at(wall('09-11 09:00'), () => Promise.all([handler({}), handler({}), handler({})]));
    for (let rank = 1; rank <= 12; rank += 1) {
      expect(await toldOf(table, numberAt('incident', rank))).toHaveLength(3);
    }
  });

  it('leaves to the next minute what it has no time for, says how far behind it is, and loses none', async () => {
    await keep(
      table,
      Array.from({ length: 20 }, (_, rank) => unanswered(rank + 1)),
    );
    let asked = 0;
    const hurried: Calling = { functionName: 'sweep', getRemainingTimeInMillis: () => (++asked > 8 ? 0 : 60_000) };
    const cut = await sweep(wall('09-10 13:00'), hurried);
    expect(cut.tiersNoted).toBe(8);
    expect(cut.behindMs).toBe(30 * 60_000);
    expect(await sweep(wall('09-10 13:01'))).toMatchObject({ tiersNoted: 12, behindMs: 0 });
  });

  it('does not stumble over one that cannot be done', async () => {
    const broken = { ...unanswered(1), changes: 'hier' as never };
    await keep(table, [broken, unanswered(2)]);
    const swept = await sweep(wall('09-10 12:45'));
    expect(swept).toMatchObject({ tiersNoted: 1, failed: 1, behindMs: 15 * 60_000 });
  });

  it('does not undo what somebody did between its reading and its writing', async () => {
    await keep(table, [unanswered(1)]);
    // The index still shows the incident as new; the record has moved on.
    const active = made(1, changes([opened, 'new'], [wall('09-10 12:29'), 'active']), wall('09-10 12:29'));
    const change = { written: { before: unanswered(1), after: active }, lines: [], relied: null };
    const [saved] = await Promise.all([incidents.save(table, change, []), sweep(wall('09-10 12:31'))]);
    const kept = await stored(table, first);
    if (saved.kind === 'saved') expect(kept.state).toBe('active');
    else expect(kept).toMatchObject({ state: 'new', tierSeen: { response: 'moderate' } });
  });
});

describe('the sweep after the calendar was saved', () => {
  const edited = (saved: Instant, version = 2, ...closures: readonly Closure[]): CalendarEdition => ({
    version,
    calendar: { ...deskCalendar, closures: [...deskCalendar.closures, ...closures] },
    saved: { at: saved, by: people.ada, note: '', changes: [] },
  });
  const storm: Closure = {
    from: day('2020-09-10'),
    to: day('2020-09-10'),
    during: { from: '12:00', to: '24:00' },
    reason: 'Tempête',
  };
  const noon = wall('09-10 12:00');

  it('looks once more at all that is open, and then says that all is done', async () => {
    await keep(table, [unanswered(1)]);
    await calendars.save(table, edited(noon, 2, { ...storm, from: day('2020-09-11'), to: day('2020-09-11') }));
    await sweep(instantOf(msOf(noon) + 5_000));
    expect((await calendars.readHead(table)).settled).toBe(false);
    await sweep(instantOf(msOf(noon) + 60_000));
    expect(await calendars.readHead(table)).toEqual({ version: 2, settled: true });
    expect((await stored(table, first)).projection.edition).toBe(2);
  });

  it('tells nothing by the former calendar once the new one holds', async () => {
    await keep(table, [unanswered(1)]);
    await calendars.save(table, edited(noon, 2, storm));
    expect(await sweep(wall('09-10 12:31'))).toMatchObject({ open: false });
    expect(await sweep(wall('09-11 08:59'))).toMatchObject({ open: true, tiersNoted: 0 });
    expect(await sweep(wall('09-11 09:01'))).toMatchObject({ tiersNoted: 1 });
    expect(await toldOf(table, first)).toEqual([`tierReached moderate ${wall('09-11 09:00')}`]);
  });

  it('of two saved one after the other, the later is followed, also by what was on its way with the former', async () => {
    await keep(table, [unanswered(1), unanswered(2)]);
    const [second, third] = [edited(noon, 2, storm), edited(noon, 3)];
    await calendars.save(table, second);
    await calendars.save(table, third);
    const { followCalendar } = await import('#functions/runtime/followCalendar.ts');
    await Promise.all([second, third].map((edition) => followCalendar(table, edition, noon, () => true)));
    await followCalendar(table, second, noon, () => true);
    for (const rank of [1, 2]) {
      const { projection } = await stored(table, numberAt('incident', rank));
      expect(projection).toEqual({ ...unanswered(rank).projection, edition: 3 });
    }
    expect(firstEdition.version).toBe(1);
  });
});
