/**
 * Reckons clocks that have ended anew by the calendar that holds now. It is never done by itself: an admin asks for it, sees
 * before and after, and the history of each incident keeps both.
 */
import type { Person } from '../access/person.ts';
import { mayEditCalendar } from '../access/policy.ts';
import type { FieldChange } from '../history/line.ts';
import { decided, unchanged, type IncidentDecision } from '../incident/change.ts';
import type { Incident, RecordedClock } from '../incident/incident.ts';
import { personActsOn } from '../incident/line.ts';
import { evaluate, type Clock } from '../incident/sla.ts';
import { clockNames, type ClockName } from '../incident/tier.ts';
import { refused, type Outcome } from '../refusal.ts';
import type { Instant } from '../time/instant.ts';
import type { CalendarEdition } from './edition.ts';

/** A recorded clock that another edition reads otherwise. */
export interface Recalculated {
  readonly clock: ClockName;
  readonly before: RecordedClock;
  readonly after: RecordedClock;
}

type Kept = Pick<Incident, 'changes' | 'recorded'>;

/** Which of an incident's recorded clocks would change, and to what. */
export function recalculations(
  { changes, recorded }: Kept,
  now: Instant,
  { calendar, version }: CalendarEdition,
): readonly Recalculated[] {
  const evaluation = evaluate(changes, now, calendar);
  return clockNames.flatMap((name) => {
    const [before, clock] = [recorded[name], evaluation[name]];
    if (!before || !clock || isSame(before.clock, clock)) return [];
    return [{ clock: name, before, after: { clock, edition: version } }];
  });
}

/** What a clock that has ended is judged by; when it would have been due had it gone on is nobody's concern any more. */
const judged = ['elapsedMs', 'tier', 'breachedAt'] as const satisfies readonly (keyof Clock)[];

function isSame(one: Clock, other: Clock): boolean {
  return judged.every((field) => one[field] === other[field]);
}

/**
 * Records the clocks of an incident as the present edition reads them.
 * Refuses `notAllowed`, and `reasonMissing`.
 */
export function recalculate(
  incident: Incident,
  reason: string,
  by: Person,
  now: Instant,
  edition: CalendarEdition,
): Outcome<IncidentDecision> {
  if (!mayEditCalendar(by)) return refused('notAllowed');
  if (reason.trim() === '') return refused('reasonMissing', { field: 'reason' });
  const found = recalculations(incident, now, edition);
  if (found.length === 0) return unchanged;
  const recorded = { ...incident.recorded, ...Object.fromEntries(found.map(({ clock, after }) => [clock, after])) };
  const version = incident.version + 1;
  const changes = found.flatMap((each) => changesOf(each));
  return decided({
    written: { before: incident, after: { ...incident, version, recorded } },
    lines: [
      {
        incident: incident.number,
        version,
        ...personActsOn(by, now),
        content: { kind: 'change', action: 'recalculated', changes, reason },
      },
    ],
  });
}

function changesOf({ clock, before, after }: Recalculated): readonly FieldChange[] {
  const fields = judged.flatMap((field) => {
    const [from, to] = [before.clock[field], after.clock[field]];
    return from === to ? [] : [{ field: `${clock}.${field}`, from, to }];
  });
  return [...fields, { field: `${clock}.edition`, from: before.edition, to: after.edition }];
}
