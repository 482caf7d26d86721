/** Incidents of the desk, as the API gives them: their clocks derived with a calendar, as the API derives them. */
import { numberAt, type IncidentNumber } from '#shared/ids.ts';
import { evaluate } from '#shared/incident/sla.ts';
import type { IncidentState } from '#shared/incident/state.ts';
import type { Calendar } from '#shared/time/calendar.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';

type Incident = ResponseOf<'listIncidents'>['items'][number];

const weekday = [{ opens: '08:30', closes: '16:30' }];
const dayOff = { reason: 'Tempête', during: { from: '12:00', to: '24:00' } };

/** Half past eight to half past four on weekdays; a storm closed the desk at noon on Thursday 12 November 2026. */
export const calendarPage = {
  ...{ version: 3, zone: 'America/Toronto', saved: null, warnings: [], settled: true, may: { edit: false } },
  hours: [
    {
      effectiveFrom: '2016-01-01',
      week: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday },
    },
  ],
  closures: [{ from: '2026-11-12', to: '2026-11-12', ...dayOff }],
};
// Written above as the API writes it.
export const calendar = calendarPage as unknown as Calendar;

/** A time of the week of Monday 16 November 2026 at the desk, in winter time: `at('mon', '09:00')`. */
export function at(day: 'thu-1' | 'fri-1' | 'sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri', time: string): Instant {
  const days = { 'thu-1': 12, 'fri-1': 13, sun: 15, mon: 16, tue: 17, wed: 18, thu: 19, fri: 20 };
  return instantOf(Date.parse(`2026-11-${days[day]}T${time.padEnd(8, ':00')}-05:00`));
}

export const numberOf = (rank: number): IncidentNumber => numberAt('incident', rank);

/** States an incident came into: the first opens it. */
export type Course = readonly (readonly [Instant, IncidentState])[];

/** An incident with this course behind it, as the API answers at an instant. */
export function incidentAt(rank: number, course: Course, asOf: Instant, more: object = {}): Incident {
  const changes = course.map(([when, to], seq) => ({ at: when, seq, to }));
  const { response, resolution, nextChangeAt } = evaluate(changes, asOf, calendar);
  const incident = {
    ...{ number: numberOf(rank), version: changes.length, kind: 'incident', subkind: 'usage', channel: 'portal' },
    ...{ title: `La caméra ne s’allume pas (${rank})`, requester: { name: 'Émilie Haddad' } },
    ...{ group: 'techno-pedagogues', assignee: null, state: course.at(-1)?.[1] ?? 'new' },
    ...{ openedAt: course[0]?.[0] ?? asOf, changes, asOf, calendar: calendarPage.version },
    ...{ clocks: { response, resolution }, nextChangeAt, ...more },
  };
  // Spreading loses what each text stands for; the client's schemas check the whole of it.
  return incident as unknown as Incident;
}

/** So many milliseconds after an instant. */
export const after = (instant: Instant, ms: number): Instant => instantOf(msOf(instant) + ms);
