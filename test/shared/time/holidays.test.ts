import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { dateOf, dayNumber, weekdayOf } from '#shared/time/day.ts';
import { closuresOfYear } from '#shared/time/holidays.ts';
import { day } from './arbitrary.ts';

const known = new Holidays('CA', 'QC');
const years = Array.from({ length: 101 }, (_, rank) => 2000 + rank);

/** Public holidays of Québec in a year, as a directory of the world's holidays has them. */
const publicHolidays = (year: number): readonly string[] =>
  known
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(0, 10));

/** Days the university is closed in a calendar year, the end of the former year's closing among them. */
const closedDays = (year: number): ReadonlySet<string> =>
  new Set(
    [year - 1, year].flatMap(closuresOfYear).flatMap(({ from, to }) => {
      const days = dayNumber(to) - dayNumber(from) + 1;
      return Array.from({ length: days }, (_, rank) => dateOf(dayNumber(from) + rank));
    }),
  );

describe('the closures proposed for a year', () => {
  it('hold every public holiday of Québec that another source knows, 2000 to 2100', () => {
    for (const year of years) {
      const closed = closedDays(year);
      expect(publicHolidays(year).length).toBeGreaterThanOrEqual(8);
      for (const date of publicHolidays(year)) {
        // One of both summer holidays on a Sunday is taken on the Monday: that source does not know the law's rule.
        const moved = weekdayOf(dayNumber(day(date))) === 'sun' && /-(06-24|07-01)$/.test(date);
        const taken = moved ? dateOf(dayNumber(day(date)) + 1) : date;
        expect([taken, closed.has(taken)]).toEqual([taken, true]);
      }
    }
  });

  it('hold nothing else but Easter Monday and the closing at the end of the year', () => {
    for (const year of years) {
      const listed = new Set(publicHolidays(year));
      const others = closuresOfYear(year).filter(({ from }) => {
        const sunday = dateOf(dayNumber(from) - 1);
        return !listed.has(from) && !(listed.has(sunday) && weekdayOf(dayNumber(from)) === 'mon');
      });
      expect(others.map(({ reason }) => reason)).toEqual(['Lundi de Pâques', 'Congé de fin d’année']);
    }
  });
});
