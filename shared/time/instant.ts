/** Points in time as records keep them: an instant in UTC, and a day without zone. */
import type { Branded } from '../ids.ts';

/** An instant, written `2020-09-03T12:30:00.000Z`: always UTC, always milliseconds, so that text order is time order. */
export type Instant = Branded<string, 'Instant'>;
/** The same instant as a count of milliseconds since 1970-01-01T00:00:00Z, for arithmetic. */
export type EpochMs = Branded<number, 'EpochMs'>;
/** A calendar day `2020-09-03`, without hour or zone. */
export type IsoDate = Branded<string, 'IsoDate'>;

/** The instant that lies this many milliseconds after 1970-01-01T00:00:00Z. */
export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
export function msOf(instant: Instant): EpochMs {
  return epochMs(Date.parse(instant));
}

/** Marks a number as milliseconds since 1970-01-01T00:00:00Z: the end of a piece of arithmetic on instants. */
export function epochMs(value: number): EpochMs {
  return value as EpochMs;
}

/** Reads an ISO 8601 date-time with offset or `Z`; null when it is not one or names a day that does not exist. */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  if (parseIsoDate(text.slice(0, 10)) === null) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : instantOf(ms);
}

/** Reads `YYYY-MM-DD`; null when it is not a day of the calendar (2020-02-31). */
export function parseIsoDate(text: string): IsoDate | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return null;
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? (text as IsoDate) : null;
}
