/** What deriving and explaining the clocks of one incident takes. */
import { explainClock } from '#shared/incident/explain.ts';
import { evaluate } from '#shared/incident/sla.ts';
import type { StateChange } from '#shared/incident/state.ts';
import { deskCalendar, deskCovers } from '#shared/time/desk.ts';
import { instantOf } from '#shared/time/instant.ts';
import { indexOf } from '#shared/time/openings.ts';
import type { Effort, Findings } from './figure.ts';
import { median } from './timing.ts';

/** Microseconds for the clocks of one incident. */
export async function evaluating({ short }: Effort): Promise<Findings> {
  const index = indexOf(deskCalendar, deskCovers.from, deskCovers.to);
  const day = 86_400_000;
  const from = Date.parse('2021-03-01T14:00:00.000Z');
  const history = (rank: number, length: number): readonly StateChange[] =>
    Array.from({ length }, (_, seq) => ({
      at: instantOf(from + rank * 3_600_000 + seq * 1.7 * day),
      seq,
      to: seq === 0 ? ('new' as const) : seq % 2 === 1 ? ('active' as const) : ('awaitingUserInfo' as const),
    }));
  const now = instantOf(from + 400 * day);
  const rounds = short ? 5 : 200;
  const microseconds = (length: number, count: number, ask: (changes: readonly StateChange[]) => unknown): number => {
    const all = Array.from({ length: count }, (_, rank) => history(rank, length));
    const round = () => {
      const before = performance.now();
      for (const changes of all) ask(changes);
      return ((performance.now() - before) / all.length) * 1_000;
    };
    return median(Array.from({ length: rounds }, round));
  };
  const figures = [1, 4, 12].map((length) => ({
    what: `\`evaluate\`, ${length} state change${length > 1 ? 's' : ''}`,
    value: microseconds(length, 512, (changes) => evaluate(changes, now, index)),
    unit: 'µs',
  }));
  // It takes hundreds of times as long: asked of one incident in each round.
  const explained = microseconds(4, 1, (changes) => explainClock('resolution', changes, now, deskCalendar));
  return {
    subject: 'The clocks of one incident',
    how: `Median of ${rounds} rounds over 512 incidents, more than a year after they were opened, on the calendar of eleven years. Both clocks with tier, next change, due instant and breach.`,
    figures: [...figures, { what: 'explaining one clock that runs over a year', value: explained / 1_000, unit: 'ms' }],
  };
}
