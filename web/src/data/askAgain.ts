import { useQueryCache } from '@pinia/colada';

/**
 * Asks again for all answers under a key that are shown. An asking that a later one overtakes is no failure, and one that
 * fails is said where its answer was to stand: nobody has to wait for either, nor to catch it.
 */
export function useAskAgain(): (key: readonly string[]) => Promise<void> {
  const cache = useQueryCache();
  return async (key) => {
    await cache.invalidateQueries({ key: [...key] }).catch(() => undefined);
  };
}
