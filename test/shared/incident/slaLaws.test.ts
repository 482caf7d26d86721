import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type Clock } from '#shared/incident/sla.ts';
import { indexOf } from '#shared/time/openings.ts';
import { instantOf, msOf } from '#shared/time/instant.ts';
import { calendars, covered, instants } from '../time/arbitrary.ts';
import { histories } from './histories.ts';
import { slowClocks } from './slowSla.ts';

const asked = fc
  .record({ history: histories, calendar: calendars, now: instants })
  .map((one) => ({ ...one, index: indexOf(one.calendar, covered.from, covered.to) }));

const clocksOf = (evaluation: ReturnType<typeof evaluate>): readonly Clock[] =>
  [evaluation.response, evaluation.resolution].filter((clock) => clock !== null);

describe('the clocks of any incident under any calendar', () => {
  it('are what a slow reading, minute by minute, says', () => {
    fc.assert(
      fc.property(asked, ({ history, calendar, now, index }) => {
        const slow = slowClocks(history, now, calendar);
        const { state, response, resolution, reopenCount } = evaluate(history, instantOf(now), index);
        expect({
          state,
          responseMs: response?.elapsedMs ?? null,
          resolutionMs: resolution?.elapsedMs ?? null,
          responseTier: response?.tier ?? null,
          resolutionTier: resolution?.tier ?? null,
          reopenCount,
        }).toEqual(slow);
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on the order in which changes are told, nor on how often', () => {
    const told = asked.chain((one) =>
      fc
        .shuffledSubarray([...one.history, ...one.history], { minLength: 2 * one.history.length })
        .map((shuffled) => ({ ...one, shuffled })),
    );
    fc.assert(
      fc.property(told, ({ history, shuffled, now, index }) => {
        expect(evaluate(shuffled, instantOf(now), index)).toEqual(evaluate(history, instantOf(now), index));
      }),
    );
  });

  it('never go back', () => {
    fc.assert(
      fc.property(asked, instants, ({ history, now, index }, other) => {
        const [early, late] = now <= other ? [now, other] : [other, now];
        const [before, after] = [early, late].map((each) => evaluate(history, instantOf(each), index));
        expect(after?.response?.elapsedMs ?? 0).toBeGreaterThanOrEqual(before?.response?.elapsedMs ?? 0);
        expect(after?.resolution?.elapsedMs ?? 0).toBeGreaterThanOrEqual(before?.resolution?.elapsedMs ?? 0);
      }),
    );
  });

  it('are blind to what comes later', () => {
    fc.assert(
      fc.property(asked, ({ history, now, index }) => {
        const known = history.filter(({ at }) => msOf(at) <= now);
        expect(evaluate(history, instantOf(now), index)).toEqual(evaluate(known, instantOf(now), index));
      }),
    );
  });

  it('keep their tier up to the next change and have left it a millisecond after', () => {
    fc.assert(
      fc.property(asked, ({ history, now, index }) => {
        const known = history.filter(({ at }) => msOf(at) <= now);
        const evaluation = evaluate(known, instantOf(now), index);
        for (const [place, clock] of clocksOf(evaluation).entries()) {
          if (clock.nextChange === null) continue;
          const change = msOf(clock.nextChange.at);
          const tierAt = (ms: number) => clocksOf(evaluate(known, instantOf(ms), index))[place]?.tier;
          expect(change).toBeGreaterThanOrEqual(now);
          expect([tierAt(change - 1 < now ? now : change - 1), tierAt(change), tierAt(change + 1)]).toEqual([
            clock.tier,
            clock.tier,
            clock.nextChange.tier,
          ]);
        }
      }),
    );
  });

  it('say as breached the instant after which they were overdue', () => {
    fc.assert(
      fc.property(asked, ({ history, now, index }) => {
        const evaluation = evaluate(history, instantOf(now), index);
        for (const [place, clock] of clocksOf(evaluation).entries()) {
          expect(clock.breachedAt === null).toBe(clock.tier !== 'overdue');
          if (clock.breachedAt === null) continue;
          const at = msOf(clock.breachedAt);
          const tierAt = (ms: number) => clocksOf(evaluate(history, instantOf(ms), index))[place]?.tier;
          expect(tierAt(at)).not.toBe('overdue');
          expect(tierAt(at + 1)).toBe('overdue');
        }
      }),
    );
  });
});
