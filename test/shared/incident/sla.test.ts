import { describe, expect, it } from 'vitest';
import { evaluate } from '#shared/incident/sla.ts';
import { bounds } from '#shared/incident/tier.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { instantOf, msOf } from '#shared/time/instant.ts';
import { at, changes, wall } from './moments.ts';

const hour = 3_600_000;
// 2020-09-07 was Labour Day; Thursday the 10th and Friday the 11th were ordinary days.
const opened = wall('09-10 08:30');

describe('the response clock', () => {
  it.each([
    ['four hours', '09-10 12:30', 4, 'normal'],
    ['six hours', '09-10 14:30', 6, 'moderate'],
    ['eight hours', '09-10 16:30', 8, 'high'],
  ] as const)('keeps the lower tier at exactly %s', (_, when, hours, tier) => {
    const { response } = evaluate(changes([opened, 'new']), wall(when), deskCalendar);
    expect(response).toMatchObject({ elapsedMs: hours * hour, tier });
  });

  it.each([
    ['four hours', '09-10 12:30', 'moderate'],
    ['six hours', '09-10 14:30', 'high'],
    ['eight hours, at the next opening', '09-11 08:30', 'overdue'],
  ] as const)('is in the next tier a millisecond after %s', (_, when, tier) => {
    const after = instantOf(msOf(wall(when)) + 1);
    expect(evaluate(changes([opened, 'new']), after, deskCalendar).response?.tier).toBe(tier);
  });

  it('changes next when the bound is reached, or at the next opening when that is at closing time', () => {
    const next = (now: string) => evaluate(changes([opened, 'new']), wall(now), deskCalendar).response?.nextChange;
    expect(next('09-10 08:30')).toEqual({ at: wall('09-10 12:30'), tier: 'moderate' });
    expect(next('09-10 13:00')).toEqual({ at: wall('09-10 14:30'), tier: 'high' });
    expect(next('09-10 15:00')).toEqual({ at: wall('09-11 08:30'), tier: 'overdue' });
    expect(next('09-10 20:00')).toEqual({ at: wall('09-11 08:30'), tier: 'overdue' });
    expect(next('09-11 09:00')).toBeNull();
  });

  it('is due at the earliest instant with eight hours, which may be a closing time', () => {
    const { response } = evaluate(changes([opened, 'new']), opened, deskCalendar);
    expect(response?.dueAt).toBe(wall('09-10 16:30'));
    const atNight = evaluate(changes([wall('09-10 22:00'), 'new']), wall('09-10 23:00'), deskCalendar);
    expect(atNight.response).toMatchObject({ elapsedMs: 0, dueAt: wall('09-11 16:30') });
  });

  it('says since when it is overdue', () => {
    const { response } = evaluate(changes([opened, 'new']), wall('09-14 10:00'), deskCalendar);
    expect(response).toMatchObject({ tier: 'overdue', breachedAt: wall('09-11 08:30'), nextChange: null });
  });

  it.each(['active', 'awaitingUserInfo', 'awaitingProblem', 'resolved', 'closed', 'cancelled'] as const)(
    'stops for good when new is left for %s',
    (door) => {
      const told = changes([opened, 'new'], [wall('09-10 09:30'), door], [wall('09-10 10:30'), 'new']);
      const { response } = evaluate(told, wall('09-11 10:00'), deskCalendar);
      expect(response).toMatchObject({ state: 'stopped', elapsedMs: hour, stoppedAt: wall('09-10 09:30') });
    },
  );

  it('does not pause and takes no time outside opening hours, a holiday among them', () => {
    // From Friday 16:00 over the week-end and Labour Day to Tuesday 9:00.
    const { response } = evaluate(changes([wall('09-04 16:00'), 'new']), wall('09-08 09:00'), deskCalendar);
    expect(response?.elapsedMs).toBe(hour);
  });
});

describe('the resolution clock', () => {
  it('is not there while the incident is new, and is made by leaving it', () => {
    const told = changes([opened, 'new'], [wall('09-10 10:00'), 'active']);
    expect(evaluate(told, wall('09-10 09:00'), deskCalendar).resolution).toBeNull();
    expect(evaluate(told, wall('09-10 10:00'), deskCalendar).resolution).toMatchObject({
      state: 'running',
      elapsedMs: 0,
      startedAt: wall('09-10 10:00'),
    });
  });

  it.each([
    ['awaitingUserInfo', 'paused'],
    ['awaitingProblem', 'paused'],
    ['resolved', 'stopped'],
    ['closed', 'stopped'],
    ['cancelled', 'cancelled'],
  ] as const)('holds nothing when new is left for %s', (door, state) => {
    const told = changes([opened, 'new'], [wall('09-10 10:00'), door]);
    const { resolution } = evaluate(told, wall('09-14 10:00'), deskCalendar);
    expect(resolution).toMatchObject({ state, elapsedMs: 0, nextChange: null, dueAt: null });
  });

  it('runs in active only, and goes on where it was after a pause', () => {
    const told = changes(
      [opened, 'new'],
      [wall('09-10 09:00'), 'active'],
      [wall('09-10 11:00'), 'awaitingUserInfo'],
      [wall('09-11 09:30'), 'active'],
      [wall('09-11 10:30'), 'awaitingProblem'],
      [wall('09-14 08:30'), 'active'],
    );
    const { resolution } = evaluate(told, wall('09-14 09:30'), deskCalendar);
    expect(resolution).toMatchObject({ state: 'running', elapsedMs: 4 * hour, tier: 'normal' });
    expect(resolution?.nextChange).toEqual({ at: wall('09-14 13:30'), tier: 'moderate' });
    expect(resolution?.dueAt).toBe(wall('09-16 13:30'));
  });

  it('stops at the resolution, which closing does not move', () => {
    const told = changes(
      [opened, 'new'],
      [wall('09-10 09:00'), 'active'],
      [wall('09-10 12:00'), 'resolved'],
      [wall('09-17 12:00'), 'closed'],
    );
    const { resolution } = evaluate(told, wall('09-21 12:00'), deskCalendar);
    expect(resolution).toMatchObject({ state: 'stopped', elapsedMs: 3 * hour, stoppedAt: wall('09-10 12:00') });
  });

  it('goes on when the incident is reopened; time spent resolved does not count, and both resolutions are kept', () => {
    const told = changes(
      [opened, 'new'],
      [wall('09-10 09:00'), 'active'],
      [wall('09-10 12:00'), 'resolved'],
      [wall('09-11 12:00'), 'active'],
      [wall('09-11 13:00'), 'resolved'],
    );
    expect(evaluate(told, wall('09-11 12:30'), deskCalendar)).toMatchObject({
      resolution: { state: 'running', elapsedMs: 3.5 * hour, stoppedAt: null },
      reopenCount: 1,
    });
    expect(evaluate(told, wall('09-14 12:00'), deskCalendar)).toMatchObject({
      resolution: { state: 'stopped', elapsedMs: 4 * hour, stoppedAt: wall('09-11 13:00') },
      firstResolvedAt: wall('09-10 12:00'),
      lastResolvedAt: wall('09-11 13:00'),
      reopenCount: 1,
    });
  });

  it.each([
    ['one day', 8, 'normal'],
    ['two days', 16, 'moderate'],
    ['three days', 24, 'high'],
  ] as const)('keeps the lower tier at exactly %s of eight hours', (_, hours, tier) => {
    const told = changes([opened, 'new'], [opened, 'active']);
    const days = ['09-10 16:30', '09-11 16:30', '09-14 16:30'];
    const { resolution } = evaluate(told, wall(days[hours / 8 - 1] ?? ''), deskCalendar);
    expect(resolution).toMatchObject({ elapsedMs: hours * hour, tier });
  });
});

describe('the order of changes', () => {
  it('is their instant, then their rank', () => {
    const told = [
      { at: opened, seq: 3, to: 'active' },
      { at: opened, seq: 1, to: 'new' },
      { at: opened, seq: 2, to: 'awaitingUserInfo' },
    ] as const;
    expect(evaluate(told, wall('09-10 09:30'), deskCalendar)).toMatchObject({
      state: 'active',
      response: { elapsedMs: 0 },
      resolution: { elapsedMs: hour },
    });
  });

  it('hides what comes after the instant asked about', () => {
    const told = changes([opened, 'new'], [wall('09-10 10:00'), 'active']);
    expect(evaluate(told, wall('09-10 09:59:59'), deskCalendar).state).toBe('new');
    expect(evaluate(told, wall('09-10 08:29:59'), deskCalendar)).toMatchObject({ state: null, response: null });
  });

  it('starts both clocks at once when the first thing known is no longer new', () => {
    const told = changes([opened, 'active']);
    expect(evaluate(told, wall('09-10 10:30'), deskCalendar)).toMatchObject({
      response: { state: 'stopped', elapsedMs: 0 },
      resolution: { state: 'running', elapsedMs: 2 * hour },
    });
  });
});

describe('a cancelled incident', () => {
  it('has both clocks stopped and counts in no statistics', () => {
    const told = changes([opened, 'new'], [wall('09-10 09:30'), 'active'], [wall('09-10 10:30'), 'cancelled']);
    expect(evaluate(told, wall('09-14 10:30'), deskCalendar)).toMatchObject({
      counts: false,
      response: { state: 'cancelled', elapsedMs: hour },
      resolution: { state: 'cancelled', elapsedMs: hour, stoppedAt: wall('09-10 10:30') },
    });
  });
});

describe('the calendar', () => {
  it('gives no next change and answers at once when it never opens again', () => {
    const closed = { ...deskCalendar, hours: [{ effectiveFrom: deskCalendar.hours[0]?.effectiveFrom, week: {} }] };
    const never = { ...deskCalendar, hours: [] };
    for (const calendar of [never, closed as typeof never]) {
      const { response } = evaluate(changes([opened, 'new']), wall('09-30 10:00'), calendar);
      expect(response).toMatchObject({ elapsedMs: 0, tier: 'normal', nextChange: null, dueAt: null });
    }
  });

  it('counts eight hours to a business day even where the desk is open longer', () => {
    expect(bounds.resolution).toEqual([8 * hour, 16 * hour, 24 * hour]);
  });

  it('takes an incident opened on a Sunday, first acted on that Sunday, as having waited no time', () => {
    const told = changes([wall('09-13 10:00'), 'new'], [wall('09-13 12:00'), 'active']);
    expect(evaluate(told, wall('09-14 09:30'), deskCalendar)).toMatchObject({
      response: { elapsedMs: 0, stoppedAt: wall('09-13 12:00') },
      resolution: { elapsedMs: hour },
    });
  });

  it.each([
    // Clocks went forward on Sunday 2020-03-08 and back on Sunday 2020-11-01: four business hours on either side.
    ['spring', '2020-03-06T12:30:00-05:00', '2020-03-09T12:30:00-04:00'],
    ['autumn', '2020-10-30T12:30:00-04:00', '2020-11-02T12:30:00-05:00'],
    // 2020-02-29 was a Saturday.
    ['a leap day', '2020-02-28T12:30:00-05:00', '2020-03-02T12:30:00-05:00'],
  ])('counts the same hours over the %s switch', (_, from, to) => {
    const { response } = evaluate(changes([at(from), 'new']), at(to), deskCalendar);
    expect(response?.elapsedMs).toBe(8 * hour);
  });

  it('follows an incident that stays open for two years', () => {
    const told = changes([at('2020-09-10T08:30:00-04:00'), 'new'], [at('2020-09-10T09:30:00-04:00'), 'active']);
    const { resolution } = evaluate(told, at('2022-09-12T16:30:00-04:00'), deskCalendar);
    expect(resolution?.tier).toBe('overdue');
    expect((resolution?.elapsedMs ?? 0) / (8 * hour)).toBeGreaterThan(470);
  });
});
