/** What a calendar would do to open incidents, asked for a moment after it was last changed. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { CalendarDraft } from '#shared/calendar/edit.ts';
import { useCalendarActs, type Preview } from '#web/data/calendarActs.ts';

/** Between two changes of somebody who is at it. */
const restMs = 350;

export type EffectState =
  | { readonly kind: 'none' | 'asking' }
  | { readonly kind: 'known'; readonly preview: Preview }
  | { readonly kind: 'failed'; readonly error: Error };

/** @param draft null while there is nothing to look at. */
export function useEffectPreview(draft: () => CalendarDraft | null) {
  const { preview } = useCalendarActs();
  const state = shallowRef<EffectState>({ kind: 'none' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  function stop(): void {
    clearTimeout(timer);
    asking?.abort();
  }
  async function ask(wanted: CalendarDraft): Promise<void> {
    stop();
    const mine = new AbortController();
    asking = mine;
    state.value = { kind: 'asking' };
    try {
      const answer = await preview(wanted, mine.signal);
      if (!mine.signal.aborted) state.value = { kind: 'known', preview: answer };
    } catch (cause) {
      if (mine.signal.aborted) return;
      state.value = { kind: 'failed', error: cause instanceof Error ? cause : new Error(String(cause)) };
    }
  }
  watch(
    draft,
    (wanted) => {
      stop();
      if (wanted === null) {
        state.value = { kind: 'none' };
        return;
      }
      // What is known is of another draft.
      state.value = { kind: 'asking' };
      timer = setTimeout(() => void ask(wanted), restMs);
    },
    { immediate: true },
  );
  onScopeDispose(stop);

  return {
    state: computed(() => state.value),
    again: (): void => {
      const wanted = draft();
      if (wanted) void ask(wanted);
    },
  };
}
