/** Shapes of the desk's calendar on the wire. Days and times are those of the calendar's own zone. */
import * as z from 'zod/mini';
import { incidentStates } from '../incident/state.ts';
import { clockNames, tiers } from '../incident/tier.ts';
import { weekdays } from '../time/day.ts';
import { clock } from './incidentRecords.ts';
import { shortText } from './routes/inputs.ts';
import { instant, isoDate, personRef } from './records.ts';
import { incidentNumber, wallTime } from './scalars.ts';

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

/** How an incident stands by a calendar. */
const standing = z.object({
  tier: z.nullable(z.enum(tiers)),
  dueAt: z.nullable(instant),
  /** When what is resolved closes by itself. */
  closesAt: z.nullable(instant),
});

const namedIncident = { number: incidentNumber, title: z.string(), state: z.enum(incidentStates) };

/** What saving a calendar would do to incidents that are open. */
export const calendarEffect = z.object({
  /** Incidents looked at, and how many of them change tier, due instant or closing. */
  open: z.int(),
  changed: z.int(),
  /** There are more open incidents than were looked at. */
  more: z.boolean(),
  /** The first of those that change, the ones that rise in tier first. */
  items: z.array(
    z.object({
      ...namedIncident,
      /** Null for what is resolved: only its closing moves. */
      clock: z.nullable(z.enum(clockNames)),
      before: standing,
      after: standing,
    }),
  ),
});

const recordedClock = z.object({
  elapsedMs: z.int(),
  tier: z.enum(tiers),
  dueAt: z.nullable(instant),
  breachedAt: z.nullable(instant),
  /** Edition of the calendar it was read with. */
  calendar: z.int(),
});

/** A clock that has ended, as recorded and as the present calendar reads it. */
export const recalculated = z.object({
  ...namedIncident,
  clock: z.enum(clockNames),
  before: recordedClock,
  after: recordedClock,
});

const explainedOpening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opening'), from: instant, to: instant, ms: z.int() }),
  /** Many openings in a row, told by their sum. */
  z.object({ kind: z.literal('folded'), from: instant, to: instant, openings: z.int(), ms: z.int() }),
]);

const segment = z.object({
  state: z.enum(incidentStates),
  from: instant,
  /** Null while it lasts. */
  to: z.nullable(instant),
  reckoning: z.enum(['counts', 'paused', 'over']),
  /** Opening time by the weekly hours alone. */
  hoursMs: z.int(),
  /** What closures took from it. */
  closedMs: z.int(),
  /** `hoursMs` less `closedMs` where the stretch counts. */
  countedMs: z.int(),
  /** Counted up to the end of this stretch; that of the last is the clock's elapsed time. */
  totalMs: z.int(),
  openings: z.array(explainedOpening),
  closures: z.array(z.object({ closure, ms: z.int() })),
});

/** Why a clock shows what it shows. */
export const clockExplanation = z.object({
  name: z.enum(clockNames),
  clock,
  /** The calendar it is reckoned by: the present one, or the one it was recorded with when it ended. */
  calendar: z.object({ version: z.int(), zone: z.string(), recorded: z.boolean() }),
  segments: z.array(segment),
  bounds: z.array(
    z.object({
      /** The tier that begins past it. */
      tier: z.enum(tiers),
      ms: z.int(),
      reachedAt: z.nullable(instant),
      passedAt: z.nullable(instant),
      passed: z.boolean(),
    }),
  ),
});
