import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessMs, businessDays, businessMs, isOpen, nextOpening } from '#shared/time/business.ts';
import type { Calendar } from '#shared/time/calendar.ts';
import { deskCalendar, deskCovers } from '#shared/time/desk.ts';
import { epochMs, instantOf, type EpochMs } from '#shared/time/instant.ts';
import { indexOf, openDaysOf } from '#shared/time/openings.ts';
import { calendars, covered, day, instants } from './arbitrary.ts';
import { slowBusinessMs } from './slowClock.ts';

const desk = indexOf(deskCalendar, deskCovers.from, deskCovers.to);
const days = openDaysOf(deskCalendar, deskCovers.from, deskCovers.to);

const hourMs = 3_600_000;
const at = (text: string): EpochMs => epochMs(Date.parse(text));
const text = (instant: EpochMs | null) => instant && instantOf(instant);

/** Hours from one instant to another by the desk's calendar. */
const hours = (start: string, end: string) => businessMs(at(start), at(end), desk) / hourMs;

describe('business time of the desk', () => {
  it('counts from 8:30 to 16:30, Monday to Friday, on the wall of Montréal', () => {
    expect(hours('2020-09-03T08:30:00-04:00', '2020-09-03T16:30:00-04:00')).toBe(8);
    expect(hours('2020-09-03T00:00:00-04:00', '2020-09-04T00:00:00-04:00')).toBe(8);
    expect(hours('2020-09-05T00:00:00-04:00', '2020-09-07T00:00:00-04:00')).toBe(0);
    expect(hours('2020-09-03T09:00:00-04:00', '2020-09-03T09:00:00.001-04:00')).toBe(1 / hourMs);
  });

  it('gives 0 for an empty or reversed span, whatever the index covers', () => {
    expect(hours('2020-09-03T10:00:00-04:00', '2020-09-03T10:00:00-04:00')).toBe(0);
    expect(hours('2020-09-03T12:00:00-04:00', '2020-09-03T10:00:00-04:00')).toBe(0);
    expect(hours('2050-01-01T00:00:00Z', '2000-01-01T00:00:00Z')).toBe(0);
  });

  it('starts at the opening for what arrives at night, on a Sunday or on a holiday', () => {
    expect(hours('2020-09-02T23:00:00-04:00', '2020-09-03T09:30:00-04:00')).toBe(1);
    expect(hours('2020-09-06T10:00:00-04:00', '2020-09-08T09:30:00-04:00')).toBe(1);
  });

  it('keeps eight hours a day over both clock changes and a leap day', () => {
    expect(hours('2021-03-12T16:30:00-05:00', '2021-03-15T16:30:00-04:00')).toBe(8);
    expect(hours('2021-11-05T16:30:00-04:00', '2021-11-08T16:30:00-05:00')).toBe(8);
    expect(hours('2024-02-28T16:30:00-05:00', '2024-03-01T08:30:00-05:00')).toBe(8);
  });

  it('adds up two years of days', () => {
    const open = businessDays(day('2020-12-31'), day('2022-12-31'), days);
    expect(hours('2021-01-01T00:00:00-05:00', '2023-01-01T00:00:00-05:00')).toBe(open * 8);
  });

  it('says the earliest instant with a given business time: closing, not the next opening', () => {
    const due = (start: string, ms: number) => text(addBusinessMs(at(start), ms, desk));
    expect(due('2020-09-03T08:30:00-04:00', 8 * hourMs)).toBe('2020-09-03T20:30:00.000Z');
    expect(due('2020-09-03T08:30:00-04:00', 8 * hourMs + 1)).toBe('2020-09-04T12:30:00.001Z');
    expect(due('2020-09-04T15:30:00-04:00', 2 * hourMs)).toBe('2020-09-08T13:30:00.000Z');
  });

  it('gives back the instant itself when nothing is added, even at night', () => {
    expect(text(addBusinessMs(at('2020-09-06T03:00:00-04:00'), 0, desk))).toBe('2020-09-06T07:00:00.000Z');
  });

  it('refuses to add less than nothing', () => {
    expect(() => addBusinessMs(at('2020-09-03T10:00:00-04:00'), -1, desk)).toThrow(RangeError);
    expect(() => addBusinessMs(at('2020-09-03T10:00:00-04:00'), NaN, desk)).toThrow(RangeError);
  });

  it('refuses to guess outside the span it was made for', () => {
    expect(() => hours('2019-12-01T00:00:00Z', '2020-09-01T00:00:00Z')).toThrow(RangeError);
    expect(() => hours('2020-12-01T00:00:00Z', '2031-09-01T00:00:00Z')).toThrow(RangeError);
    expect(() => businessDays(day('2019-12-31'), day('2020-09-01'), days)).toThrow(RangeError);
  });

  it('knows when it is open and when it opens next', () => {
    const opening = (instant: string) => text(nextOpening(at(instant), desk));
    expect(opening('2020-09-03T10:00:00-04:00')).toBe('2020-09-03T14:00:00.000Z');
    expect(opening('2020-09-04T16:30:00-04:00')).toBe('2020-09-08T12:30:00.000Z');
    expect(isOpen(at('2020-09-03T08:30:00-04:00'), desk)).toBe(true);
    expect(isOpen(at('2020-09-03T16:29:59.999-04:00'), desk)).toBe(true);
    expect(isOpen(at('2020-09-03T16:30:00-04:00'), desk)).toBe(false);
  });
});

describe('business days', () => {
  const between = (from: string, to: string) => businessDays(day(from), day(to), days);

  it('are counted after the first day up to and including the other', () => {
    expect(between('2020-09-02', '2020-09-03')).toBe(1);
    expect(between('2020-09-03', '2020-09-03')).toBe(0);
    expect(between('2020-09-04', '2020-09-08')).toBe(1);
    expect(between('2020-09-05', '2020-09-08')).toBe(1);
    expect(between('2020-09-04', '2020-09-06')).toBe(0);
  });

  it('are negative once the day is past', () => {
    expect(between('2020-09-03', '2020-09-02')).toBe(-1);
    expect(between('2020-09-08', '2020-09-03')).toBe(-2);
  });

  it('leave out a day whose every hour is closed, and keep one closed in part', () => {
    const storm = (from: `${string}:${string}`): Calendar => ({
      ...deskCalendar,
      closures: [{ from: day('2022-01-17'), to: day('2022-01-17'), during: { from, to: '24:00' }, reason: 'Tempête' }],
    });
    const left = (calendar: Calendar) =>
      businessDays(day('2022-01-14'), day('2022-01-17'), openDaysOf(calendar, day('2022-01-01'), day('2022-01-31')));
    expect(left(storm('12:00'))).toBe(1);
    expect(left(storm('08:30'))).toBe(0);
  });

  it('add up: from one day to a third by any second', () => {
    const anyDay = fc
      .integer({ min: 0, max: 4017 })
      .map((rank) => day(instantOf(at('2020-01-01T00:00:00Z') + rank * 86_400_000).slice(0, 10)));
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, (one, other, third) => {
        expect(businessDays(one, other, days) + businessDays(other, third, days)).toBe(businessDays(one, third, days));
      }),
    );
  });
});

describe('business time of any calendar', () => {
  const indexed = calendars.map((calendar) => ({ calendar, index: indexOf(calendar, covered.from, covered.to) }));

  it('agrees with a look at the wall clock every minute', () => {
    fc.assert(
      fc.property(
        indexed,
        instants,
        fc.integer({ min: 0, max: 2 * 86_400_000 }),
        ({ calendar, index }, start, length) => {
          const end = epochMs(Math.min(start + length, index.to));
          expect(businessMs(start, end, index)).toBe(slowBusinessMs(start, end, calendar));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is additive and never decreases', () => {
    fc.assert(
      fc.property(indexed, instants, instants, instants, ({ index }, ...three) => {
        const [first, second, third] = three
          .map(Number)
          .sort((one, other) => one - other)
          .map(epochMs);
        const between = (start = index.from, end = index.from) => businessMs(start, end, index);
        expect(between(first, second) + between(second, third)).toBe(between(first, third));
        expect(between(first, second)).toBeGreaterThanOrEqual(0);
        expect(between(first, third)).toBeLessThanOrEqual((third ?? 0) - (first ?? 0));
        expect(between(third, first)).toBe(0);
      }),
    );
  });

  it('has its inverse: the instant found has that business time, and no earlier one has', () => {
    fc.assert(
      fc.property(indexed, instants, fc.integer({ min: 1, max: 200 * hourMs }), ({ index }, start, ms) => {
        const found = addBusinessMs(start, ms, index);
        if (found === null) {
          expect(businessMs(start, index.to, index)).toBeLessThan(ms);
          return;
        }
        expect(businessMs(start, found, index)).toBe(ms);
        expect(businessMs(start, epochMs(found - 1), index)).toBe(ms - 1);
      }),
    );
  });

  it('never finds an earlier instant for more time', () => {
    fc.assert(
      fc.property(indexed, instants, fc.nat(100 * hourMs), fc.nat(100 * hourMs), ({ index }, start, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const sooner = addBusinessMs(start, less, index);
        const later = addBusinessMs(start, more, index);
        if (later !== null) expect(sooner).toBeLessThanOrEqual(later);
      }),
    );
  });

  it('opens next where it is open, with no business time on the way', () => {
    fc.assert(
      fc.property(indexed, instants, ({ index }, instant) => {
        const opening = nextOpening(instant, index);
        const until = opening ?? index.to;
        expect(businessMs(instant, until, index)).toBe(0);
        if (opening !== null) expect(isOpen(opening, index)).toBe(true);
        expect(isOpen(instant, index)).toBe(opening === instant);
      }),
    );
  });
});
