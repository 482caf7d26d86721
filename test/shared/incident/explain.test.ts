import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainClock, type ClockExplanation, type Segment } from '#shared/incident/explain.ts';
import { evaluate } from '#shared/incident/sla.ts';
import { clockNames } from '#shared/incident/tier.ts';
import type { Calendar } from '#shared/time/calendar.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { instantOf, msOf } from '#shared/time/instant.ts';
import { calendars, day, instants } from '../time/arbitrary.ts';
import { histories } from './histories.ts';
import { at, changes, wall } from './moments.ts';

const hour = 3_600_000;
const sum = (all: readonly { readonly ms: number }[]): number => all.reduce((total, { ms }) => total + ms, 0);

function explained(...asked: Parameters<typeof explainClock>): ClockExplanation {
  const found = explainClock(...asked);
  if (!found) throw new Error('There is no such clock');
  return found;
}

const short = ({ state, reckoning, countedMs, totalMs }: Segment) =>
  `${state} ${reckoning} ${countedMs / hour} ${totalMs / hour}`;

describe('the explanation of a clock', () => {
  // Thursday the 10th to Tuesday the 15th of September 2020.
  const told = changes(
    [wall('09-10 08:30'), 'new'],
    [wall('09-10 10:30'), 'active'],
    [wall('09-10 15:30'), 'awaitingUserInfo'],
    [wall('09-11 09:30'), 'active'],
    [wall('09-11 16:00'), 'resolved'],
    [wall('09-14 09:00'), 'active'],
  );

  it('tells each stretch with its state, whether it counts, and the sum so far', () => {
    const { segments, clock } = explained('resolution', told, wall('09-14 10:00'), deskCalendar);
    expect(segments.map(short)).toEqual([
      'active counts 5 5',
      'awaitingUserInfo paused 0 5',
      'active counts 6.5 11.5',
      'resolved over 0 11.5',
      'active counts 1 12.5',
    ]);
    expect(clock.elapsedMs).toBe(12.5 * hour);
    expect(segments.at(-1)?.to).toBeNull();
  });

  it('ends the response clock where new was left, and tells no time after', () => {
    const { segments } = explained('response', told, wall('09-14 10:00'), deskCalendar);
    expect(segments.map(short)).toEqual(['new counts 2 2']);
  });

  it('shows the parts of openings that were counted', () => {
    const { segments } = explained(
      'response',
      changes([wall('09-10 15:00'), 'new']),
      wall('09-11 10:00'),
      deskCalendar,
    );
    expect(segments[0]?.openings).toEqual([
      { kind: 'opening', from: wall('09-10 15:00'), to: wall('09-10 16:30'), ms: 1.5 * hour },
      { kind: 'opening', from: wall('09-11 08:30'), to: wall('09-11 10:00'), ms: 1.5 * hour },
    ]);
  });

  it('names the closures that took time: Labour Day did, a holiday on a Saturday does not', () => {
    const opened = at('2023-06-22T15:30:00-04:00');
    const { segments } = explained('response', changes([opened, 'new']), at('2023-06-27T09:30:00-04:00'), deskCalendar);
    expect(segments[0]).toMatchObject({ closures: [], closedMs: 0 });
    const [labour] = explained(
      'response',
      changes([wall('09-04 16:00'), 'new']),
      wall('09-08 09:00'),
      deskCalendar,
    ).segments;
    expect(labour).toMatchObject({ hoursMs: 9 * hour, closedMs: 8 * hour, countedMs: hour });
    expect(labour?.closures.map(({ closure, ms }) => [closure.reason, ms])).toEqual([['Fête du Travail', 8 * hour]]);
  });

  it('names a storm that closed the afternoon by the hours it took', () => {
    const storm: Calendar = {
      ...deskCalendar,
      closures: [
        { from: day('2020-09-10'), to: day('2020-09-10'), during: { from: '12:00', to: '24:00' }, reason: 'Tempête' },
      ],
    };
    const [segment] = explained('response', changes([wall('09-10 08:30'), 'new']), wall('09-10 20:00'), storm).segments;
    expect(segment).toMatchObject({ hoursMs: 8 * hour, closedMs: 4.5 * hour, countedMs: 3.5 * hour });
    expect(segment?.closures[0]?.closure.reason).toBe('Tempête');
  });

  it('says of each bound when it was reached, when it was passed, or when it will be', () => {
    const { bounds } = explained('response', changes([wall('09-10 08:30'), 'new']), wall('09-10 13:00'), deskCalendar);
    expect(bounds).toEqual([
      { tier: 'moderate', ms: 4 * hour, reachedAt: wall('09-10 12:30'), passedAt: wall('09-10 12:30'), passed: true },
      { tier: 'high', ms: 6 * hour, reachedAt: wall('09-10 14:30'), passedAt: wall('09-10 14:30'), passed: false },
      { tier: 'overdue', ms: 8 * hour, reachedAt: wall('09-10 16:30'), passedAt: wall('09-11 08:30'), passed: false },
    ]);
  });

  it('promises nothing of a clock that waits', () => {
    const { bounds } = explained('resolution', told, wall('09-10 16:00'), deskCalendar);
    expect(bounds.map(({ passedAt, passed }) => [passedAt, passed])).toEqual(Array(3).fill([null, false]));
  });

  it('tells years by their beginning, their end and a sum in between', () => {
    const opened = at('2020-09-10T08:30:00-04:00');
    const { segments, clock } = explained(
      'response',
      changes([opened, 'new']),
      at('2022-09-12T16:30:00-04:00'),
      deskCalendar,
    );
    const [segment] = segments;
    expect(segment?.openings).toHaveLength(31);
    expect(segment?.openings[15]).toMatchObject({ kind: 'folded' });
    expect(sum(segment?.openings ?? [])).toBe(clock.elapsedMs);
  });

  it('is not there where the clock is not', () => {
    expect(explainClock('resolution', told, wall('09-10 09:00'), deskCalendar)).toBeNull();
    expect(explainClock('response', told, wall('09-10 08:00'), deskCalendar)).toBeNull();
  });
});

describe('the explanation of any history under any calendar', () => {
  const asked = fc.record({ history: histories, calendar: calendars, now: instants });

  it('adds up to what evaluate says, stretch by stretch', () => {
    fc.assert(
      fc.property(asked, ({ history, calendar, now }) => {
        const evaluation = evaluate(history, instantOf(now), calendar);
        for (const name of clockNames) {
          const explanation = explainClock(name, history, instantOf(now), calendar);
          const clock = evaluation[name];
          expect(explanation?.clock ?? null).toEqual(clock);
          if (!explanation || !clock) continue;
          expect(explanation.segments.at(-1)?.totalMs ?? 0).toBe(clock.elapsedMs);
          let total = 0;
          for (const segment of explanation.segments) {
            total += segment.countedMs;
            expect(segment.totalMs).toBe(total);
            expect(segment.hoursMs - segment.closedMs).toBe(segment.countedMs);
            expect(sum(segment.openings)).toBe(segment.countedMs);
            expect(segment.closedMs).toBeGreaterThanOrEqual(0);
            // Overlapping closures each tell what they would have taken alone, so together no less.
            expect(sum(segment.closures)).toBeGreaterThanOrEqual(segment.closedMs);
            if (segment.reckoning !== 'counts') expect(segment.countedMs).toBe(0);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has passed exactly the bounds that lie below the tier', () => {
    fc.assert(
      fc.property(asked, ({ history, calendar, now }) => {
        for (const name of clockNames) {
          const explanation = explainClock(name, history, instantOf(now), calendar);
          if (!explanation) continue;
          const { bounds, clock } = explanation;
          const passed = bounds.filter((bound) => bound.passed);
          expect(passed.at(-1)?.tier ?? 'normal').toBe(clock.tier);
          for (const { passedAt } of passed) {
            expect(passedAt).not.toBeNull();
            if (passedAt !== null) expect(msOf(passedAt)).toBeLessThan(now);
          }
          const next = bounds.find((bound) => !bound.passed);
          expect(clock.nextChange?.at ?? null).toBe(next?.passedAt ?? null);
        }
      }),
      { numRuns: 60 },
    );
  });
});
