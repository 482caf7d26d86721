/** Grid imports and previews: one of them while it runs and after, and all of them, newest first. */
import { useInfiniteQuery, useQuery, useQueryCache } from '@pinia/colada';
import { computed, onScopeDispose, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { ImportMode } from '#shared/grid/import.ts';
import type { ImportNumber } from '#shared/ids.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';
import { expect, expectedSince } from './expected.ts';

export type ImportPage = ResponseOf<'readImport'>;

const pollMs = 1_000;
/** Rows of the history fetched at once. */
const pageSize = 30;
/** Imports among which one that has just been sent is looked for. */
const newest = 50;

export const importKey = (number: ImportNumber) => ['import', number];

/**
 * One import, asked for again every second while it runs or its file is still on its way. Null while the desk does not have
 * it in hand.
 */
export function useImport(number: MaybeRefOrGetter<ImportNumber>) {
  const call = useClient();
  const cache = useQueryCache();
  const asked = useQuery({
    key: () => importKey(toValue(number)),
    query: async ({ signal }): Promise<ImportPage | null> => {
      const wanted = toValue(number);
      const isOnItsWay = !cache.getQueryData(importKey(wanted)) && expectedSince(wanted) !== null;
      if (!isOnItsWay) return call('readImport', { params: { import: wanted }, signal });
      // Looked for among the newest: asking for what is not there yet would be refused, over and over.
      const { items } = await call('listImports', { query: { limit: newest }, signal });
      return items.find((each) => each.number === wanted) ?? null;
    },
  });
  const runs = computed(() => asked.data.value === null || asked.data.value?.state === 'running');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  // Each answer, and each failure to get one, sets the next question: a desk that is slow is not asked twice at once.
  watch(
    [runs, asked.asyncStatus, () => toValue(number)],
    ([on, status]) => {
      stop();
      if (on && status === 'idle') timer = setTimeout(() => void asked.refetch(), pollMs);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return { ...asked, runs };
}

/** Imports, or previews, newest first, a page at a time. */
export function useImports(mode: MaybeRefOrGetter<ImportMode>, enabled: MaybeRefOrGetter<boolean>) {
  const call = useClient();
  return useInfiniteQuery({
    key: () => ['imports', toValue(mode)],
    enabled: () => toValue(enabled),
    initialPageParam: null as string | null,
    query: ({ pageParam, signal }) =>
      call('listImports', {
        query: { mode: toValue(mode), limit: pageSize, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
}

/** What may be done about an import. Each act throws `Refused`. */
export function useImportActs() {
  const call = useClient();
  const askAgain = useAskAgain();
  return {
    /** Imports what was previewed. @returns the import's number. */
    importPreviewed: async (preview: ImportNumber): Promise<ImportNumber> => {
      const { number } = await call('importPreviewed', { params: { import: preview } });
      expect(number);
      void askAgain(importKey(preview));
      void askAgain(['imports']);
      return number;
    },
    /** A short-lived address of the report. */
    reportAddress: async (number: ImportNumber): Promise<string> =>
      (await call('downloadImportReport', { params: { import: number } })).url,
    refreshLists: () => askAgain(['imports']),
  };
}
