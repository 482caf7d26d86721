/** Routes of the desk's calendar: opening hours, closures, their editions. */
import * as z from 'zod/mini';
import { calendarDraft, calendarPage, calendarSaving, closure } from '../calendarRecords.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';
import { cursor, limit } from './inputs.ts';

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
} as const satisfies Readonly<Record<string, Route>>;
