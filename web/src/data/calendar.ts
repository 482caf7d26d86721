/** The desk's calendar: opening hours and closures as they hold, read once for the whole app. */
import { useQuery, useQueryCache } from '@pinia/colada';
import { toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';

export type CalendarPage = ResponseOf<'readCalendar'>;

export const calendarKey = ['calendar'];

/** It changes a few times a year; who saves it, and who meets a record of a later edition, asks at once. */
const freshMs = 60 * 60_000;

/**
 * The calendar that holds.
 * @param atLeast newest edition that a record shown was reckoned with: an older calendar here is asked for anew.
 */
export function useCalendar(atLeast: MaybeRefOrGetter<number> = 0) {
  const call = useClient();
  const cache = useQueryCache();
  const askAgain = useAskAgain();
  const query = useQuery({
    key: calendarKey,
    query: async ({ signal }) => {
      const page = await call('readCalendar', { signal });
      const shown = cache.getQueryData<CalendarPage>(calendarKey);
      // An answer that was overtaken by what was saved here is old news.
      return shown && shown.version > page.version ? shown : page;
    },
    staleTime: freshMs,
    gcTime: freshMs,
  });
  watch(
    // What comes may still be older than a record that was shown before it came; the same again is not asked for again.
    [() => toValue(atLeast), () => query.data.value?.version] as const,
    ([edition, version]) => {
      if (version !== undefined && version < edition) void askAgain(calendarKey);
    },
    { immediate: true },
  );
  return query;
}
