/** Taking in charge and assigning from the queue. */
import { useI18n } from 'vue-i18n';
import { useClient } from '#web/data/api.ts';
import type { Queue } from '#web/data/queue.ts';
import type { Holder } from '#web/data/recordActs.ts';
import { actingOnTasks } from '#web/data/taskActs.ts';
import { useBulkActs } from '#web/shell/bulkActs.ts';

export function useActs(queue: Queue, me: () => Holder) {
  const { t, n } = useI18n();
  const call = useClient();
  return useBulkActs(() => actingOnTasks({ call, source: queue.source.value, me: me() }), {
    done: (act, count) => {
      const many = { count: n(count) };
      if (act.kind === 'takeCharge') return t('queue.taken', many, count);
      return act.to ? t('queue.assigned', { ...many, name: act.to.name }, count) : t('queue.freed', many, count);
    },
    unchanged: () => t('queue.unchanged'),
    undone: (count) => t('queue.undone', { count: n(count) }, count),
  });
}
