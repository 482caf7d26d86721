/** Saved views in the queue: which one is looked at, whether it was changed since, and what is done to it. */
import { computed, ref, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import type { QueueQuery } from '#shared/task/queue.ts';
import { useOtherQueues, type Queue } from '#web/data/queue.ts';
import { addressOfQueue } from '#web/data/queueQuery.ts';
import { pathOfView, useViews, type SavedView } from '#web/data/views.ts';
import { toast } from '#web/ui/toasts.ts';

/** A saved view in the list: where it leads, how many tasks it shows. */
export interface ViewLine {
  readonly view: SavedView;
  readonly address: string;
  readonly count: string | null;
}

const alike = (one: QueueQuery, other: QueueQuery): boolean =>
  JSON.stringify(addressOfQueue(one)) === JSON.stringify(addressOfQueue(other));

/** Pinned views that are counted without having been looked at: each is a whole queue to read. */
const countedAtMost = 3;

export function useSavedViews(queue: Queue, query: () => QueueQuery, me: () => string) {
  const { t, n } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const { views, create, edit, remove, pin, keep } = useViews();
  const others = useOtherQueues(me);
  const all = computed(() => views.data.value?.items ?? []);
  const active = computed(() => all.value.find(({ id }) => id === route.query['saved']) ?? null);
  const changed = computed(() => active.value !== null && !alike(active.value.query, query()));

  const lines = computed<readonly ViewLine[]>(() =>
    all.value
      .map((view) => {
        const count = others.count(view.query);
        return { view, address: pathOfView(view), count: count === null ? null : n(count) };
      })
      .sort((one, other) => Number(other.view.pinned) - Number(one.view.pinned)),
  );
  // Once the queue looked at is all there, and not before: it goes first.
  watch(
    () => queue.source.value.state.value === 'whole' && all.value.filter(({ pinned }) => pinned),
    async (pinned) => {
      for (const view of (pinned || []).slice(0, countedAtMost)) await others.read(view.query);
    },
    { immediate: true },
  );

  /** The dialog, for a new view or for one there is. */
  const editing = shallowRef<SavedView | 'new' | null>(null);
  const busy = ref(false);

  async function attempt(act: () => Promise<void>): Promise<void> {
    busy.value = true;
    try {
      await act();
    } catch (error) {
      const why = error instanceof Error && error.name === 'Refused' ? error.message : t('failure.unreachable');
      toast(t('views.failed', { why }), { tone: 'failed' });
    } finally {
      busy.value = false;
    }
  }

  return {
    lines,
    active,
    changed,
    editing,
    busy,
    create,
    edit,
    keep,
    /** Opens the dialog. */
    start: (what: SavedView | 'new'): void => {
      editing.value = what;
    },
    /** After the dialog: on to the view as it was saved. */
    goTo: (view: SavedView): void => {
      editing.value = null;
      toast(t('views.saved', { name: view.name }));
      void router.push(pathOfView(view));
    },
    update: (view: SavedView, query: QueueQuery): Promise<void> =>
      attempt(async () => {
        await edit(view, { query });
        toast(t('views.saved', { name: view.name }));
      }),
    turnPin: (view: SavedView): Promise<void> =>
      attempt(async () => {
        await pin(view, !view.pinned);
      }),
    remove: (view: SavedView): Promise<void> =>
      attempt(async () => {
        await remove(view);
        const { saved: _, ...left } = route.query;
        await router.replace({ query: left });
        toast(t('views.removed', { name: view.name }), {
          undo: async () => {
            const again = await create(view);
            if (view.pinned) await pin(again, true);
          },
        });
      }),
  };
}
export type SavedViews = ReturnType<typeof useSavedViews>;
