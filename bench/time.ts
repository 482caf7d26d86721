/** Microseconds per question about business time. */
import { addBusinessMs, businessMs } from '#shared/time/business.ts';
import { deskCalendar, deskCovers } from '#shared/time/desk.ts';
import { epochMs } from '#shared/time/instant.ts';
import { indexOf } from '#shared/time/openings.ts';
import type { Effort, Findings } from './figure.ts';
import { median } from './timing.ts';

const day = 24 * 3_600_000;
const goalMicroseconds = 0.2;

export async function time({ short }: Effort): Promise<Findings> {
  const began = performance.now();
  const index = indexOf(deskCalendar, deskCovers.from, deskCovers.to);
  const indexMs = performance.now() - began;
  const from = Date.parse('2021-03-01T14:00:00.000Z');
  // A day and two years, from starts spread over a year, so that no branch is always the same.
  const starts = Array.from({ length: 1_024 }, (_, rank) => epochMs(from + Math.floor((rank * 365.25 * day) / 1_024)));
  const rounds = short ? 20 : 1_000;
  let sum = 0;
  const microseconds = (ask: (start: (typeof starts)[number]) => number): number => {
    const round = () => {
      const before = performance.now();
      for (const each of starts) sum += ask(each);
      return ((performance.now() - before) / starts.length) * 1_000;
    };
    return median(Array.from({ length: rounds }, round));
  };
  const spans = { 'a day': day, 'two years': 730 * day };
  const figures = Object.entries(spans).map(([span, ms]) => ({
    what: `\`businessMs\` over ${span}`,
    value: microseconds((each) => businessMs(each, epochMs(each + ms), index)),
    unit: 'µs',
    goal: goalMicroseconds,
  }));
  const additions = { 'a business day': 8, 'two years': 4_000 };
  const added = Object.entries(additions).map(([span, hours]) => ({
    what: `\`addBusinessMs\` of ${span}`,
    value: microseconds((each) => addBusinessMs(each, hours * 3_600_000, index) ?? 0),
    unit: 'µs',
    goal: goalMicroseconds,
  }));
  if (!Number.isFinite(sum)) throw new Error('Business time is not a number');
  return {
    subject: 'Business time',
    how: `Median of ${rounds} rounds over 1,024 starts spread over a year, on the calendar of eleven years.`,
    figures: [...figures, ...added, { what: 'making the index, first use of the zone', value: indexMs, unit: 'ms' }],
  };
}
