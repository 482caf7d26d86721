import { describe, expect, it } from 'vitest';
import { faultsOf } from '#shared/calendar/check.ts';
import { restOfDay } from '#shared/calendar/restOfDay.ts';
import type { Calendar, Closure } from '#shared/time/calendar.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { msOf, parseInstant, parseIsoDate } from '#shared/time/instant.ts';
import { isOpen } from '#shared/time/business.ts';
import { indexOf } from '#shared/time/openings.ts';

const at = (text: string) => msOf(parseInstant(text) ?? expect.fail(text));
const day = (text: string) => parseIsoDate(text) ?? expect.fail(text);
/** A Wednesday at 12:05 in Montréal. */
const noon = at('2026-12-02T12:05:40-05:00');
const on = (closures: readonly Closure[]): Calendar => ({ ...deskCalendar, closures });

describe('closing the rest of the day', () => {
  it('closes from the minute it is to midnight, and nothing before', () => {
    const made = restOfDay(deskCalendar, noon, 'Tempête');
    const today = day('2026-12-02');
    expect(made).toEqual([{ from: today, to: today, during: { from: '12:05', to: '24:00' }, reason: 'Tempête' }]);
    const index = indexOf(on(made), day('2026-12-01'), day('2026-12-04'));
    expect(isOpen(at('2026-12-02T12:04:59-05:00'), index)).toBe(true);
    expect(isOpen(noon, index)).toBe(false);
    expect(isOpen(at('2026-12-03T08:30:00-05:00'), index)).toBe(true);
  });

  it('goes around a part of the day that is closed already', () => {
    const today = day('2026-12-02');
    const meeting: Closure = { from: today, to: today, during: { from: '14:00', to: '15:00' }, reason: 'Réunion' };
    const calendar = on([meeting]);
    const made = restOfDay(calendar, noon, 'Tempête');
    expect(made.map(({ during }) => during)).toEqual([
      { from: '12:05', to: '14:00' },
      { from: '15:00', to: '24:00' },
    ]);
    expect(faultsOf({ ...calendar, closures: [meeting, ...made] })).toEqual([]);
  });

  it('has nothing to close in the evening, on a Sunday or on a holiday', () => {
    expect(restOfDay(deskCalendar, at('2026-12-02T16:30:00-05:00'), 'Tempête')).toEqual([]);
    expect(restOfDay(deskCalendar, at('2026-12-06T12:00:00-05:00'), 'Tempête')).toEqual([]);
    expect(restOfDay(deskCalendar, at('2026-12-25T12:00:00-05:00'), 'Tempête')).toEqual([]);
  });
});
