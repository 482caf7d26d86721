/** Times of the day as the browser's own field writes them, where midnight at the end of a day is `00:00`. */
import type { DayWindow, WallTime, WeeklyHours } from '#shared/time/calendar.ts';
import type { Weekday } from '#shared/time/day.ts';

/** A window as it is being typed. */
export interface TypedWindow {
  opens: string;
  closes: string;
}
export type TypedWeek = Record<Weekday, TypedWindow[]>;

/** What the field shows of an end of the day. */
export const typedEnd = (wall: WallTime): string => (wall === '24:00' ? '00:00' : wall);

/** A wall time as typed; null while it is not whole. */
export function wallOf(typed: string, end: boolean): WallTime | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(typed) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  return end && typed === '00:00' ? '24:00' : `${hours}:${minutes}`;
}

export function typedWeek(hours: WeeklyHours | null): TypedWeek {
  const typed = (day: Weekday): TypedWindow[] =>
    (hours?.week[day] ?? []).map(({ opens, closes }) => ({ opens, closes: typedEnd(closes) }));
  return {
    mon: typed('mon'),
    tue: typed('tue'),
    wed: typed('wed'),
    thu: typed('thu'),
    fri: typed('fri'),
    sat: typed('sat'),
    sun: typed('sun'),
  };
}

/** The week as typed, its windows in order, closed days left out; null while a time is not whole. */
export function weekOf(typed: TypedWeek): WeeklyHours['week'] | null {
  const days = Object.entries(typed).map(([day, windows]) => {
    const read = windows.map(({ opens, closes }) => ({ opens: wallOf(opens, false), closes: wallOf(closes, true) }));
    const whole = read.flatMap(({ opens, closes }): DayWindow[] => (opens && closes ? [{ opens, closes }] : []));
    return { day, whole: whole.toSorted((one, other) => (one.opens < other.opens ? -1 : 1)), all: windows.length };
  });
  if (days.some(({ whole, all }) => whole.length !== all)) return null;
  return Object.fromEntries(days.flatMap(({ day, whole }) => (whole.length > 0 ? [[day, whole]] : [])));
}
