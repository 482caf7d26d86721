/** The reader's own help requests: listed, followed, withdrawn and confirmed. */
import { useInfiniteQuery, useQuery, useQueryCache } from '@pinia/colada';
import { toValue, type MaybeRefOrGetter } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import type { IncidentStage } from '#shared/incident/state.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';

export type MyIncident = ResponseOf<'readMyIncident'>;
export type MyIncidentRow = ResponseOf<'listMyIncidents'>['items'][number];
type Stage = Extract<IncidentStage, 'inHand' | 'over'>;

const pageSize = 30;

/** My help requests in hand, or those over, the newest first, a page at a time. */
export function useMyIncidents(state: Stage) {
  const call = useClient();
  return useInfiniteQuery({
    key: ['my-incidents', state],
    initialPageParam: null as string | null,
    query: ({ pageParam, signal }) =>
      call('listMyIncidents', {
        query: { state, limit: pageSize, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
}

const keyOf = (incident: IncidentNumber) => ['my-incident', incident];

/** One of my help requests. */
export function useMyIncident(number: MaybeRefOrGetter<IncidentNumber>) {
  const call = useClient();
  const cache = useQueryCache();
  return useQuery({
    key: () => keyOf(toValue(number)),
    query: async ({ signal }) => {
      const page = await call('readMyIncident', { params: { incident: toValue(number) }, signal });
      // An answer that was overtaken by a change made here is old news.
      const shown = cache.getQueryData<MyIncident>(keyOf(page.number));
      return shown && shown.version > page.version ? shown : page;
    },
  });
}

/** What I may do to it; what is written on it goes by its drafts. Each act throws `Refused`; a moved record says so by `versionMismatch`. */
export type MyIncidentActs = ReturnType<typeof useMyIncidentActs>;
export function useMyIncidentActs(number: IncidentNumber) {
  const call = useClient();
  const cache = useQueryCache();
  const askAgain = useAskAgain();
  const params = { incident: number };

  function keep(page: MyIncident): void {
    const shown = cache.getQueryData<MyIncident>(keyOf(number));
    if (!shown || shown.version <= page.version) cache.setQueryData(keyOf(number), page);
    void askAgain(['my-incidents']);
  }

  return {
    keep,
    withdraw: async (reason: string, version: number): Promise<void> =>
      keep(await call('withdrawIncident', { params, version, body: { reason } })),
    confirm: async (version: number): Promise<void> => keep(await call('confirmIncident', { params, version })),
    refresh: (): Promise<void> => askAgain(keyOf(number)),
  };
}
