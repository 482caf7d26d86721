/** The requests of the reader's own courses. */
import { useInfiniteQuery } from '@pinia/colada';
import { toValue, type MaybeRefOrGetter } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { RequestPhase } from '#shared/request/request.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';
import { useLive } from './live.ts';

export type MyRequest = ResponseOf<'listMyRequests'>['items'][number];

/** My requests in hand, or those over, a page at a time. */
export function useMyRequests(phase: RequestPhase, enabled: MaybeRefOrGetter<boolean> = true) {
  const call = useClient();
  return useInfiniteQuery({
    key: ['my-requests', phase],
    enabled: () => toValue(enabled),
    initialPageParam: null as string | null,
    query: ({ pageParam, signal }) =>
      call('listMyRequests', { query: { phase, ...(pageParam !== null && { cursor: pageParam }) }, signal }),
    getNextPageParam: ({ next }) => next,
  });
}

/** Asks again for my requests, and what I asked for help with, whenever something happens on one of them. */
export function useMyRequestsLive(): void {
  const askAgain = useAskAgain();
  useLive(['mine'], () => {
    void askAgain(['my-requests']);
    void askAgain(['my-incidents']);
  });
}
