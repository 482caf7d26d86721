import { describe, expect, it } from 'vitest';
import { deskCalendar, deskCovers } from '#shared/time/desk.ts';
import { closuresOfYear } from '#shared/time/holidays.ts';
import { openDaysOf } from '#shared/time/openings.ts';
import { dateOf, dayNumber, weekdayOf } from '#shared/time/day.ts';
import { day } from './arbitrary.ts';

const closedOn = (year: number, reason: string) => closuresOfYear(year).find((each) => each.reason === reason)?.from;
const openDays = openDaysOf(deskCalendar, deskCovers.from, deskCovers.to);
const isBusinessDay = (date: string) => openDays.days.includes(dayNumber(day(date)));

describe('the closures of the university', () => {
  it('follow Easter: Good Friday and Easter Monday', () => {
    const published = {
      2020: '2020-04-10',
      2021: '2021-04-02',
      2022: '2022-04-15',
      2023: '2023-04-07',
      2024: '2024-03-29',
      2025: '2025-04-18',
      2026: '2026-04-03',
      2027: '2027-03-26',
      2028: '2028-04-14',
      2029: '2029-03-30',
      2030: '2030-04-19',
    };
    for (const [year, goodFriday] of Object.entries(published)) {
      expect(closedOn(Number(year), 'Vendredi saint')).toBe(goodFriday);
      expect(closedOn(Number(year), 'Lundi de Pâques')).toBe(dateOf(dayNumber(day(goodFriday)) + 3));
    }
  });

  it('fall on a Sunday after the equinox in every year of the Gregorian calendar, between 22 March and 25 April', () => {
    for (let year = 1600; year < 2600; year++) {
      const monday = day(closedOn(year, 'Lundi de Pâques') ?? '');
      expect(weekdayOf(dayNumber(monday))).toBe('mon');
      expect(monday.slice(5) >= '03-23' && monday.slice(5) <= '04-26').toBe(true);
    }
  });

  it('put the Mondays where the law does', () => {
    expect(closedOn(2020, 'Journée nationale des patriotes')).toBe('2020-05-18');
    expect(closedOn(2026, 'Journée nationale des patriotes')).toBe('2026-05-18');
    expect(closedOn(2020, 'Fête du Travail')).toBe('2020-09-07');
    expect(closedOn(2020, 'Action de grâce')).toBe('2020-10-12');
    expect(closedOn(2021, 'Action de grâce')).toBe('2021-10-11');
  });

  it('move the two summer holidays from a Sunday to the Monday, and leave them on a Saturday', () => {
    expect(closedOn(2029, 'Fête nationale du Québec')).toBe('2029-06-25');
    expect(closedOn(2029, 'Fête du Canada')).toBe('2029-07-02');
    expect(closedOn(2023, 'Fête nationale du Québec')).toBe('2023-06-24');
    expect(closedOn(2023, 'Fête du Canada')).toBe('2023-07-01');
  });
});

describe('the calendar of the desk', () => {
  it('closes from 24 December to 2 January, the first New Year included', () => {
    expect(['2020-01-01', '2020-01-02', '2020-12-24', '2021-01-01', '2030-12-31'].filter(isBusinessDay)).toEqual([]);
    expect(['2020-01-03', '2020-12-23', '2021-01-04'].filter(isBusinessDay)).toHaveLength(3);
  });

  it('has no opening on a Saturday or Sunday', () => {
    expect(Array.from(openDays.days, weekdayOf).filter((weekday) => weekday === 'sat' || weekday === 'sun')).toEqual(
      [],
    );
  });

  it('knows some 248 business days a year', () => {
    const years = Array.from({ length: 11 }, (_, rank) => String(2020 + rank));
    const counts = years.map(
      (year) => Array.from(openDays.days, dateOf).filter((date) => date.startsWith(year)).length,
    );
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(245);
    expect(Math.max(...counts)).toBeLessThanOrEqual(250);
  });
});
