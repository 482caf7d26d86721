/**
 * The days on which the university is closed, by rule. Statutory holidays of Québec: Act respecting labour standards,
 * s. 60, and National Holiday Act; the closing at the end of the year is the university's own custom.
 */
import type { Closure } from './calendar.ts';
import { dateOf, dayNumber, weekdayOf, type DayNumber, type Weekday } from './day.ts';
import { parseIsoDate } from './instant.ts';

/**
 * The closures of a calendar year, in order. The one at its end runs over New Year's Day into the next year.
 * @param year of the Gregorian calendar, four digits.
 */
export function closuresOfYear(year: number): Closure[] {
  const easter = easterSunday(year);
  return [
    oneDay(easter - 2, 'Vendredi saint'),
    oneDay(easter + 1, 'Lundi de Pâques'),
    oneDay(lastBefore('mon', dayIn(year, 5, 25)), 'Journée nationale des patriotes'),
    oneDay(mondayIfSunday(dayIn(year, 6, 24)), 'Fête nationale du Québec'),
    oneDay(mondayIfSunday(dayIn(year, 7, 1)), 'Fête du Canada'),
    oneDay(nth(1, 'mon', dayIn(year, 9, 1)), 'Fête du Travail'),
    oneDay(nth(2, 'mon', dayIn(year, 10, 1)), 'Action de grâce'),
    {
      from: dateOf(dayIn(year, 12, 24)),
      to: dateOf(dayIn(year + 1, 1, 2)),
      reason: 'Congé de fin d’année',
    },
  ];
}

function oneDay(day: DayNumber, reason: string): Closure {
  return { from: dateOf(day), to: dateOf(day), reason };
}

function dayIn(year: number, month: number, day: number): DayNumber {
  const date = parseIsoDate([year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'));
  if (!date) throw new RangeError(`Not a year of the calendar: ${year}`);
  return dayNumber(date);
}

/** Two holidays move to the Monday when they fall on a Sunday; one on a Saturday stays there. */
function mondayIfSunday(day: DayNumber): DayNumber {
  return weekdayOf(day) === 'sun' ? day + 1 : day;
}

/** The last such weekday before a day, that day excluded. */
function lastBefore(weekday: Weekday, day: DayNumber): DayNumber {
  return weekdayOf(day - 1) === weekday ? day - 1 : lastBefore(weekday, day - 1);
}

/** The n-th such weekday from a day on, that day included. */
function nth(n: number, weekday: Weekday, day: DayNumber): DayNumber {
  return weekdayOf(day) === weekday ? day + 7 * (n - 1) : nth(n, weekday, day + 1);
}

/**
 * Easter Sunday of the western churches: the Sunday after the full moon of the Metonic cycle that falls on
 * 21 March or later (computus, after the Gregorian reform's epact).
 */
function easterSunday(year: number): DayNumber {
  const golden = (year % 19) + 1;
  const century = Math.floor(year / 100) + 1;
  const leapDaysDropped = Math.floor((3 * century) / 4) - 12;
  const moonCorrection = Math.floor((8 * century + 5) / 25) - 5;
  const epact = (((11 * golden + 20 + moonCorrection - leapDaysDropped) % 30) + 30) % 30;
  const early = epact === 24 || (epact === 25 && golden > 11) ? epact + 1 : epact;
  const sinceMarch = 44 - early;
  const fullMoon = dayIn(year, 3, 1) - 1 + (sinceMarch < 21 ? sinceMarch + 30 : sinceMarch);
  return nth(1, 'sun', fullMoon + 1);
}
