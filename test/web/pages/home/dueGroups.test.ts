import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateOf, dayNumber } from '#shared/time/day.ts';
import { parseIsoDate, type IsoDate } from '#shared/time/instant.ts';
import { byPeriod, duePeriods, periodOf } from '#web/pages/home/parts/dueGroups.ts';

function day(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (!date) throw new Error(`Not a day: ${text}`);
  return date;
}

it.each([
  ['2026-11-17', 'late'],
  ['2026-11-18', 'today'],
  ['2026-11-19', 'week'],
  ['2026-11-22', 'week'],
  ['2026-11-23', 'later'],
])('on a Wednesday, %s is %s', (dueOn, period) => {
  expect(periodOf(day(dueOn), day('2026-11-18'))).toBe(period);
});

it('the week ends on Sunday itself', () => {
  expect(periodOf(day('2026-11-23'), day('2026-11-22'))).toBe('later');
});

it('every task is in one period, and periods follow one another', () => {
  const first = dayNumber(day('2026-01-01'));
  const someDay = fc.nat({ max: 700 }).map((days) => dateOf(first + days));
  fc.assert(
    fc.property(fc.array(someDay, { maxLength: 30 }), someDay, (days, today) => {
      const sorted = days.toSorted();
      const groups = byPeriod(sorted, (each) => each, today);
      expect(groups.flatMap(({ items }) => items)).toEqual(sorted);
      expect(groups.map(({ period }) => period)).toEqual(
        duePeriods.filter((period) => groups.some((group) => group.period === period)),
      );
    }),
  );
});
