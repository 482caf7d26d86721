/** Random calendars and instants for the laws of business time. */
import fc from 'fast-check';
import type { Calendar, Closure, DayWindow, WallTime, WeeklyHours } from '#shared/time/calendar.ts';
import { dateOf, dayMs, dayNumber, type DayNumber } from '#shared/time/day.ts';
import { epochMs, parseIsoDate, type EpochMs, type IsoDate } from '#shared/time/instant.ts';

export function day(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (!date) throw new Error(`Not a day: ${text}`);
  return date;
}

/** Spans around both clock changes of a year, in zones that change by an hour, by half an hour, at other hours or never. */
export const zones = [
  'America/Toronto',
  'America/Montreal',
  'America/St_Johns',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'Asia/Tokyo',
  'UTC',
] as const;

const first = dayNumber(day('2022-03-01'));
const last = dayNumber(day('2022-04-20'));
/** What every index of these calendars covers; instants are drawn a little inside it. */
export const covered = { from: dateOf(first), to: dateOf(last) };

const wallTime: fc.Arbitrary<WallTime> = fc
  .integer({ min: 0, max: 24 * 60 })
  .map(
    (minutes): WallTime =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
  );

/** Some are empty or overlap others: data typed by people does. */
const window: fc.Arbitrary<DayWindow> = fc.record({ opens: wallTime, closes: wallTime });

const dayIn = (from: DayNumber, to: DayNumber) => fc.integer({ min: from, max: to }).map(dateOf);

const hours: fc.Arbitrary<WeeklyHours> = fc.record({
  effectiveFrom: dayIn(first - 3, last),
  week: fc.dictionary(
    fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'),
    fc.array(window, { maxLength: 3 }),
  ),
});

const closure: fc.Arbitrary<Closure> = fc
  .record({
    from: fc.integer({ min: first, max: last }),
    length: fc.integer({ min: 0, max: 5 }),
    during: fc.option(fc.record({ from: wallTime, to: wallTime }), { nil: undefined }),
  })
  .map(({ from, length, during }) => ({
    from: dateOf(from),
    to: dateOf(from + length),
    reason: 'closed',
    ...(during && { during }),
  }));

export const calendars: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constantFrom(...zones),
  hours: fc.uniqueArray(hours, { maxLength: 3, selector: ({ effectiveFrom }) => effectiveFrom }),
  closures: fc.array(closure, { maxLength: 4 }),
});

const switches = ['2022-03-13T07:00Z', '2022-03-26T22:00Z', '2022-04-02T14:00Z'].map((text) => Date.parse(text));

/** Many lie within half a day of a clock change, and half on a whole quarter of an hour, where openings begin and end. */
export const instants: fc.Arbitrary<EpochMs> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: (first + 2) * dayMs, max: (last - 2) * dayMs }),
      fc
        .tuple(fc.constantFrom(...switches), fc.integer({ min: -dayMs / 2, max: dayMs / 2 }))
        .map(([at, by]) => at + by),
    ),
    fc.boolean(),
  )
  .map(([at, round]) => epochMs(round ? Math.round(at / 900_000) * 900_000 : at));
