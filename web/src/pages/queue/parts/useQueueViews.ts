/** The queues offered: one's own, then each group's, one's own groups first; with how many tasks each holds. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { groupIds } from '#shared/access/person.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { wholeQueue, type QueueQuery, type QueueView } from '#shared/task/queue.ts';
import type { Queue } from '#web/data/queue.ts';
import { useQueueCounts } from '#web/data/queueCounts.ts';
import { pathOfQueue } from '#web/data/views.ts';
import type { Choice } from './choice.ts';

type Where = Pick<QueueQuery, 'view' | 'group'>;

const addressAt = (where: Where): string => pathOfQueue({ ...wholeQueue, ...where });

export function useQueueViews(queue: Queue, query: () => QueueQuery, me: () => ResponseOf<'readMe'>) {
  const { t, n } = useI18n();
  const counts = useQueueCounts();
  const groups = computed(() => {
    const own = me().groups;
    return [...own, ...groupIds.filter((group) => !own.includes(group))];
  });

  /** Exact for the queue looked at, else as last counted. */
  function countOf({ view, group }: Where): string | null {
    const { source } = queue;
    const { holding, state, rows, belongs } = source.value;
    if (holding.view === view && holding.group === group && holding.states === 'inHand' && state.value === 'whole') {
      let held = 0;
      for (const { task } of rows.value.values()) if (belongs(task)) held += 1;
      return n(held);
    }
    const counted = counts.data.value?.items.find((each) => each.view === view && each.group === group);
    if (!counted) return null;
    return counted.more ? t('queue.many', { count: n(counted.count) }) : n(counted.count);
  }

  const choices = computed<readonly Choice[]>(() => {
    const views: readonly QueueView[] = ['unassigned', 'group'];
    const all: readonly Where[] = [
      { view: 'mine', group: null },
      ...groups.value.flatMap((group) => views.map((view) => ({ view, group }))),
    ];
    return all.map((where) => ({ ...where, address: addressAt(where), count: countOf(where) }));
  });
  const current = computed(() => addressAt({ view: query().view, group: query().group }));

  /** Where a key leads: another view of the group looked at, or the other group. */
  function addressFor(view: QueueView | 'otherGroup'): string {
    if (view === 'mine') return addressAt({ view, group: null });
    const [first = groupIds[0]] = groups.value;
    const group = query().group ?? first;
    if (view !== 'otherGroup') return addressAt({ view, group });
    const other = groups.value.find((each) => each !== group) ?? group;
    return addressAt({ view: query().view === 'mine' ? 'group' : query().view, group: other });
  }

  return { choices, current, addressFor, counts };
}
