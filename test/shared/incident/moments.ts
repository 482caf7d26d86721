/** Changes of an incident as people tell them: local times of the desk. */
import type { IncidentState, StateChange } from '#shared/incident/state.ts';
import { parseInstant, type Instant } from '#shared/time/instant.ts';

/** An instant from its ISO text. */
export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (!instant) throw new Error(`Not an instant: ${text}`);
  return instant;
}

/** A time on the desk's wall in September or early October 2020, when Toronto is four hours behind UTC. */
export function wall(text: string): Instant {
  return at(`2020-${text.replace(' ', 'T')}${text.length === 11 ? ':00' : ''}-04:00`);
}

/** Changes in the order given, each `[when, state]`. */
export function changes(...told: readonly (readonly [Instant, IncidentState])[]): readonly StateChange[] {
  return told.map(([when, to], seq) => ({ at: when, seq, to }));
}
