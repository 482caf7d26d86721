/**
 * The openings of a calendar, one after the other with running totals: made once when a calendar is saved or a process
 * starts, so that every question about business time (`business.ts`) is a search and not a walk through days.
 */
import { eachOpenDay, type Calendar } from './calendar.ts';
import { dayMs, dayNumber, type DayNumber } from './day.ts';
import { epochMs, type EpochMs, type IsoDate } from './instant.ts';
import { offsetsOf, type OffsetSpan } from './zone.ts';

/** The days of a span on which the desk opens at all, in order. */
export interface OpenDays {
  readonly from: DayNumber;
  /** Last day covered, included. */
  readonly to: DayNumber;
  readonly days: Float64Array;
}

/** The openings of a calendar over a span, in order and apart from each other. */
export interface OpeningIndex {
  /** First instant covered. */
  readonly from: EpochMs;
  /** Last instant covered. */
  readonly to: EpochMs;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** Business milliseconds from the start of the index to each closing. */
  readonly until: Float64Array;
  /** For each 24 hours since `from`: how many openings begin before they do. A search starts there instead of guessing. */
  readonly begunBefore: Uint32Array;
}

/**
 * The business days of a calendar from one day to another (both included). Needs no zone, so it costs little.
 * A business day is a day with any opening.
 */
export function openDaysOf(calendar: Calendar, from: IsoDate, to: IsoDate): OpenDays {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const days: DayNumber[] = [];
  eachOpenDay(calendar, first, last, (day) => days.push(day));
  return { from: first, to: last, days: Float64Array.from(days) };
}

/**
 * The index of a calendar from one of its local days to another (both included).
 *
 * The desk is open at an instant when the clock on its wall then shows a time within an opening. So at the change to
 * summer time an hour of a night window is missing, and at the change to winter time an hour is there twice.
 * Cost: some milliseconds for ten years; make it when the calendar is saved, or once at start.
 * @throws RangeError when the runtime does not know the calendar's zone or a wall time is malformed.
 */
export function indexOf(calendar: Calendar, from: IsoDate, to: IsoDate): OpeningIndex {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  // Somewhere a day begins fourteen hours before it does in UTC, elsewhere it ends twelve hours after.
  const offsets = offsetsOf(calendar.zone, epochMs((first - 1) * dayMs), epochMs((last + 2) * dayMs));
  const openings: Opening[] = [];
  eachOpenDay(calendar, first, last, (day, open) => {
    const midnight = day * dayMs;
    for (const span of offsets) {
      if (span.to + span.offsetMs <= midnight || span.from + span.offsetMs >= midnight + dayMs) continue;
      for (const minutes of open) {
        const opens = Math.max(midnight + minutes.from * minuteMs - span.offsetMs, span.from);
        const closes = Math.min(midnight + minutes.to * minuteMs - span.offsetMs, span.to);
        if (opens < closes) openings.push({ opens, closes });
      }
    }
  });
  return indexed(joined(openings), instantAt(first * dayMs, offsets), instantAt((last + 1) * dayMs, offsets));
}

interface Opening {
  readonly opens: number;
  readonly closes: number;
}

const minuteMs = 60_000;

/** The first instant at which a wall clock shows this time or later. */
function instantAt(wallMs: number, offsets: readonly OffsetSpan[]): EpochMs {
  const span = offsets.find(({ to, offsetMs }) => to + offsetMs > wallMs);
  if (!span) throw new RangeError('The wall time lies outside the offsets.');
  return epochMs(Math.max(wallMs - span.offsetMs, span.from));
}

/** In order, with openings that touch made one. A clock set back over midnight shows the former day again: hence the sort. */
function joined(openings: readonly Opening[]): Opening[] {
  const inOrder: Opening[] = [];
  for (const opening of openings.toSorted((one, other) => one.opens - other.opens)) {
    const last = inOrder.at(-1);
    if (last?.closes === opening.opens) inOrder.splice(-1, 1, { opens: last.opens, closes: opening.closes });
    else inOrder.push(opening);
  }
  return inOrder;
}

function indexed(openings: readonly Opening[], from: EpochMs, to: EpochMs): OpeningIndex {
  let total = 0;
  let begun = 0;
  return {
    from,
    to,
    opens: Float64Array.from(openings, ({ opens }) => opens),
    closes: Float64Array.from(openings, ({ closes }) => closes),
    until: Float64Array.from(openings, ({ opens, closes }) => (total += closes - opens)),
    begunBefore: Uint32Array.from({ length: Math.floor((to - from) / dayMs) + 1 }, (_, day) => {
      while ((openings[begun]?.opens ?? Infinity) < from + day * dayMs) begun++;
      return begun;
    }),
  };
}
