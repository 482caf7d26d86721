/** Looks for requests, imports and people as somebody types. */
import { onScopeDispose, readonly, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { useClient } from './api.ts';

export type SearchHit = ResponseOf<'search'>['items'][number];

/** What is known of a question: the answer stays while the next one is awaited, so that nothing blinks as one types. */
export interface Search {
  /** The question that `items` answer; empty at first. */
  readonly asked: string;
  readonly items: readonly SearchHit[];
  readonly more: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
}

/** As long as a typist pauses between two letters of one word. */
const typingMs = 150;
const nothing: Search = { asked: '', items: [], more: false, busy: false, error: null };

/** Answers of the desk, asked once the typist rests; a question that was left is cancelled. `again` asks it once more. */
export function useSearch(
  question: MaybeRefOrGetter<string>,
  limit = 20,
): { readonly search: Readonly<Ref<Search>>; readonly again: () => void } {
  const call = useClient();
  const search = shallowRef<Search>(nothing);
  let resting: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  function leave(): void {
    clearTimeout(resting);
    asking?.abort();
  }

  async function ask(q: string): Promise<void> {
    const { signal } = (asking = new AbortController());
    try {
      const { items, more } = await call('search', { query: { q, limit }, signal });
      if (!signal.aborted) search.value = { asked: q, items, more, busy: false, error: null };
    } catch (error) {
      if (signal.aborted) return;
      search.value = { ...nothing, asked: q, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  watch(
    () => toValue(question).trim(),
    (q, before) => {
      leave();
      if (q === '') {
        search.value = nothing;
        return;
      }
      search.value = { ...search.value, busy: true };
      resting = setTimeout(() => void ask(q), before === undefined ? 0 : typingMs);
    },
    { immediate: true },
  );
  onScopeDispose(leave);
  return {
    search: readonly(search),
    again: () => {
      leave();
      search.value = { ...search.value, busy: true };
      void ask(toValue(question).trim());
    },
  };
}
