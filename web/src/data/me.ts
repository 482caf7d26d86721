import { useQuery } from '@pinia/colada';
import { toValue, type MaybeRefOrGetter } from 'vue';
import { useClient } from './api.ts';

/**
 * Who the caller is and what they may do; asked again after a quarter of an hour.
 * @param known whether anybody is signed in: the API would refuse to tell nobody who they are.
 */
export function useMe(known: MaybeRefOrGetter<boolean> = true) {
  const call = useClient();
  return useQuery({
    key: ['me'],
    query: ({ signal }) => call('readMe', { signal }),
    staleTime: 15 * 60_000,
    enabled: () => toValue(known),
  });
}
