import { describe, expect, it } from 'vitest';
import { addBusinessMs, businessMs, nextOpening } from '#shared/time/business.ts';
import { wallMinutes, type Calendar, type Closure, type DayWindow, type WallTime } from '#shared/time/calendar.ts';
import { dateOf, dayNumber } from '#shared/time/day.ts';
import { epochMs, instantOf, msOf } from '#shared/time/instant.ts';
import { indexOf, openDaysOf } from '#shared/time/openings.ts';
import { localDate, startOf, wallInstant } from '#shared/time/zone.ts';
import { day } from './arbitrary.ts';

const always: readonly DayWindow[] = [{ opens: '00:00', closes: '24:00' }];
const everyDay = (windows: readonly DayWindow[]) => ({
  mon: windows,
  tue: windows,
  wed: windows,
  thu: windows,
  fri: windows,
  sat: windows,
  sun: windows,
});

const calendarOf = (zone: string, windows: readonly DayWindow[], closures: readonly Closure[] = []): Calendar => ({
  zone,
  hours: [{ effectiveFrom: day('2000-01-01'), week: everyDay(windows) }],
  closures,
});

/** Openings of one span, as text. */
function openings(calendar: Calendar, from: string, to: string): string[] {
  const index = indexOf(calendar, day(from), day(to));
  return Array.from(index.opens, (opens, place) => {
    return `${instantOf(opens).slice(0, 16)} ${instantOf(index.closes[place] ?? NaN).slice(0, 16)}`;
  });
}

const hourMs = 3_600_000;

/** Hours the desk is open on one local day. */
function hoursOn(calendar: Calendar, date: string): number {
  const index = indexOf(calendar, day(date), day(date));
  return businessMs(index.from, index.to, index) / hourMs;
}

describe('the index of openings', () => {
  it('has several openings a day, and one where they touch or overlap', () => {
    const calendar = calendarOf('UTC', [
      { opens: '13:00', closes: '16:30' },
      { opens: '08:30', closes: '12:00' },
      { opens: '11:00', closes: '12:15' },
      { opens: '16:30', closes: '17:00' },
      { opens: '18:00', closes: '18:00' },
      { opens: '20:00', closes: '19:00' },
    ]);
    expect(openings(calendar, '2020-09-03', '2020-09-03')).toEqual([
      '2020-09-03T08:30 2020-09-03T12:15',
      '2020-09-03T13:00 2020-09-03T17:00',
    ]);
  });

  it('joins a day that ends at midnight to the next that begins there', () => {
    expect(openings(calendarOf('UTC', always), '2020-09-03', '2020-09-05')).toEqual([
      '2020-09-03T00:00 2020-09-06T00:00',
    ]);
  });

  it('takes the hours in force on each day, and none before the first', () => {
    const calendar: Calendar = {
      zone: 'UTC',
      hours: [
        { effectiveFrom: day('2020-09-05'), week: everyDay([{ opens: '10:00', closes: '11:00' }]) },
        { effectiveFrom: day('2020-09-03'), week: everyDay([{ opens: '08:00', closes: '09:00' }]) },
      ],
      closures: [],
    };
    expect(openings(calendar, '2020-09-02', '2020-09-05')).toEqual([
      '2020-09-03T08:00 2020-09-03T09:00',
      '2020-09-04T08:00 2020-09-04T09:00',
      '2020-09-05T10:00 2020-09-05T11:00',
    ]);
  });

  it('cuts closures out: a whole day, a range, the middle of a day, the same hour of several days', () => {
    const during = (from: WallTime, to: WallTime) => ({ during: { from, to } });
    const calendar = calendarOf(
      'UTC',
      [{ opens: '08:00', closes: '12:00' }],
      [
        { from: day('2020-09-01'), to: day('2020-09-01'), reason: 'jour' },
        { from: day('2020-09-03'), to: day('2020-09-04'), reason: 'plage' },
        { from: day('2020-09-05'), to: day('2020-09-06'), ...during('09:00', '10:00'), reason: 'heure' },
        { from: day('2020-09-06'), to: day('2020-09-06'), ...during('09:30', '11:00'), reason: 'chevauche' },
        { from: day('2020-09-07'), to: day('2020-09-07'), ...during('11:00', '10:00'), reason: 'vide' },
      ],
    );
    expect(openings(calendar, '2020-09-01', '2020-09-07')).toEqual([
      '2020-09-02T08:00 2020-09-02T12:00',
      '2020-09-05T08:00 2020-09-05T09:00',
      '2020-09-05T10:00 2020-09-05T12:00',
      '2020-09-06T08:00 2020-09-06T09:00',
      '2020-09-06T11:00 2020-09-06T12:00',
      '2020-09-07T08:00 2020-09-07T12:00',
    ]);
  });

  it('loses an hour in spring and has one twice in autumn, where the clock on the wall does', () => {
    const round = calendarOf('America/Toronto', always);
    const night = calendarOf('America/Toronto', [{ opens: '01:30', closes: '02:30' }]);
    expect(['2021-03-13', '2021-03-14', '2021-11-07'].map((date) => hoursOn(round, date))).toEqual([24, 23, 25]);
    expect(['2021-03-13', '2021-03-14', '2021-11-07'].map((date) => hoursOn(night, date))).toEqual([1, 0.5, 1.5]);
  });

  it('follows zones that change by half an hour, at a quarter to three, at midnight, or back over midnight', () => {
    expect(hoursOn(calendarOf('Australia/Lord_Howe', always), '2022-04-03')).toBe(24.5);
    expect(hoursOn(calendarOf('Pacific/Chatham', always), '2022-04-03')).toBe(25);
    expect(hoursOn(calendarOf('Asia/Beirut', always), '2022-03-27')).toBe(23);
    const lateEvening = calendarOf('America/St_Johns', [
      { opens: '23:30', closes: '24:00' },
      { opens: '00:00', closes: '00:30' },
    ]);
    // At 00:01 it was 23:01 again: the half hour before midnight is there twice, and a minute after it too.
    const index = indexOf(lateEvening, day('2010-11-06'), day('2010-11-07'));
    expect(businessMs(index.from, index.to, index)).toBe((30 + 30 + 1 + 30 + 30 + 30) * 60_000);
  });

  it('sees a clock that is set back for one month only', () => {
    const casablanca = calendarOf('Africa/Casablanca', [{ opens: '08:00', closes: '09:00' }]);
    expect(openings(casablanca, '2020-04-18', '2020-04-20')[2]).toBe('2020-04-20T08:00 2020-04-20T09:00');
    expect(openings(casablanca, '2020-01-01', '2020-12-31').filter((each) => each.includes('T07:00'))).toHaveLength(
      324,
    );
  });

  it('takes America/Montreal for America/Toronto', () => {
    const montreal = indexOf(calendarOf('America/Montreal', always), day('2021-01-01'), day('2021-12-31'));
    const toronto = indexOf(calendarOf('America/Toronto', always), day('2021-01-01'), day('2021-12-31'));
    expect(montreal).toEqual(toronto);
  });

  it('refuses a zone and an hour that do not exist', () => {
    expect(() => openings(calendarOf('America/Laval', always), '2020-09-03', '2020-09-03')).toThrow(RangeError);
    expect(() => wallMinutes('24:01')).toThrow(RangeError);
    expect(() => wallMinutes('8:30')).toThrow(RangeError);
    expect(() => wallMinutes('08:60')).toThrow(RangeError);
  });

  it('answers at once for a calendar that never opens', () => {
    const never = calendarOf('America/Toronto', []);
    const index = indexOf(never, day('2020-01-01'), day('2030-12-31'));
    expect(nextOpening(index.from, index)).toBeNull();
    expect(addBusinessMs(index.from, 1, index)).toBeNull();
    expect(addBusinessMs(index.from, 0, index)).toBe(index.from);
    expect(businessMs(index.from, index.to, index)).toBe(0);
    expect(openDaysOf(never, day('2020-01-01'), day('2030-12-31')).days).toHaveLength(0);
  });

  it('stops finding openings once a calendar closes for good', () => {
    const calendar = calendarOf('UTC', always, [{ from: day('2020-09-05'), to: day('2030-12-31'), reason: 'fin' }]);
    const index = indexOf(calendar, day('2020-09-01'), day('2020-12-31'));
    expect(nextOpening(epochMs(Date.parse('2020-09-05T00:00:00Z')), index)).toBeNull();
    expect(addBusinessMs(epochMs(Date.parse('2020-09-04T23:00:00Z')), hourMs, index)).toBe(
      Date.parse('2020-09-05T00:00:00Z'),
    );
  });
});

describe('the day of a zone', () => {
  it('changes at its own midnight', () => {
    const at = (text: string) => epochMs(Date.parse(text));
    expect(localDate(at('2020-09-04T03:59:59.999Z'), 'America/Toronto')).toBe('2020-09-03');
    expect(localDate(at('2020-09-04T04:00:00.000Z'), 'America/Toronto')).toBe('2020-09-04');
    expect(localDate(at('2020-09-04T11:30:00Z'), 'Pacific/Chatham')).toBe('2020-09-05');
    expect(localDate(at('2020-09-04T00:00:00Z'), 'UTC')).toBe('2020-09-04');
  });
});

describe('the start of a day', () => {
  it('is the first instant of it there, also where clocks change', () => {
    expect(startOf(day('2020-09-10'), 'America/Montreal')).toBe('2020-09-10T04:00:00.000Z');
    expect(startOf(day('2020-03-08'), 'America/Toronto')).toBe('2020-03-08T05:00:00.000Z');
    expect(startOf(day('2020-03-09'), 'America/Toronto')).toBe('2020-03-09T04:00:00.000Z');
    expect(startOf(day('2020-09-10'), 'Pacific/Auckland')).toBe('2020-09-09T12:00:00.000Z');
    for (const zone of ['America/Toronto', 'Pacific/Chatham', 'Asia/Tokyo', 'UTC']) {
      for (const date of ['2020-03-08', '2020-11-01', '2020-04-05', '2020-09-27', '2020-07-01'].map(day)) {
        const start = msOf(startOf(date, zone));
        expect([localDate(start, zone), localDate(epochMs(start - 1), zone)]).toEqual([
          date,
          dateOf(dayNumber(date) - 1),
        ]);
      }
    }
  });

  it('reads a wall clock on either side of a change, and the first time of an hour that comes twice', () => {
    const noon = 12 * 60;
    expect(wallInstant(day('2020-03-07'), noon, 'America/Toronto')).toBe('2020-03-07T17:00:00.000Z');
    expect(wallInstant(day('2020-03-08'), noon, 'America/Toronto')).toBe('2020-03-08T16:00:00.000Z');
    expect(wallInstant(day('2020-11-01'), 90, 'America/Toronto')).toBe('2020-11-01T05:30:00.000Z');
    expect(wallInstant(day('2020-11-01'), noon, 'America/Toronto')).toBe('2020-11-01T17:00:00.000Z');
  });
});
