/** Prints what many incidents under many calendars come to, always the same ones: run in one time zone after the other. */
import fc from 'fast-check';
import { explainClock } from '#shared/incident/explain.ts';
import { evaluate } from '#shared/incident/sla.ts';
import { clockNames } from '#shared/incident/tier.ts';
import { warningsOf } from '#shared/calendar/check.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { instantOf } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/zone.ts';
import { calendars, instants } from '../time/arbitrary.ts';
import { histories } from './histories.ts';

const cases = fc.sample(fc.record({ history: histories, calendar: calendars, now: instants }), {
  seed: 20_200_910,
  numRuns: 150,
});
const judged = cases.map(({ history, calendar, now }) => ({
  zone: calendar.zone,
  clocks: evaluate(history, instantOf(now), calendar),
  byTheDesk: evaluate(history, instantOf(now), deskCalendar),
  why: clockNames.map((name) => explainClock(name, history, instantOf(now), calendar)),
  warnings: warningsOf(calendar, deskCalendar, localDate(now, calendar.zone)),
}));
process.stdout.write(JSON.stringify({ machine: Intl.DateTimeFormat().resolvedOptions().timeZone, judged }));
