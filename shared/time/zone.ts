/** What a time zone says: its offsets over a span, and the day it is there. Only Intl is asked, never the machine's zone. */
import { epochMs, instantOf, type EpochMs, type Instant, type IsoDate } from './instant.ts';
import { dayMs, dayNumber } from './day.ts';

/** A stretch of time during which a zone keeps one offset: local time = UTC + `offsetMs`. */
export interface OffsetSpan {
  readonly from: EpochMs;
  /** Exclusive. */
  readonly to: EpochMs;
  readonly offsetMs: number;
}

/** Names the desk's users still write, which not every runtime knows. */
const aliases: Readonly<Record<string, string>> = { 'America/Montreal': 'America/Toronto' };

/** The name by which every runtime knows a zone. */
export function placeOf(zone: string): string {
  return aliases[zone] ?? zone;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const timeZone = placeOf(zone);
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, made);
  return made;
}

/** Whether the runtime knows a zone by this IANA name. Bare offsets such as `+05:00` are no places and have no summer time. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Offset of the zone at an instant, to the second: Intl writes it `GMT-05:00`, and `GMT` alone for none. */
function offsetAt(at: number, zone: string): number {
  const [, sign, hours, minutes, seconds = 0] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(formatOf(zone).format(at)) ?? [];
  if (sign === undefined) return 0;
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (sign === '-' ? -size : size) * secondMs;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;

/** The day on a calendar hung in that zone at this instant. */
export function localDate(at: EpochMs, zone: string): IsoDate {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10) as IsoDate;
}

/** Whole minutes since midnight on a wall clock of that zone. */
export function localMinutes(at: EpochMs, zone: string): number {
  const wall = at + offsetAt(at, zone);
  return Math.floor((wall - Math.floor(wall / dayMs) * dayMs) / minuteMs);
}

/** The first instant of a day on a calendar hung in that zone. */
export function startOf(day: IsoDate, zone: string): Instant {
  return wallInstant(day, 0, zone);
}

/**
 * The instant at which a wall clock in that zone shows a time of a day: the first one where clocks are put back over it.
 * @param minutes since midnight, as the wall clock has them.
 */
export function wallInstant(day: IsoDate, minutes: number, zone: string): Instant {
  const wall = dayNumber(day) * dayMs + minutes * minuteMs;
  const guessed = wall - offsetAt(wall, zone);
  // At a change of clocks the offset at the time as if in UTC is not the one a while later.
  return instantOf(wall - offsetAt(guessed, zone));
}

/** No zone changes its offset twice within so short a time. */
const stepMs = 7 * dayMs;

/**
 * The offsets of a zone from one instant to another (exclusive), in order and without a hole.
 * Both bounds must be whole seconds. Cost follows the number of weeks; meant for when a calendar is saved.
 * @throws RangeError when the runtime does not know the zone.
 */
export function offsetsOf(zone: string, from: EpochMs, to: EpochMs): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let began = from;
  let offsetMs = offsetAt(from, zone);
  for (let at: number = from; at < to;) {
    const next = Math.min(at + stepMs, to);
    const then = offsetAt(next, zone);
    if (then !== offsetMs) {
      const changed = changeBetween(at, next, offsetMs, zone);
      spans.push({ from: began, to: changed, offsetMs });
      began = changed;
      offsetMs = then;
    }
    at = next;
  }
  if (began < to) spans.push({ from: began, to, offsetMs });
  return spans;
}

/** The first second after `before` whose offset is no longer the one given. */
function changeBetween(before: number, after: number, offsetMs: number, zone: string): EpochMs {
  let [low, high] = [before / secondMs, after / secondMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * secondMs, zone) === offsetMs) low = middle;
    else high = middle;
  }
  return epochMs(high * secondMs);
}
