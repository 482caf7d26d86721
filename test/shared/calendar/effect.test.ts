import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byConcern, effectOn } from '#shared/calendar/effect.ts';
import { recalculate, recalculations } from '#shared/calendar/recalculate.ts';
import type { CalendarEdition } from '#shared/calendar/edition.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { clocksOf } from '#shared/incident/clocks.ts';
import { clockNames } from '#shared/incident/tier.ts';
import type { Calendar, Closure } from '#shared/time/calendar.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { instantOf } from '#shared/time/instant.ts';
import { people, refusalOf } from '#test/support/desk.ts';
import { incidentAt } from '#test/support/incidentAt.ts';
import { histories } from '../incident/histories.ts';
import { changes, wall } from '../incident/moments.ts';
import { calendars, day, instants } from '../time/arbitrary.ts';

const hour = 3_600_000;
// Thursday the 10th of September 2020.
const opened = wall('09-10 08:30');
const storm: Closure = {
  from: day('2020-09-10'),
  to: day('2020-09-10'),
  during: { from: '12:00', to: '24:00' },
  reason: 'Tempête',
};
const stormy: Calendar = { ...deskCalendar, closures: [...deskCalendar.closures, storm] };
const edition: CalendarEdition = { version: 2, calendar: stormy, saved: null };

const unanswered = incidentAt(changes([opened, 'new']), opened);
const worked = incidentAt(changes([opened, 'new'], [wall('09-10 15:30'), 'active']), wall('09-10 15:30'));
const resolved = incidentAt(
  changes([opened, 'new'], [wall('09-10 10:30'), 'active'], [wall('09-10 16:00'), 'resolved']),
  wall('09-10 16:00'),
);

describe('what a closure would do', () => {
  it('to one that waits for its answer: its tier falls back, and it is due later', () => {
    expect(effectOn(unanswered, wall('09-10 15:00'), deskCalendar, stormy)).toEqual({
      incident: unanswered.number,
      clock: 'response',
      before: { tier: 'high', dueAt: wall('09-10 16:30'), closesAt: null },
      after: { tier: 'normal', dueAt: wall('09-11 13:00'), closesAt: null },
    });
  });

  it('to one that waits for somebody else: to its tier alone, as nobody knows when it will be due', () => {
    const [active, waiting] = [wall('09-10 09:00'), wall('09-11 10:00')];
    const waits = incidentAt(changes([opened, 'new'], [active, 'active'], [waiting, 'awaitingUserInfo']), waiting);
    const effect = effectOn(waits, wall('09-14 10:00'), deskCalendar, stormy);
    expect(effect).toMatchObject({
      clock: 'resolution',
      before: { tier: 'moderate', dueAt: null },
      after: { tier: 'normal', dueAt: null },
    });
  });

  it('to one that is resolved: it closes later', () => {
    expect(effectOn(resolved, wall('09-10 16:10'), deskCalendar, stormy)).toEqual({
      incident: resolved.number,
      clock: null,
      before: { tier: null, dueAt: null, closesAt: wall('09-17 16:00') },
      after: { tier: null, dueAt: null, closesAt: wall('09-17 16:30') },
    });
  });

  it('is nothing where nothing changes', () => {
    const later = incidentAt(changes([wall('09-14 09:00'), 'new']), wall('09-14 09:00'));
    expect(effectOn(later, wall('09-14 09:00'), deskCalendar, stormy)).toBeNull();
  });

  it('is told by those whose tier rises most, then by those due soonest', () => {
    const rises = effectOn(unanswered, wall('09-10 15:00'), stormy, deskCalendar);
    const falls = effectOn(unanswered, wall('09-10 15:00'), deskCalendar, stormy);
    const closes = effectOn(resolved, wall('09-10 16:10'), deskCalendar, stormy);
    const told = [closes, falls, rises].filter((each) => each !== null).toSorted(byConcern);
    expect(told).toEqual([rises, closes, falls]);
  });
});

describe('recalculation', () => {
  const now = wall('09-15 10:00');

  it('says which recorded clocks the present calendar reads otherwise', () => {
    const found = recalculations(worked, now, edition);
    expect(found.map(({ clock, before, after }) => [clock, before.edition, after.edition])).toEqual([
      ['response', 1, 2],
    ]);
    const [{ before, after } = { before: undefined, after: undefined }] = found;
    expect([before?.clock.elapsedMs, before?.clock.tier]).toEqual([7 * hour, 'high']);
    expect([after?.clock.elapsedMs, after?.clock.tier]).toEqual([3.5 * hour, 'normal']);
  });

  it('leaves a clock alone that did not end, and one that reads the same', () => {
    expect(recalculations(unanswered, now, edition)).toEqual([]);
    expect(recalculations(resolved, now, edition).map(({ clock }) => clock)).toEqual(['resolution']);
  });

  it('is for admins, asks why, and keeps before and after in the history', () => {
    for (const person of [people.mona, people.tess, people.rita]) {
      expect(refusalOf(recalculate(worked, 'Tempête', person, now, edition)).code).toBe('notAllowed');
    }
    expect(refusalOf(recalculate(worked, ' ', people.ada, now, edition)).code).toBe('reasonMissing');
    const decided = recalculate(worked, 'Tempête', people.ada, now, edition);
    const change = decided.ok && decided.value.kind === 'change' ? decided.value.change : null;
    expect(change?.lines).toMatchObject([
      {
        version: worked.version + 1,
        by: { kind: 'person', person: { name: 'Ada' } },
        content: {
          action: 'recalculated',
          reason: 'Tempête',
          changes: [
            { field: 'response.elapsedMs', from: 7 * hour, to: 3.5 * hour },
            { field: 'response.tier', from: 'high', to: 'normal' },
            { field: 'response.edition', from: 1, to: 2 },
          ],
        },
      },
    ]);
    const after = change?.written?.after;
    expect(after?.recorded.response?.edition).toBe(2);
    expect(after && recalculate(after, 'Tempête', people.ada, now, edition)).toEqual({
      ok: true,
      value: { kind: 'nothing', because: 'unchanged' },
    });
  });

  it('makes any incident read as the calendar has it, and changes nothing else of it', () => {
    const asked = fc.record({ history: histories, before: calendars, after: calendars, now: instants });
    fc.assert(
      fc.property(asked, ({ history, before, after, now: at }) => {
        const known = history.filter((change) => change.at <= instantOf(at));
        if (known.length === 0) return;
        const incident = incidentAt(known, instantOf(at), {}, { version: 1, calendar: before, saved: null });
        const present = { version: 2, calendar: after, saved: null };
        const decided = recalculate(incident, 'Loi', people.ada, instantOf(at), present);
        if (!decided.ok) throw new Error('refused');
        const done: Incident =
          decided.value.kind === 'change' ? (decided.value.change.written?.after ?? incident) : incident;
        const fields = (each: Incident) => ({ ...each, recorded: null, version: 0 });
        expect(fields(done)).toEqual(fields(incident));
        const shown = clocksOf(done, instantOf(at), present);
        const fresh = clocksOf({ ...done, recorded: { response: null, resolution: null } }, instantOf(at), present);
        for (const name of clockNames) expect(shown[name]?.elapsedMs).toBe(fresh[name]?.elapsedMs);
      }),
      { numRuns: 60 },
    );
  });
});
