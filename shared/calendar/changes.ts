/** What two calendars differ in. */
import type { Calendar } from '../time/calendar.ts';
import type { CalendarChange } from './edition.ts';

/** What one calendar changes of another; equal values are the same whatever the order of their keys. */
export function changesBetween(before: Calendar, after: Calendar): readonly CalendarChange[] {
  return [
    ...(before.zone === after.zone ? [] : [{ kind: 'zoneChanged' as const, from: before.zone, to: after.zone }]),
    ...missing(before.hours, after.hours).map((hours) => ({ kind: 'hoursRemoved' as const, hours })),
    ...missing(after.hours, before.hours).map((hours) => ({ kind: 'hoursAdded' as const, hours })),
    ...missing(before.closures, after.closures).map((closure) => ({ kind: 'closureRemoved' as const, closure })),
    ...missing(after.closures, before.closures).map((closure) => ({ kind: 'closureAdded' as const, closure })),
  ];
}

/** Those that the other list does not have. */
function missing<Each>(these: readonly Each[], those: readonly Each[]): readonly Each[] {
  const known = new Set(those.map(sameText));
  return these.filter((each) => !known.has(sameText(each)));
}

/** A text by which equal values are told, whatever the order of their keys. */
export function sameText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
