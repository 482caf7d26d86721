/** What others did on what is mine, since I last looked. */
import { useQuery, useQueryCache } from '@pinia/colada';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';

type NewsList = ResponseOf<'listNews'>;
export type News = NewsList['items'][number];
/** The last line seen; null for none. */
export type SeenUpTo = NewsList['seen'];

const key = ['news'];

/** News not seen yet, newest first. */
export function useNews(wanted: () => boolean) {
  const call = useClient();
  return useQuery({ key, query: ({ signal }) => call('listNews', { signal }), staleTime: 10_000, enabled: wanted });
}

/** Says how far one has looked: shown at once, and taken back where the desk does not answer. */
export function useSeeNews() {
  const call = useClient();
  const cache = useQueryCache();
  const askAgain = useAskAgain();

  async function see(upTo: SeenUpTo): Promise<void> {
    cache.cancelQueries({ key });
    const before = cache.getQueryData<NewsList>(key);
    const left = before?.items.filter(({ id }) => upTo === null || id > upTo) ?? [];
    cache.setQueryData<NewsList>(key, { items: left, more: before?.more ?? false, seen: upTo });
    try {
      await call('seeNews', { body: { upTo } });
    } catch (cause) {
      if (before) cache.setQueryData(key, before);
      throw cause;
    } finally {
      void askAgain(key);
    }
  }

  return { see };
}
