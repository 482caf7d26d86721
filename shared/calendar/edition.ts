/**
 * Editions of the desk's calendar: each saving makes a new one and keeps the former, so that a clock recorded under one can
 * be explained by it for ever (design, "Service levels": hours and closures are data that an admin edits).
 */
import type { PersonRef } from '../access/person.ts';
import type { Calendar, Closure, WeeklyHours } from '../time/calendar.ts';
import { deskCalendar } from '../time/desk.ts';
import type { Instant } from '../time/instant.ts';

/** What one edition changed of the one before it. A closure that was moved is one taken away and one added. */
export type CalendarChange =
  | { readonly kind: 'closureAdded' | 'closureRemoved'; readonly closure: Closure }
  | { readonly kind: 'hoursAdded' | 'hoursRemoved'; readonly hours: WeeklyHours }
  | { readonly kind: 'zoneChanged'; readonly from: string; readonly to: string };

/** Who saved an edition, when, why, and what it changed. */
export interface Saved {
  readonly at: Instant;
  readonly by: PersonRef;
  readonly note: string;
  readonly changes: readonly CalendarChange[];
}

export interface CalendarEdition {
  /** 1 is what the desk opens with; each saving raises it by one. */
  readonly version: number;
  readonly calendar: Calendar;
  /** Null for what the desk opens with, which nobody saved. */
  readonly saved: Saved | null;
}

/** The calendar until somebody edits it. */
export const firstEdition: CalendarEdition = { version: 1, calendar: deskCalendar, saved: null };
