import { useQuery } from '@pinia/colada';
import { useClient } from './api.ts';

/** Support groups and their members. */
export function useGroups() {
  const call = useClient();
  return useQuery({
    key: ['groups'],
    query: ({ signal }) => call('listGroups', { signal }),
    staleTime: 15 * 60_000,
  });
}
