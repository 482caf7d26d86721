/** A queue of service tasks as somebody looks at it. */
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { groupTopic, type LiveTopic } from '#shared/live/topic.ts';
import type { QueueQuery } from '#shared/task/queue.ts';
import { useClient } from './api.ts';
import { keepingSources } from './listSource.ts';
import { comparing, matcher, type QueueRow, type Task } from './queueRow.ts';
import { holdingOf, queueSource, type Holding, type QueueSource } from './queueSource.ts';
import { useStandingList } from './standingList.ts';
import type { Client } from './client.ts';

const kept = keepingSources<QueueSource>(8);

function sourceOf(call: Client, holding: Holding): QueueSource {
  const { view, group, states, me } = holding;
  return kept(call, [view, group, states, me].join(' '), () => queueSource(call, holding));
}

/** Counts what another queue would show, from what was read of it in this tab. */
export function useOtherQueues(me: MaybeRefOrGetter<string>) {
  const call = useClient();
  return {
    /** Null while the whole of it is not there. */
    count: (query: QueueQuery): number | null => {
      const source = sourceOf(call, holdingOf(query, toValue(me)));
      if (source.state.value !== 'whole') return null;
      const matches = matcher(query);
      let count = 0;
      for (const row of source.rows.value.values()) if (source.belongs(row.task) && matches(row)) count += 1;
      return count;
    },
    /** Reads it, so that it can be counted. */
    read: (query: QueueQuery): Promise<void> => sourceOf(call, holdingOf(query, toValue(me))).load(),
  };
}

/** Whether the API gives the queue in the order asked for; all states are given one after the other. */
const comesInOrder = ({ sort, states }: QueueQuery): boolean =>
  sort.column === 'due' && sort.direction === 'ascending' && states !== 'all';

export function useQueue(query: MaybeRefOrGetter<QueueQuery>, me: MaybeRefOrGetter<string>) {
  const call = useClient();
  const wanted = computed(() => toValue(query));
  const holding = computed(() => holdingOf(wanted.value, toValue(me)));
  return useStandingList<Task, QueueRow, QueueSource>({
    held: () => JSON.stringify(holding.value),
    arranged: () => JSON.stringify({ ...wanted.value, columns: null }),
    source: () => sourceOf(call, holding.value),
    matches: () => matcher(wanted.value),
    comparing: () => comparing(wanted.value.sort),
    comesInOrder: () => comesInOrder(wanted.value),
    topics: () => {
      const { view, group } = holding.value;
      return view === 'mine' || group === null ? ['mine' satisfies LiveTopic] : [groupTopic(group)];
    },
    newsIn: ({ record, version }, known) =>
      record.kind === 'serviceTask' && (known(record.number)?.version ?? 0) < version ? record.number : null,
  });
}
export type Queue = ReturnType<typeof useQueue>;
export type { QueueRow, Task };
