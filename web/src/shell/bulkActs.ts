/** Acts on the records of a list: what is under way, what failed, and the way back for a moment. */
import { computed, ref, shallowRef } from 'vue';
import type { Listable } from '#web/data/listSource.ts';
import { actOn, takeBack, type Acting, type Failure, type Outcome } from '#web/data/recordActs.ts';
import { toast } from '#web/ui/toasts.ts';

/** What is said of an act once it is done. */
export interface ActWords<Act> {
  readonly done: (act: Act, count: number) => string;
  readonly unchanged: () => string;
  /** @param act what was taken back. */
  readonly undone: (count: number, act: Act) => string;
}

/** @param acting how the records of the list shown are acted on. */
export function useBulkActs<Item extends Listable, Act, Line>(
  acting: () => Acting<Item, Act, Line>,
  words: ActWords<Act>,
) {
  type Failed = Failure<Item, Act, Line>;
  const running = ref<{ readonly done: number; readonly total: number } | null>(null);
  const failures = shallowRef<readonly Failed[]>([]);
  const someDone = ref(false);

  async function watched(
    total: number,
    work: (told: (done: number) => void) => Promise<Outcome<Item, Act, Line>>,
  ): Promise<Outcome<Item, Act, Line>> {
    running.value = { done: 0, total };
    const outcome = await work((done) => (running.value = { done, total }));
    running.value = null;
    // What failed before and was tried again is no longer what failed.
    const tried = new Set(
      [...outcome.done.map(({ after }) => after), ...outcome.failed.map(({ record }) => record)].map(
        ({ number }) => number,
      ),
    );
    failures.value = [...failures.value.filter(({ record }) => !tried.has(record.number)), ...outcome.failed];
    someDone.value = outcome.done.length > 0;
    return outcome;
  }

  /** Acts on records as they are shown; what can be taken back can be for as long as the toast stands. */
  async function act(items: readonly Item[], what: Act): Promise<void> {
    if (items.length === 0 || running.value) return;
    const at = acting();
    const { done } = await watched(items.length, (told) => actOn(at, items, what, told));
    const changed = done.filter(({ before, after }) => before.version !== after.version);
    if (changed.length === 0) {
      if (done.length > 0) toast(words.unchanged());
      return;
    }
    const reversible = changed.filter((each) => at.wayBack(each).length > 0);
    const undo = async (): Promise<void> => {
      const back = await watched(reversible.length, (told) => takeBack(at, reversible, told));
      if (back.done.length > 0) toast(words.undone(back.done.length, what));
    };
    toast(words.done(what, changed.length), reversible.length > 0 ? { undo } : {});
  }

  /** Tries again what failed, on the records as they are now. */
  async function retry(again: readonly Failed[]): Promise<void> {
    const [first] = again;
    if (!first) return;
    const alike = again.filter(({ act: each }) => JSON.stringify(each) === JSON.stringify(first.act));
    const { known } = acting();
    await act(
      alike.map(({ record }) => known(record.number) ?? record),
      first.act,
    );
  }

  return {
    running: computed(() => running.value),
    failures,
    someDone,
    act,
    retry,
    dismiss: () => (failures.value = []),
  };
}
