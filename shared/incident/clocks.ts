/** The clocks of an incident as they are to be shown: those that run are derived, those that have ended stay as recorded. */
import type { CalendarEdition } from '../calendar/edition.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident, RecordedClock } from './incident.ts';
import { evaluate, type Clock, type Evaluation } from './sla.ts';
import { clockNames, type ClockName } from './tier.ts';

type Clocked = Pick<Incident, 'changes' | 'recorded'>;

function hasEnded(clock: Clock | null): clock is Clock {
  return clock?.state === 'stopped' || clock?.state === 'cancelled';
}

/**
 * Which clocks of an incident have ended, and how they stood. One that was recorded stays as it was for as long as it has
 * not run again, whatever the calendar says since; a cancellation takes it out of statistics and moves nothing else.
 * @param changes as they are after what is being decided.
 */
export function recordedOf(
  { changes, recorded }: Clocked,
  now: Instant,
  edition: CalendarEdition,
): Incident['recorded'] {
  const evaluation = evaluate(changes, now, edition.calendar);
  const each = (name: ClockName): RecordedClock | null => {
    const [clock, before] = [evaluation[name], recorded[name]];
    if (!hasEnded(clock)) return null;
    return before?.clock.stoppedAt === clock.stoppedAt
      ? { ...before, clock: { ...before.clock, state: clock.state } }
      : { clock, edition: edition.version };
  };
  return { response: each('response'), resolution: each('resolution') };
}

/** Both clocks of an incident, exact at an instant. */
export function clocksOf(
  { changes, recorded }: Clocked,
  now: Instant,
  { calendar }: Pick<CalendarEdition, 'calendar'>,
): Evaluation {
  const evaluation = evaluate(changes, now, calendar);
  const kept = clockNames.map((name) => [name, recorded[name]?.clock ?? evaluation[name]] as const);
  return { ...evaluation, ...Object.fromEntries(kept) };
}
