/**
 * Both clocks of an incident as they stand this moment. What the desk answered is a moment old; a clock that goes on is
 * derived again from the state changes and the calendar, by the very rule the desk uses, and turns by itself.
 */
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { evaluate, type Clock } from '#shared/incident/sla.ts';
import type { ClockName } from '#shared/incident/tier.ts';
import type { Calendar } from '#shared/time/calendar.ts';
import { instantOf, msOf, type EpochMs, type Instant } from '#shared/time/instant.ts';
import { useCalendar } from './calendar.ts';
import { deskTime, useDeskTime } from './deskTime.ts';

/** What the clocks are read from: any answer that has an incident's state changes. */
export type Clocked = Pick<ResponseOf<'listIncidents'>['items'][number], 'changes' | 'clocks' | 'asOf' | 'calendar'>;

export interface Clocks {
  readonly response: Clock;
  /** Null while the incident is new. */
  readonly resolution: Clock | null;
  /** When a tier changes next if nothing else happens; null when none will. */
  readonly nextChangeAt: Instant | null;
}

const hasEnded = ({ state }: Clock): boolean => state === 'stopped' || state === 'cancelled';

function together(response: Clock, resolution: Clock | null): Clocks {
  const changes = [response.nextChange?.at, resolution?.nextChange?.at].filter((at) => at !== undefined);
  return { response, resolution, nextChangeAt: changes.sort()[0] ?? null };
}

/**
 * Both clocks at an instant. One that has ended stays as it was answered: it is recorded, whatever the calendar says
 * since. @param calendar null while it is not read: the clocks are then as they were answered.
 */
export function clocksAt({ changes, clocks, asOf }: Clocked, now: EpochMs, calendar: Calendar | null): Clocks {
  const { response, resolution } = clocks;
  if (!calendar || (hasEnded(response) && (!resolution || hasEnded(resolution)))) return together(response, resolution);
  // Nothing is known of the time before the answer.
  const derived = evaluate(changes, instantOf(Math.max(now, msOf(asOf))), calendar);
  const standing = <Each extends Clock | null>(answered: Each, now: Clock | null): Each | Clock =>
    answered && !hasEnded(answered) && now ? now : answered;
  return together(standing(response, derived.response), standing(resolution, derived.resolution));
}

/** The clock that tells how an incident stands: of the response while it is new, of the resolution from then on. */
export function leadingClock({ response, resolution }: Clocks): { readonly name: ClockName; readonly clock: Clock } {
  return resolution ? { name: 'resolution', clock: resolution } : { name: 'response', clock: response };
}

/** The clocks of an incident, exact now: they are there again whenever a tier changes, and a few times a minute. */
export function useClocks(incident: MaybeRefOrGetter<Clocked>): ComputedRef<Clocks> {
  const calendar = useCalendar(() => toValue(incident).calendar);
  const clocks = computed((): Clocks => {
    const clocked = toValue(incident);
    const read = calendar.data.value;
    return clocksAt(clocked, deskTime.value, read && read.version >= clocked.calendar ? read : null);
  });
  useDeskTime(() => {
    const { nextChangeAt } = clocks.value;
    return nextChangeAt && msOf(nextChangeAt);
  });
  return clocks;
}
