/** Taking in charge and assigning from the queue: what is under way, what failed, and the way back for a moment. */
import { computed, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useClient } from '#web/data/api.ts';
import type { Queue, Task } from '#web/data/queue.ts';
import {
  actOn,
  takeBack,
  type Desk,
  type Failure,
  type Holder,
  type Outcome,
  type TaskAct,
} from '#web/data/taskActs.ts';
import { toast } from '#web/ui/toasts.ts';

export function useActs(queue: Queue, me: () => Holder) {
  const { t, n } = useI18n();
  const call = useClient();
  const running = ref<{ readonly done: number; readonly total: number } | null>(null);
  const failures = shallowRef<readonly Failure[]>([]);
  const someDone = ref(false);

  const desk = (): Desk => ({ call, source: queue.source.value, me: me() });

  async function watched(total: number, work: (told: (done: number) => void) => Promise<Outcome>): Promise<Outcome> {
    running.value = { done: 0, total };
    const outcome = await work((done) => (running.value = { done, total }));
    running.value = null;
    // What failed before and was tried again is no longer what failed.
    const tried = new Set(
      [...outcome.done.map(({ after }) => after), ...outcome.failed.map(({ task }) => task)].map(
        ({ number }) => number,
      ),
    );
    failures.value = [...failures.value.filter(({ task }) => !tried.has(task.number)), ...outcome.failed];
    someDone.value = outcome.done.length > 0;
    return outcome;
  }

  function words(act: TaskAct, count: number): string {
    const many = { count: n(count) };
    if (act.kind === 'takeCharge') return t('queue.taken', many, count);
    return act.to ? t('queue.assigned', { ...many, name: act.to.name }, count) : t('queue.freed', many, count);
  }

  /** Acts on tasks as they are shown; those that change can be taken back for as long as the toast stands. */
  async function act(tasks: readonly Task[], what: TaskAct): Promise<void> {
    if (tasks.length === 0 || running.value) return;
    const at = desk();
    const { done } = await watched(tasks.length, (told) => actOn(at, tasks, what, told));
    const changed = done.filter(({ before, after }) => before.version !== after.version);
    if (changed.length === 0) {
      if (done.length > 0) toast(t('queue.unchanged'));
      return;
    }
    toast(words(what, changed.length), {
      undo: async () => {
        const back = await watched(changed.length, (told) => takeBack(at, changed, told));
        if (back.done.length > 0) toast(t('queue.undone', { count: n(back.done.length) }, back.done.length));
      },
    });
  }

  /** Tries again what failed, on the tasks as they are now. */
  async function retry(again: readonly Failure[]): Promise<void> {
    const [first] = again;
    if (!first) return;
    const alike = again.filter(({ act: each }) => JSON.stringify(each) === JSON.stringify(first.act));
    await act(
      alike.map(({ task }) => queue.source.value.rows.value.get(task.number)?.task ?? task),
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
