/** A second, slow and obvious reading of a calendar: it looks at the wall clock every minute. */
import type { Calendar } from '#shared/time/calendar.ts';

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2020-09-03 08:30` in the zone, for an instant on a quarter of an hour: no zone changes its clock in between. */
function wallClock(at: number, timeZone: string): { date: string; minute: number } {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(timeZone, format);
  }
  const [date = '', time = ''] = format.format(at).split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { date, minute: hours * 60 + minutes };
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether the desk is open at a minute of that day. */
function openOn(calendar: Calendar, date: string): (minute: number) => boolean {
  const inForce = calendar.hours
    .filter(({ effectiveFrom }) => effectiveFrom <= date)
    .sort((one, other) => (one.effectiveFrom < other.effectiveFrom ? 1 : -1))[0];
  const windows = inForce?.week[weekdays[new Date(`${date}T12:00:00Z`).getUTCDay()] ?? 'sun'] ?? [];
  const closures = calendar.closures.filter(({ from, to }) => from <= date && date <= to);
  const isIn = (minute: number, from: string, to: string) => minutesOf(from) <= minute && minute < minutesOf(to);
  return (minute) =>
    windows.some(({ opens, closes }) => isIn(minute, opens, closes)) &&
    !closures.some(({ during }) => !during || isIn(minute, during.from, during.to));
}

/** Milliseconds of each minute from `start` to `end` in which the desk is open. */
export function slowBusinessMs(start: number, end: number, calendar: Calendar): number {
  let sum = 0;
  for (let quarter = Math.floor(start / quarterMs) * quarterMs; quarter < end; quarter += quarterMs) {
    const { date, minute } = wallClock(quarter, calendar.zone);
    const isOpen = openOn(calendar, date);
    for (let step = 0; step < 15; step++) {
      const from = Math.max(start, quarter + step * minuteMs);
      const to = Math.min(end, quarter + (step + 1) * minuteMs);
      if (from < to && isOpen(minute + step)) sum += to - from;
    }
  }
  return sum;
}
