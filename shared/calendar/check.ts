/** What is wrong with a calendar as written: faults, which are refused, and warnings, which are said. */
import type { Refusal } from '../refusal.ts';
import { wallMinutes, type Calendar, type Closure, type DayWindow, type WeeklyHours } from '../time/calendar.ts';
import { dateOf, dayNumber } from '../time/day.ts';
import type { IsoDate } from '../time/instant.ts';
import { isZone } from '../time/zone.ts';
import { changesBetween } from './changes.ts';

/** Every fault of a calendar, with the field it is in as a dotted path; none when it can be saved. */
export function faultsOf({ zone, hours, closures }: Calendar): readonly Refusal[] {
  return [
    ...(isZone(zone) ? [] : [{ code: 'calendarZoneUnknown', field: 'zone', params: { zone } } as const]),
    ...hours.flatMap((entry, place) => [...hoursTwice(hours, place), ...windowFaults(entry, `hours.${place}`)]),
    ...closures.flatMap((closure, place) => {
      const field = `closures.${place}`;
      if (isBackwards(closure)) return [fault('calendarClosureBackwards', field, { reason: closure.reason })];
      const before = closures.slice(0, place).find((other) => !isBackwards(other) && overlap(other, closure));
      const day = before && dateOf(Math.max(dayNumber(before.from), dayNumber(closure.from)));
      return before && day !== undefined
        ? [fault('calendarClosuresOverlap', field, { reason: closure.reason, other: before.reason, day })]
        : [];
    }),
  ];
}

function fault(code: Refusal['code'], field: string, params: NonNullable<Refusal['params']>): Refusal {
  return { code, field, params };
}

function hoursTwice(hours: readonly WeeklyHours[], place: number): readonly Refusal[] {
  const day = hours[place]?.effectiveFrom;
  if (day === undefined || hours.findIndex(({ effectiveFrom }) => effectiveFrom === day) === place) return [];
  return [fault('calendarHoursTwice', `hours.${place}.effectiveFrom`, { day })];
}

function windowFaults({ week }: WeeklyHours, path: string): readonly Refusal[] {
  return Object.entries(week).flatMap(([weekday, windows]) =>
    windows.flatMap((window, place) => {
      const field = `${path}.week.${weekday}.${place}`;
      const params = { opens: window.opens, closes: window.closes };
      if (isEmpty(window)) return [fault('calendarWindowEmpty', field, params)];
      const clash = windows
        .slice(0, place)
        .some((other) => !isEmpty(other) && meet(minutesOf(other), minutesOf(window)));
      return clash ? [fault('calendarWindowsOverlap', field, params)] : [];
    }),
  );
}

type Minutes = readonly [number, number];
const minutesOf = ({ opens, closes }: DayWindow): Minutes => [wallMinutes(opens), wallMinutes(closes)];
const isEmpty = (window: DayWindow): boolean => {
  const [opens, closes] = minutesOf(window);
  return opens >= closes;
};
const meet = (one: Minutes, other: Minutes): boolean => one[0] < other[1] && other[0] < one[1];

const partOf = ({ during }: Closure): Minutes =>
  during ? [wallMinutes(during.from), wallMinutes(during.to)] : [0, 24 * 60];

function isBackwards(closure: Closure): boolean {
  const [from, to] = partOf(closure);
  return closure.to < closure.from || from >= to;
}

function overlap(one: Closure, other: Closure): boolean {
  return one.from <= other.to && other.from <= one.to && meet(partOf(one), partOf(other));
}

/** What may well be meant, and is said before it is saved. */
export type CalendarWarning =
  /** A change of what is past: clocks of incidents open then move, and tiers already told with them. */
  | { readonly code: 'closureInPast'; readonly params: { readonly reason: string; readonly day: IsoDate } }
  /** Weekly hours that take effect on a day already gone. */
  | { readonly code: 'hoursInPast'; readonly params: { readonly day: IsoDate } }
  /** A year, this one or the next, in which nothing is closed: somebody has yet to enter its holidays. */
  | { readonly code: 'yearWithoutClosures'; readonly params: { readonly year: number } }
  /** Weekly hours without any window: no clock runs while they hold. */
  | { readonly code: 'weekNeverOpens'; readonly params: { readonly day: IsoDate } };

/**
 * What to say about a calendar.
 * @param before the calendar it would replace; null when it stands already, and only the years ahead matter.
 * @param today the day it is at the desk.
 */
export function warningsOf(calendar: Calendar, before: Calendar | null, today: IsoDate): readonly CalendarWarning[] {
  const year = Number(today.slice(0, 4));
  return [
    ...[year, year + 1]
      .filter((each) => !calendar.closures.some((closure) => beginsIn(closure, each)))
      .map((each) => ({ code: 'yearWithoutClosures' as const, params: { year: each } })),
    ...(before === null ? [] : changesOfPast(calendar, before, today)),
    ...calendar.hours
      .filter(({ week }) => Object.values(week).every((windows) => windows.length === 0))
      .map(({ effectiveFrom }) => ({ code: 'weekNeverOpens' as const, params: { day: effectiveFrom } })),
  ];
}

/** The closing that runs over New Year's Day is the former year's. */
function beginsIn({ from }: Closure, year: number): boolean {
  return from.startsWith(`${year}-`);
}

function changesOfPast(after: Calendar, before: Calendar, today: IsoDate): readonly CalendarWarning[] {
  const warnings = changesBetween(before, after).flatMap((change): CalendarWarning[] => {
    switch (change.kind) {
      case 'closureAdded':
      case 'closureRemoved': {
        const { reason, from } = change.closure;
        return from < today ? [{ code: 'closureInPast', params: { reason, day: from } }] : [];
      }
      case 'hoursAdded':
      case 'hoursRemoved': {
        const day = change.hours.effectiveFrom;
        return day < today ? [{ code: 'hoursInPast', params: { day } }] : [];
      }
      case 'zoneChanged':
        return [];
      default:
        return change satisfies never;
    }
  });
  // What was changed is gone and added: once is enough.
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()];
}
