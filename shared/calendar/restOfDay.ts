/** Closing the desk from now to the end of the day: a storm, a fire alarm. */
import {
  eachOpenDay,
  wallMinutes,
  wallTimeOf,
  type Calendar,
  type Closure,
  type MinuteSpan,
} from '../time/calendar.ts';
import { dayNumber } from '../time/day.ts';
import type { EpochMs } from '../time/instant.ts';
import { localDate, localMinutes } from '../time/zone.ts';

const endOfDay = 24 * 60;

/**
 * The closures that close the rest of the day, beside those that close parts of it already; none when the desk does not open
 * again today.
 */
export function restOfDay(calendar: Calendar, now: EpochMs, reason: string): readonly Closure[] {
  const today = localDate(now, calendar.zone);
  const from = localMinutes(now, calendar.zone);
  if (!opensAfter(calendar, now, from)) return [];
  return closedToday(calendar, now)
    .reduce<readonly MinuteSpan[]>(without, [{ from, to: endOfDay }])
    .map((span) => ({
      from: today,
      to: today,
      during: { from: wallTimeOf(span.from), to: wallTimeOf(span.to) },
      reason,
    }));
}

function opensAfter(calendar: Calendar, now: EpochMs, minute: number): boolean {
  const day = dayNumber(localDate(now, calendar.zone));
  let opens = false;
  eachOpenDay(calendar, day, day, (_, open) => (opens = open.some(({ to }) => to > minute)));
  return opens;
}

function closedToday({ closures, zone }: Calendar, now: EpochMs): readonly MinuteSpan[] {
  const today = localDate(now, zone);
  return closures
    .filter(({ from, to }) => from <= today && today <= to)
    .map(({ during }) => ({
      from: during ? wallMinutes(during.from) : 0,
      to: during ? wallMinutes(during.to) : endOfDay,
    }));
}

function without(spans: readonly MinuteSpan[], closed: MinuteSpan): readonly MinuteSpan[] {
  return spans.flatMap((span) =>
    [
      { from: span.from, to: Math.min(span.to, closed.from) },
      { from: Math.max(span.from, closed.to), to: span.to },
    ].filter(({ from, to }) => from < to),
  );
}
