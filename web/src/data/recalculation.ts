/** Clocks that have ended, reckoned anew by the calendar that holds: looked at, then recorded a batch at a time. */
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import type { IsoDate } from '#shared/time/instant.ts';
import { useClient } from './api.ts';

export type Recalculable = ResponseOf<'previewRecalculation'>;
export type RecalculatedClock = Recalculable['items'][number];

/** Few enough that an answer comes within seconds, and that what is done is told while the rest goes on. */
const batch = 20;

/** Each act throws `Refused`. */
export function useRecalculation() {
  const call = useClient();
  return {
    preview: (since: IsoDate): Promise<Recalculable> => call('previewRecalculation', { body: { since } }),
    /** @param told what was recorded by each batch, and how many incidents it went through. */
    run: async (
      incidents: readonly IncidentNumber[],
      reason: string,
      told: (recorded: readonly RecalculatedClock[], count: number) => void,
    ): Promise<void> => {
      for (let from = 0; from < incidents.length; from += batch) {
        const some = incidents.slice(from, from + batch);
        const { items } = await call('recalculate', { body: { incidents: some, reason } });
        told(items, some.length);
      }
    },
  };
}
