/** Taking help requests in charge and assigning them from the queue. */
import { useI18n } from 'vue-i18n';
import { useClient } from '#web/data/api.ts';
import { actingOnIncidents } from '#web/data/incidentActs.ts';
import type { IncidentQueue } from '#web/data/incidents.ts';
import type { Holder } from '#web/data/recordActs.ts';
import { useBulkActs } from '#web/shell/bulkActs.ts';

export function useIncidentActs(queue: IncidentQueue, me: () => Holder) {
  const { t, n } = useI18n();
  const call = useClient();
  return useBulkActs(() => actingOnIncidents({ call, source: queue.source.value, me: me() }), {
    done: (act, count) => {
      const many = { count: n(count) };
      if (act.kind === 'takeCharge') return t('incidentQueue.taken', many, count);
      return act.to
        ? t('incidentQueue.assigned', { ...many, name: act.to.name }, count)
        : t('incidentQueue.freed', many, count);
    },
    unchanged: () => t('queue.unchanged'),
    undone: (count, { kind }) =>
      t(kind === 'takeCharge' ? 'incidentQueue.undoneTaken' : 'incidentQueue.undone', { count: n(count) }, count),
  });
}
