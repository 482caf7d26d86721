import { useQuery } from '@pinia/colada';
import { useClient } from './api.ts';

/** The imports that landed last. */
export function useLastImports() {
  const call = useClient();
  return useQuery({
    key: ['last-imports'],
    query: ({ signal }) => call('listImports', { query: { limit: 5 }, signal }),
    staleTime: 10_000,
  });
}
