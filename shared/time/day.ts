/** Calendar days as numbers, so that a span of days is arithmetic: no zone, no hour. */
import type { IsoDate } from './instant.ts';

/** Days since 1970-01-01; whole, negative before. */
export type DayNumber = number;

export const dayMs = 86_400_000;

/** In the order of the days since 1970-01-01, a Thursday. */
export const weekdays = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;
export type Weekday = (typeof weekdays)[number];

/** The rank of a calendar day. */
export function dayNumber(date: IsoDate): DayNumber {
  return Date.parse(`${date}T00:00:00.000Z`) / dayMs;
}

/** The calendar day of this rank. */
export function dateOf(day: DayNumber): IsoDate {
  return new Date(day * dayMs).toISOString().slice(0, 10) as IsoDate;
}

/** The day of the week: 1970-01-01 was a Thursday. */
export function weekdayOf(day: DayNumber): Weekday {
  return weekdays[((day % 7) + 7) % 7] ?? 'thu';
}
