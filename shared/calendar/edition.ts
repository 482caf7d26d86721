/**
 * Editions of the desk's calendar: each saving makes a new one and keeps the former, so that a clock recorded under one can
 * be explained by it for ever (design, "Service levels": hours and closures are data that an admin edits).
 */
import type { PersonRef } from '../access/person.ts';
import type { Calendar } from '../time/calendar.ts';
import { deskCalendar } from '../time/desk.ts';
import type { Instant } from '../time/instant.ts';

export interface CalendarEdition {
  /** 1 is what the desk opens with; each saving raises it by one. */
  readonly version: number;
  readonly calendar: Calendar;
  /** Null for what the desk opens with, which nobody saved. */
  readonly saved: { readonly at: Instant; readonly by: PersonRef; readonly note: string } | null;
}

/** The calendar until somebody edits it. */
export const firstEdition: CalendarEdition = { version: 1, calendar: deskCalendar, saved: null };
