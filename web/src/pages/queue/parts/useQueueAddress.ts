/** The queue in the address, and the way to a request and back: one comes back to the row one left by. */
import { onScopeDispose, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { QueueQuery } from '#shared/task/queue.ts';
import type { Queue, QueueRow } from '#web/data/queue.ts';
import { setQueueOrder } from '#web/data/queueOrder.ts';
import { addressOfQueue } from '#web/data/queueQuery.ts';

/** The row by which each queue was last left, for as long as the tab is open. */
const leftBy = new Map<string, string>();

export function useQueueAddress(queue: Queue, query: () => QueueQuery) {
  const route = useRoute();
  const router = useRouter();
  const known = leftBy.get(route.fullPath);
  const active = ref<string | null>(known ?? null);

  function change(next: Partial<QueueQuery>): void {
    const { saved } = route.query;
    void router.replace({
      path: route.path,
      query: { ...addressOfQueue({ ...query(), ...next }), ...(saved !== undefined && { saved }) },
    });
  }

  function open({ task }: QueueRow): void {
    void router.push({ path: `/requests/${task.request}`, query: { task: task.number } });
  }

  const stop = router.beforeEach((to, from) => {
    if (!to.path.startsWith('/requests/')) return;
    const { task } = to.query;
    if (typeof task === 'string') leftBy.set(from.fullPath, task);
    const places = queue.shown.value.map((row) => ({ task: row.task.number, request: row.task.request }));
    setQueueOrder(places, from.fullPath);
  });
  onScopeDispose(stop);

  return { active, cameBack: known !== undefined, change, open, go: (path: string) => void router.push(path) };
}
