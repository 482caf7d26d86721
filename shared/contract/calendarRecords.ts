/** Shapes of the desk's calendar on the wire. Days and times are those of the calendar's own zone. */
import * as z from 'zod/mini';
import { weekdays } from '../time/day.ts';
import { shortText } from './routes/inputs.ts';
import { instant, isoDate, personRef } from './records.ts';
import { wallTime } from './scalars.ts';

const windows = z.array(z.object({ opens: wallTime, closes: wallTime })).check(z.maxLength(6));

export const weeklyHours = z.object({
  effectiveFrom: isoDate,
  /** A day left out is closed. */
  week: z.partialRecord(z.enum(weekdays), windows),
});

export const closure = z.object({
  from: isoDate,
  /** Last day, included. */
  to: isoDate,
  /** The part of each of these days that is closed; the whole day when left out. */
  during: z.optional(z.object({ from: wallTime, to: wallTime })),
  reason: shortText,
});

export const calendar = z.object({
  /** IANA name, `America/Toronto`. */
  zone: z.string().check(z.minLength(1), z.maxLength(60)),
  hours: z.array(weeklyHours).check(z.minLength(1), z.maxLength(40)),
  closures: z.array(closure).check(z.maxLength(300)),
});

/** What an admin writes: the whole calendar, and why it changes. */
export const calendarDraft = z.extend(calendar, { note: z._default(z.string().check(z.trim(), z.maxLength(500)), '') });

export const calendarWarning = z.discriminatedUnion('code', [
  z.object({ code: z.literal('closureInPast'), params: z.object({ reason: z.string(), day: isoDate }) }),
  z.object({ code: z.literal('hoursInPast'), params: z.object({ day: isoDate }) }),
  z.object({ code: z.literal('yearWithoutClosures'), params: z.object({ year: z.int() }) }),
  z.object({ code: z.literal('weekNeverOpens'), params: z.object({ day: isoDate }) }),
]);

const calendarChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['closureAdded', 'closureRemoved']), closure }),
  z.object({ kind: z.enum(['hoursAdded', 'hoursRemoved']), hours: weeklyHours }),
  z.object({ kind: z.literal('zoneChanged'), from: z.string(), to: z.string() }),
]);

/** One saving of the calendar. */
export const calendarSaving = z.object({
  version: z.int(),
  at: instant,
  by: personRef,
  note: z.string(),
  changes: z.array(calendarChange),
});

export const calendarPage = z.extend(calendar, {
  version: z.int(),
  /** Null for the calendar the desk opened with, and for those who do not work at the desk. */
  saved: z.nullable(z.object({ at: instant, by: personRef, note: z.string() })),
  /** What the desk should do about it: a year ahead without closures. */
  warnings: z.array(calendarWarning),
  /** Whether every open incident follows this edition by now. */
  settled: z.boolean(),
  may: z.object({ edit: z.boolean() }),
});
