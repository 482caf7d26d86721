/** The index of openings that an incident's clocks are read with. */
import type { Calendar } from '../time/calendar.ts';
import { dateOf, dayMs } from '../time/day.ts';
import type { EpochMs } from '../time/instant.ts';
import { indexOf, type OpeningIndex } from '../time/openings.ts';

export type { OpeningIndex };

/** Years of openings kept beyond what is asked about, so that a clock's next change lies inside. */
const yearsAhead = 3;
const yearMs = 366 * dayMs;

/** Indexes made for a calendar are kept with it: the same values come out, sooner. */
const made = new WeakMap<Calendar, OpeningIndex>();

/**
 * The index of a calendar that covers a span and some years more; an index stays what it is.
 * A calendar is a value that nobody changes: another one is another object.
 */
export function coverage(calendar: Calendar | OpeningIndex, from: EpochMs, to: EpochMs): OpeningIndex {
  if ('opens' in calendar) return calendar;
  const known = made.get(calendar);
  if (known && known.from <= from && known.to >= to + (yearsAhead - 1) * yearMs) return known;
  const [first, last] = [Math.min(from, known?.from ?? from), Math.max(to, known?.to ?? to)];
  const index = indexOf(
    calendar,
    dateOf(Math.floor((first - yearMs) / dayMs)),
    dateOf(Math.ceil((last + yearsAhead * yearMs) / dayMs)),
  );
  made.set(calendar, index);
  return index;
}
