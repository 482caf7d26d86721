/** The calendar the desk opens with, as the API answers it. */
import { deskCalendar } from '#shared/time/desk.ts';

export const calendarAnswer = {
  ...{ version: 1, ...deskCalendar, saved: null, warnings: [], settled: true, may: { edit: false } },
};
