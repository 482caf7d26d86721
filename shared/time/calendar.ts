/**
 * The opening calendar of the desk, as data: weekly hours with the day they take effect, and closures.
 * Everything is written in the wall time of one zone, as it would be on a door.
 */
import { dayNumber, weekdayOf, type DayNumber, type Weekday } from './day.ts';
import type { IsoDate } from './instant.ts';

/** Wall time `08:30`; `24:00` is the end of the day. */
export type WallTime = `${string}:${string}`;

/** A stretch of one day; the closing time is no longer in it. One that ends before it begins is empty. */
export interface DayWindow {
  readonly opens: WallTime;
  readonly closes: WallTime;
}

/** Hours of a week, in force from a day until the next entry takes over. Before the first entry the desk is closed. */
export interface WeeklyHours {
  readonly effectiveFrom: IsoDate;
  /** Several windows a day are possible; a day without any is closed. */
  readonly week: Readonly<Partial<Record<Weekday, readonly DayWindow[]>>>;
}

/** Days on which the desk is closed, wholly or in part, whatever its weekly hours. */
export interface Closure {
  readonly from: IsoDate;
  /** Last day, included. */
  readonly to: IsoDate;
  /** The part of each of these days that is closed; the whole day when absent. */
  readonly during?: { readonly from: WallTime; readonly to: WallTime };
  /** Why, as shown to the people of the desk. */
  readonly reason: string;
}

export interface Calendar {
  /** IANA name; `America/Montreal` is accepted for `America/Toronto`. */
  readonly zone: string;
  readonly hours: readonly WeeklyHours[];
  readonly closures: readonly Closure[];
}

/** A stretch of one day in minutes of wall time, end excluded. */
export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

/** Minutes since midnight. @throws RangeError when the text is not a wall time. */
export function wallMinutes(time: WallTime): number {
  const [, hours, minutes] = /^(\d{2}):([0-5]\d)$/.exec(time) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (!(total <= 24 * 60)) throw new RangeError(`Not a wall time: ${time}`);
  return total;
}

/** The wall time so many minutes after midnight, 24 hours at most. */
export function wallTimeOf(minutes: number): WallTime {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${hours ?? ''}:${rest ?? ''}`;
}

/**
 * For each day from one to another (both included) on which the desk opens at all, calls back with its open minutes,
 * in order, apart from each other.
 */
export function eachOpenDay(
  calendar: Calendar,
  from: DayNumber,
  to: DayNumber,
  visit: (day: DayNumber, open: readonly MinuteSpan[]) => void,
): void {
  const closed = closedMinutes(calendar.closures, from, to);
  const hours = calendar.hours
    .map(({ effectiveFrom, week }) => ({ effective: dayNumber(effectiveFrom), week: minutesOf(week) }))
    .sort((one, other) => one.effective - other.effective);
  for (let day = from; day <= to; day++) {
    const inForce = hours.findLast(({ effective }) => effective <= day);
    const open = inForce?.week.get(weekdayOf(day)) ?? [];
    const left = (closed.get(day) ?? []).reduce<readonly MinuteSpan[]>(without, open);
    if (left.length > 0) visit(day, left);
  }
}

/** Windows in minutes, sorted; those that touch or overlap are one. */
function minutesOf(week: WeeklyHours['week']): Map<Weekday, readonly MinuteSpan[]> {
  const minutes = new Map<Weekday, readonly MinuteSpan[]>();
  for (const [weekday, windows] of Object.entries(week) as [Weekday, readonly DayWindow[]][]) {
    const joined: MinuteSpan[] = [];
    const spans = windows
      .map(({ opens, closes }) => ({ from: wallMinutes(opens), to: wallMinutes(closes) }))
      .filter((span) => span.from < span.to)
      .sort((one, other) => one.from - other.from);
    for (const span of spans) {
      const last = joined.at(-1);
      if (last && span.from <= last.to) joined.splice(-1, 1, { from: last.from, to: Math.max(last.to, span.to) });
      else joined.push(span);
    }
    minutes.set(weekday, joined);
  }
  return minutes;
}

/** The closed minutes of every day in the span that a closure touches. */
function closedMinutes(closures: readonly Closure[], from: DayNumber, to: DayNumber): Map<DayNumber, MinuteSpan[]> {
  const closed = new Map<DayNumber, MinuteSpan[]>();
  for (const closure of closures) {
    const during = closure.during ?? { from: '00:00', to: '24:00' };
    const span = { from: wallMinutes(during.from), to: wallMinutes(during.to) };
    const last = Math.min(dayNumber(closure.to), to);
    for (let day = Math.max(dayNumber(closure.from), from); day <= last; day++) {
      closed.set(day, [...(closed.get(day) ?? []), span]);
    }
  }
  return closed;
}

function without(open: readonly MinuteSpan[], closed: MinuteSpan): readonly MinuteSpan[] {
  if (closed.from >= closed.to) return open;
  return open.flatMap((span) =>
    [
      { from: span.from, to: Math.min(span.to, closed.from) },
      { from: Math.max(span.from, closed.to), to: span.to },
    ].filter((part) => part.from < part.to),
  );
}
