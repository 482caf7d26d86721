/**
 * Business time: how long the desk was open between two instants, and when it will have been open so long.
 * Each question is two binary searches in the index of openings, whatever the span. Milliseconds throughout, nothing is
 * rounded, and the machine's zone plays no part.
 */
import { dateOf, dayMs, dayNumber } from './day.ts';
import { epochMs, type EpochMs, type IsoDate } from './instant.ts';
import type { OpenDays, OpeningIndex } from './openings.ts';

/** How many values of a rising array lie below this one; with `orEqual`, those equal to it count too. */
function countBelow(rising: Float64Array, value: number, orEqual: boolean): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = at(rising, middle);
    if (found < value || (orEqual && found === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Reads a place known to exist. */
function at(values: Float64Array, place: number): number {
  return values[place] ?? NaN;
}

function mustCover(index: OpeningIndex, instant: EpochMs): void {
  if (instant >= index.from && instant <= index.to) return;
  throw new RangeError(`The index of openings does not cover ${new Date(instant).toISOString()}.`);
}

/** Business milliseconds from the start of the index to an instant. */
function total(instant: EpochMs, index: OpeningIndex): number {
  let begun = index.begunBefore[Math.floor((instant - index.from) / dayMs)] ?? 0;
  while (at(index.opens, begun) <= instant) begun++;
  if (begun === 0) return 0;
  return at(index.until, begun - 1) - Math.max(0, at(index.closes, begun - 1) - instant);
}

/**
 * Business milliseconds from `start` to `end`; 0 when `end` is not after `start`.
 * @throws RangeError when the index does not cover the span.
 */
export function businessMs(start: EpochMs, end: EpochMs, index: OpeningIndex): number {
  if (!(start < end)) return 0;
  mustCover(index, start);
  mustCover(index, end);
  return total(end, index) - total(start, index);
}

/**
 * The earliest instant with this much business time since `start`: 0 gives `start` itself, and time that runs out at
 * closing is over at closing, not at the next opening. Null when the desk never opens so long before the index ends.
 * @param ms business milliseconds, 0 or more.
 * @throws RangeError when `ms` is negative or not a number, or the index does not cover `start`.
 */
export function addBusinessMs(start: EpochMs, ms: number, index: OpeningIndex): EpochMs | null {
  if (!(ms >= 0)) throw new RangeError(`Business time to add must be 0 or more: ${ms}`);
  mustCover(index, start);
  if (ms === 0) return start;
  const wanted = total(start, index) + ms;
  const place = countBelow(index.until, wanted, false);
  if (place === index.until.length) return null;
  return epochMs(at(index.closes, place) - (at(index.until, place) - wanted));
}

/**
 * The earliest instant, not before this one, at which the desk is open; null when it never opens again before the index ends.
 * @throws RangeError when the index does not cover the instant.
 */
export function nextOpening(instant: EpochMs, index: OpeningIndex): EpochMs | null {
  mustCover(index, instant);
  const place = countBelow(index.closes, instant, true);
  return place === index.opens.length ? null : epochMs(Math.max(instant, at(index.opens, place)));
}

/**
 * Whether the desk is open. It is at the instant of opening, it no longer is at the instant of closing.
 * @throws RangeError when the index does not cover the instant.
 */
export function isOpen(instant: EpochMs, index: OpeningIndex): boolean {
  return nextOpening(instant, index) === instant;
}

/** A stretch of opening time, end excluded. */
export interface OpenStretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * The openings between two instants, in order, cut at both: their lengths add up to `businessMs` of the same span.
 * Costs a step each; meant for showing them, not for counting.
 * @throws RangeError when the index does not cover the span.
 */
export function openingsWithin(start: EpochMs, end: EpochMs, index: OpeningIndex): readonly OpenStretch[] {
  if (!(start < end)) return [];
  mustCover(index, start);
  mustCover(index, end);
  const found: OpenStretch[] = [];
  for (let place = countBelow(index.closes, start, true); at(index.opens, place) < end; place++) {
    found.push({
      from: epochMs(Math.max(start, at(index.opens, place))),
      to: epochMs(Math.min(end, at(index.closes, place))),
    });
  }
  return found;
}

/**
 * Business days after one day up to and including another; negative when the other comes first, and 0 for one and the
 * same day. From a Friday to the next Monday it is 1; from the Saturday or Sunday between, 1 too.
 * @throws RangeError when the days known do not cover both.
 */
export function businessDays(from: IsoDate, to: IsoDate, open: OpenDays): number {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  for (const day of [first, last]) {
    if (!(day >= open.from && day <= open.to)) throw new RangeError(`The open days known do not cover ${dateOf(day)}.`);
  }
  return countBelow(open.days, last, true) - countBelow(open.days, first, true);
}
