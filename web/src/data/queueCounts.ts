import { useQuery } from '@pinia/colada';
import { useClient } from './api.ts';

/** How many tasks in hand each queue holds. */
export function useQueueCounts() {
  const call = useClient();
  return useQuery({
    key: ['queue-counts'],
    query: ({ signal }) => call('countQueues', { signal }),
    staleTime: 30_000,
  });
}
