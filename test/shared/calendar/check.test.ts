import { describe, expect, it } from 'vitest';
import { faultsOf, warningsOf } from '#shared/calendar/check.ts';
import { edit } from '#shared/calendar/edit.ts';
import { firstEdition } from '#shared/calendar/edition.ts';
import { proposals } from '#shared/calendar/propose.ts';
import { sentence, titleOf } from '#shared/contract/problems.ts';
import type { Calendar, Closure, DayWindow } from '#shared/time/calendar.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { closuresOfYear } from '#shared/time/holidays.ts';
import { people, refusalOf } from '#test/support/desk.ts';
import { at } from '../incident/moments.ts';
import { day } from '../time/arbitrary.ts';

const office: readonly DayWindow[] = [{ opens: '08:30', closes: '16:30' }];
const [usual] = deskCalendar.hours;
const closing = (from: string, to = from, during?: Closure['during']): Closure => ({
  from: day(from),
  to: day(to),
  ...(during && { during }),
  reason: 'Colloque',
});
const withClosures = (...more: readonly Closure[]): Calendar => ({ ...deskCalendar, closures: more });
const withMondays = (mon: readonly DayWindow[]): Calendar => ({
  ...deskCalendar,
  hours: [{ effectiveFrom: day('2026-01-01'), week: { mon } }],
});
const codes = (calendar: Calendar) => faultsOf(calendar).map(({ code, field }) => `${code} ${field ?? ''}`);

describe('a calendar as written', () => {
  it('has no fault in what the desk opens with', () => {
    expect(faultsOf(deskCalendar)).toEqual([]);
  });

  it('may name its zone as people of Montréal do, and no zone that nobody knows', () => {
    expect(codes({ ...deskCalendar, zone: 'America/Montreal' })).toEqual([]);
    for (const zone of ['Amerique/Montréal', '', '+05:00', 'Mars/Phobos']) {
      expect(codes({ ...deskCalendar, zone })).toEqual(['calendarZoneUnknown zone']);
    }
  });

  it('has windows that end after they begin, and apart from each other; they may touch', () => {
    expect(codes(withMondays([{ opens: '16:30', closes: '08:30' }]))).toEqual([
      'calendarWindowEmpty hours.0.week.mon.0',
    ]);
    expect(codes(withMondays([{ opens: '08:30', closes: '08:30' }]))).toHaveLength(1);
    expect(codes(withMondays([...office, { opens: '16:00', closes: '18:00' }]))).toEqual([
      'calendarWindowsOverlap hours.0.week.mon.1',
    ]);
    expect(codes(withMondays([...office, { opens: '16:30', closes: '18:00' }]))).toEqual([]);
  });

  it('has one set of hours a day', () => {
    const twice = { ...deskCalendar, hours: [...deskCalendar.hours, ...deskCalendar.hours] };
    expect(codes(twice)).toEqual(['calendarHoursTwice hours.1.effectiveFrom']);
  });

  it('has closures that end after they begin, in days and in hours', () => {
    expect(codes(withClosures(closing('2026-03-03', '2026-03-02')))).toEqual(['calendarClosureBackwards closures.0']);
    expect(codes(withClosures(closing('2026-03-03', '2026-03-03', { from: '14:00', to: '12:00' })))).toHaveLength(1);
  });

  it('says no minute closed twice: part-days of one day may follow each other', () => {
    const morning = closing('2026-03-03', '2026-03-03', { from: '08:30', to: '12:00' });
    const afternoon = closing('2026-03-03', '2026-03-03', { from: '12:00', to: '16:30' });
    expect(codes(withClosures(morning, afternoon))).toEqual([]);
    expect(codes(withClosures(morning, closing('2026-03-02', '2026-03-06')))).toEqual([
      'calendarClosuresOverlap closures.1',
    ]);
  });

  it('is refused in a sentence that names what to correct, in both languages', () => {
    const [fault] = faultsOf(withClosures(closing('2026-03-02', '2026-03-06'), closing('2026-03-04')));
    expect(sentence(fault?.code ?? '', 'fr', fault?.params)).toContain('le 2026-03-04');
    expect(sentence(fault?.code ?? '', 'en', fault?.params)).toContain('by “Colloque” on 2026-03-04');
    expect(titleOf('calendarZoneUnknown', 'fr')).toBe('Fuseau horaire inconnu');
  });
});

describe('what is said of a calendar', () => {
  const today = day('2026-11-22');
  const warned = (after: Calendar, before: Calendar | null = deskCalendar) =>
    warningsOf(after, before, today).map(({ code, params }) => `${code} ${Object.values(params).join(' ')}`);

  it('is nothing while this year and the next have closures', () => {
    expect(warned(deskCalendar, null)).toEqual([]);
  });

  it('names the next year when nothing is closed in it; a closing that only runs into it does not count', () => {
    const upTo2026 = withClosures(...[2025, 2026].flatMap(closuresOfYear));
    expect(upTo2026.closures.at(-1)?.to).toBe('2027-01-02');
    expect(warned(upTo2026, null)).toEqual(['yearWithoutClosures 2027']);
  });

  it('names each closure of the past that is added, taken away or changed; one of today is not past', () => {
    const storm = closing('2026-11-20', '2026-11-20', { from: '12:00', to: '24:00' });
    const stormy = { ...deskCalendar, closures: [...deskCalendar.closures, storm] };
    expect(warned(stormy)).toEqual(['closureInPast Colloque 2026-11-20']);
    expect(warned(deskCalendar, stormy)).toEqual(['closureInPast Colloque 2026-11-20']);
    expect(warned({ ...deskCalendar, closures: [...deskCalendar.closures, closing('2026-11-22')] })).toEqual([]);
    expect(warned({ ...stormy, closures: stormy.closures.map((one) => ({ ...one })) }, stormy)).toEqual([]);
  });

  it('names hours that change the past', () => {
    const hours = [...deskCalendar.hours, { effectiveFrom: day('2026-06-01'), week: { mon: office } }];
    expect(warned({ ...deskCalendar, hours })).toEqual(['hoursInPast 2026-06-01']);
  });

  it('names a week that never opens', () => {
    const hours = [...(usual ? [usual] : []), { effectiveFrom: day('2027-07-01'), week: { mon: [] } }];
    expect(warned({ ...deskCalendar, hours })).toEqual(['weekNeverOpens 2027-07-01']);
  });
});

describe('editing the calendar', () => {
  const now = at('2026-11-22T15:00:00Z');
  const draft = { ...deskCalendar, note: 'Tempête' };

  it('is for admins', () => {
    for (const person of [people.mona, people.tess, people.cora, people.rita]) {
      expect(refusalOf(edit(firstEdition, draft, person, now)).code).toBe('notAllowed');
    }
  });

  it('makes the next edition, signed, in the order of its days', () => {
    const closures = deskCalendar.closures.toReversed();
    const made = edit(firstEdition, { ...draft, closures }, people.ada, now);
    expect(made).toEqual({
      ok: true,
      value: {
        version: 2,
        calendar: deskCalendar,
        saved: { at: now, by: { id: people.ada.id, name: people.ada.name }, note: 'Tempête', changes: [] },
      },
    });
  });

  it('keeps what it changed of the edition before', () => {
    const storm = closing('2026-11-20', '2026-11-20', { from: '12:00', to: '24:00' });
    const [gone, ...rest] = deskCalendar.closures;
    const made = edit(
      firstEdition,
      { ...draft, zone: 'America/Montreal', closures: [storm, ...rest] },
      people.ada,
      now,
    );
    expect(made.ok && made.value.saved?.changes).toEqual([
      { kind: 'zoneChanged', from: 'America/Toronto', to: 'America/Montreal' },
      { kind: 'closureRemoved', closure: gone },
      { kind: 'closureAdded', closure: storm },
    ]);
  });

  it('is refused with the first fault and its field', () => {
    expect(refusalOf(edit(firstEdition, { ...draft, zone: 'Nulle/Part' }, people.ada, now))).toMatchObject({
      code: 'calendarZoneUnknown',
      field: 'zone',
    });
  });
});

describe('closures proposed for a year', () => {
  it('are the holidays of Québec and the closing at the end of the year, those entered already marked', () => {
    const proposed = proposals(2031, deskCalendar);
    expect(proposed.map(({ closure }) => closure)).toEqual(closuresOfYear(2031));
    expect(proposed.some(({ known }) => known)).toBe(false);
    expect(proposals(2026, deskCalendar).every(({ known }) => known)).toBe(true);
  });

  it('are not entered already by a closure of part of the day', () => {
    const half = { closures: [closing('2031-06-24', '2031-06-24', { from: '12:00', to: '24:00' })] };
    expect(proposals(2031, half).filter(({ known }) => known)).toEqual([]);
  });
});
