/** Decides on a new edition of the calendar. */
import type { Person } from '../access/person.ts';
import { mayEditCalendar } from '../access/policy.ts';
import { accepted, refused, type Outcome } from '../refusal.ts';
import type { Calendar } from '../time/calendar.ts';
import { dayNumber } from '../time/day.ts';
import type { Instant } from '../time/instant.ts';
import { changesBetween } from './changes.ts';
import { faultsOf } from './check.ts';
import type { CalendarEdition } from './edition.ts';

/** What an admin wrote. */
export interface CalendarDraft extends Calendar {
  /** Why, for those who read the history of the calendar. */
  readonly note: string;
}

/**
 * The edition that would replace the present one: hours and closures in the order of their days.
 * Refuses `notAllowed`, and the first fault of the calendar (`CalendarRefusal`) with its field.
 */
export function edit(
  present: CalendarEdition,
  { note, ...calendar }: CalendarDraft,
  by: Person,
  now: Instant,
): Outcome<CalendarEdition> {
  if (!mayEditCalendar(by)) return refused('notAllowed');
  const [fault] = faultsOf(calendar);
  if (fault) return { ok: false, refusal: fault };
  const changes = changesBetween(present.calendar, calendar);
  return accepted({
    version: present.version + 1,
    calendar: inOrder(calendar),
    saved: { at: now, by: { id: by.id, name: by.name }, note, changes },
  });
}

function inOrder({ zone, hours, closures }: Calendar): Calendar {
  return {
    zone,
    hours: hours.toSorted((one, other) => dayNumber(one.effectiveFrom) - dayNumber(other.effectiveFrom)),
    closures: closures.toSorted((one, other) => dayNumber(one.from) - dayNumber(other.from)),
  };
}
