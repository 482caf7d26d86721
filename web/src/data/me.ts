import { useQuery } from '@pinia/colada';
import { useClient } from './api.ts';

/** Who the caller is and what they may do; asked again after a quarter of an hour. */
export function useMe() {
  const call = useClient();
  return useQuery({
    key: ['me'],
    query: ({ signal }) => call('readMe', { signal }),
    staleTime: 15 * 60_000,
  });
}
