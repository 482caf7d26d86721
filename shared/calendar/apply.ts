/** Changes of one calendar made on another: how two people's edits of the same calendar come together. */
import type { Calendar } from '../time/calendar.ts';
import { changesBetween, sameText } from './changes.ts';
import type { CalendarChange } from './edition.ts';

/** A calendar with these changes made on it; one that is made already changes nothing. */
export function applied(calendar: Calendar, changes: readonly CalendarChange[]): Calendar {
  return changes.reduce<Calendar>((before, change) => {
    switch (change.kind) {
      case 'closureAdded':
        return { ...before, closures: [...without(before.closures, change.closure), change.closure] };
      case 'closureRemoved':
        return { ...before, closures: without(before.closures, change.closure) };
      case 'hoursAdded':
        return { ...before, hours: [...without(before.hours, change.hours), change.hours] };
      case 'hoursRemoved':
        return { ...before, hours: without(before.hours, change.hours) };
      case 'zoneChanged':
        return { ...before, zone: change.to };
      default:
        return change satisfies never;
    }
  }, calendar);
}

function without<Each>(these: readonly Each[], one: Each): readonly Each[] {
  return these.filter((each) => sameText(each) !== sameText(one));
}

/** What takes a change back. */
export function inverse(change: CalendarChange): CalendarChange {
  switch (change.kind) {
    case 'closureAdded':
      return { ...change, kind: 'closureRemoved' };
    case 'closureRemoved':
      return { ...change, kind: 'closureAdded' };
    case 'hoursAdded':
      return { ...change, kind: 'hoursRemoved' };
    case 'hoursRemoved':
      return { ...change, kind: 'hoursAdded' };
    case 'zoneChanged':
      return { ...change, from: change.to, to: change.from };
    default:
      return change satisfies never;
  }
}

/**
 * What I changed of a calendar, on what somebody else made of it meanwhile. Where both changed one thing, both stand side by
 * side: the check of the calendar names them, and nothing written is lost.
 */
export function rebased(base: Calendar, mine: Calendar, theirs: Calendar): Calendar {
  return applied(theirs, changesBetween(base, mine));
}
