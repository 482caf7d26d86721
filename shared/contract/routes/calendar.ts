/** Routes of the desk's calendar: opening hours, closures, their editions. */
import * as z from 'zod/mini';
import {
  calendarDraft,
  calendarEffect,
  calendarPage,
  calendarSaving,
  calendarWarning,
  clockExplanation,
  closure,
  recalculated,
} from '../calendarRecords.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';
import { incidentNumber } from '../scalars.ts';
import { cursor, limit, reason } from './inputs.ts';

/** Incidents that one call recalculates. */
const recalculatedAtOnce = 100;

/** Holidays are reckoned by rules that hold in these years. */
const year = z.pipe(z.string().check(z.regex(/^2[01]\d\d$/)), z.transform(Number));

export const calendarRoutes = {
  readCalendar: {
    method: 'GET',
    path: '/api/calendar',
    function: 'api-calendar',
    summary: 'Opening hours and closures of the desk as they hold',
    status: 200,
    response: calendarPage,
  },
  saveCalendar: {
    method: 'PUT',
    path: '/api/calendar',
    function: 'api-calendar',
    summary: 'Replace opening hours and closures; clocks of open incidents follow at once',
    ifMatch: true,
    body: calendarDraft,
    status: 200,
    response: calendarPage,
  },
  previewCalendar: {
    method: 'POST',
    path: '/api/calendar/preview',
    function: 'api-calendar',
    summary: 'What a calendar would do to open incidents, with nothing saved',
    body: calendarDraft,
    status: 200,
    response: z.object({ warnings: z.array(calendarWarning), effect: calendarEffect }),
  },
  proposeClosures: {
    method: 'GET',
    path: '/api/calendar/proposals/{year}',
    function: 'api-calendar',
    summary: 'Closures proposed for a year: holidays of Québec and the closing of the university',
    params: z.object({ year }),
    status: 200,
    response: z.object({
      items: z.array(
        z.object({
          closure,
          /** The calendar has these days closed already. */
          known: z.boolean(),
        }),
      ),
    }),
  },
  listCalendarSavings: {
    method: 'GET',
    path: '/api/calendar/history',
    function: 'api-calendar',
    summary: 'Who changed the calendar, when, why and what, newest first',
    query: z.object({ limit, cursor }),
    status: 200,
    response: record.pageOf(calendarSaving),
  },
  previewRecalculation: {
    method: 'POST',
    path: '/api/calendar/recalculation/preview',
    function: 'api-calendar',
    summary: 'Which clocks that have ended the present calendar reads otherwise than they are recorded',
    body: z.object({
      /** Clocks that ended on this day or later. */
      since: record.isoDate,
    }),
    status: 200,
    response: z.object({
      items: z.array(recalculated),
      /** There are more: recalculate these, and ask again. */
      more: z.boolean(),
    }),
  },
  recalculate: {
    method: 'POST',
    path: '/api/calendar/recalculation',
    function: 'api-calendar',
    summary: 'Record ended clocks of these incidents as the present calendar reads them; their history keeps both',
    body: z.object({
      incidents: z.array(incidentNumber).check(z.minLength(1), z.maxLength(recalculatedAtOnce)),
      reason,
    }),
    status: 200,
    response: z.object({
      /** What was recorded anew; one asked for that is not here had nothing to change. */
      items: z.array(recalculated),
    }),
  },
} as const satisfies Readonly<Record<string, Route>>;

/** Why an incident's clocks show what they show; served beside the other routes of incidents. */
export const explanationRoutes = {
  explainIncident: {
    method: 'GET',
    path: '/api/incidents/{incident}/explanation',
    function: 'api-incidents',
    summary: 'Why the clocks of an incident show what they show: stretches, openings, closures, and their sums',
    params: z.object({ incident: incidentNumber }),
    status: 200,
    response: z.object({
      asOf: record.instant,
      clocks: z.array(clockExplanation),
    }),
  },
} as const satisfies Readonly<Record<string, Route>>;
