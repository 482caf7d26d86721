/** How the promise of a first answer stands, as whoever was given it reads it: by the clock on the wall. */
import type { MyIncident } from '#web/data/myIncidents.ts';
import { msOf } from '#shared/time/instant.ts';

export type PromiseStanding = 'waits' | 'late' | 'kept' | 'keptAlone' | 'broken';

/** Null where there is nothing to say: it was called off before anybody answered, or nothing was promised. */
export function promiseStanding(
  { stage, response: { promisedBy, cameAt } }: Pick<MyIncident, 'stage' | 'response'>,
  nowMs: number,
): PromiseStanding | null {
  if (cameAt !== null) {
    if (promisedBy === null) return 'keptAlone';
    return msOf(cameAt) <= msOf(promisedBy) ? 'kept' : 'broken';
  }
  if (promisedBy === null || stage !== 'received') return null;
  return nowMs <= msOf(promisedBy) ? 'waits' : 'late';
}
