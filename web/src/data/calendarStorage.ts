/** A calendar on its way, kept in this browser until it is saved: a reload or a crash takes nothing along. */
import * as z from 'zod/mini';
import { calendar } from '#shared/contract/calendarRecords.ts';

const kept = z.object({
  /** Edition it was begun from, and that edition itself. */
  version: z.int(),
  base: calendar,
  mine: calendar,
  note: z.string(),
});
export type KeptCalendar = z.infer<typeof kept>;

const placeOf = (person: string) => `guichet.calendar.${person}`;

export function readKeptCalendar(person: string): KeptCalendar | null {
  try {
    const found = kept.safeParse(JSON.parse(localStorage.getItem(placeOf(person)) ?? ''));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

export function keepCalendar(person: string, draft: object): void {
  try {
    localStorage.setItem(placeOf(person), JSON.stringify(draft));
  } catch {
    // No room: the draft then lasts as long as the page.
  }
}

export function forgetCalendar(person: string): void {
  try {
    localStorage.removeItem(placeOf(person));
  } catch {
    // Nothing is kept here.
  }
}
