/** One's tasks by when they are due: late, today, until Sunday, later. */
import type { IsoDate } from '#shared/time/instant.ts';
import { dateOf, dayNumber, weekdayOf } from '#shared/time/day.ts';

export const duePeriods = ['late', 'today', 'week', 'later'] as const;
export type DuePeriod = (typeof duePeriods)[number];

const toSunday = { mon: 6, tue: 5, wed: 4, thu: 3, fri: 2, sat: 1, sun: 0 } as const;

/** When a day lies, seen from today. */
export function periodOf(dueOn: IsoDate, today: IsoDate): DuePeriod {
  if (dueOn < today) return 'late';
  if (dueOn === today) return 'today';
  const day = dayNumber(today);
  return dueOn <= dateOf(day + toSunday[weekdayOf(day)]) ? 'week' : 'later';
}

/** Things with a due date by period, in the order given; periods without any are left out. */
export function byPeriod<Due>(
  items: readonly Due[],
  dueOn: (item: Due) => IsoDate,
  today: IsoDate,
): readonly { readonly period: DuePeriod; readonly items: readonly Due[] }[] {
  return duePeriods
    .map((period) => ({ period, items: items.filter((item) => periodOf(dueOn(item), today) === period) }))
    .filter((group) => group.items.length > 0);
}
