import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { instantOf, msOf, parseInstant, parseIsoDate } from '#shared/time/instant.ts';
import { dateOf, dayNumber, weekdayOf } from '#shared/time/day.ts';

describe('the machine that runs these tests', () => {
  it('lives in a zone that hurts, so that a rule which asks the machine for its zone is seen', () => {
    expect(['America/Toronto', 'Pacific/Chatham']).toContain(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(new Date(0).getTimezoneOffset()).not.toBe(0);
  });
});

describe('an instant', () => {
  it('is written in UTC with milliseconds, whatever offset it came with', () => {
    expect(parseInstant('2020-09-03T08:30:00-04:00')).toBe('2020-09-03T12:30:00.000Z');
    expect(parseInstant('2020-09-03T12:30Z')).toBe('2020-09-03T12:30:00.000Z');
  });

  it('is refused without an offset, on a day that does not exist, or as other text', () => {
    for (const text of ['2020-09-03T08:30:00', '2020-02-31T08:30:00Z', '2020-09-03', '3 septembre', '']) {
      expect(parseInstant(text)).toBeNull();
    }
  });

  it('comes back from its milliseconds, and its text sorts as it does', () => {
    const span = { min: Date.parse('1000-01-01'), max: Date.parse('9999-12-31') };
    fc.assert(
      fc.property(fc.integer(span), fc.integer(span), (one, other) => {
        expect(msOf(instantOf(one))).toBe(one);
        expect(instantOf(one) < instantOf(other)).toBe(one < other);
      }),
    );
  });
});

describe('a day', () => {
  it('is refused when the calendar has no such day', () => {
    for (const text of ['2020-02-31', '2021-02-29', '2020-13-01', '2020-9-3', '2020-09-03T00:00']) {
      expect(parseIsoDate(text)).toBeNull();
    }
    expect(parseIsoDate('2020-02-29')).toBe('2020-02-29');
  });

  it('has a rank, and a day of the week that goes round', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (rank) => {
        expect(dayNumber(dateOf(rank))).toBe(rank);
        expect(weekdayOf(rank + 7)).toBe(weekdayOf(rank));
      }),
    );
    expect([dayNumber(dateOf(0)), weekdayOf(0), weekdayOf(-1), weekdayOf(4)]).toEqual([0, 'thu', 'wed', 'mon']);
  });
});
