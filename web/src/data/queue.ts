/**
 * A queue as somebody looks at it: filtered and ordered here, and never moving under them. What arrives or moves waits
 * until they ask for it; what leaves stays, marked, until then.
 */
import { computed, onScopeDispose, shallowRef, toValue, triggerRef, watch, type MaybeRefOrGetter } from 'vue';
import { groupTopic, type LiveTopic } from '#shared/contract/live.ts';
import type { ServiceTaskNumber } from '#shared/ids.ts';
import type { QueueQuery } from '#shared/task/queue.ts';
import { useClient } from './api.ts';
import { useLive } from './live.ts';
import { changesOf } from './queueChanges.ts';
import { comparing, matcher, type QueueRow, type Task } from './queueRow.ts';
import { holdingOf, queueSource, type Holding, type QueueSource } from './queueSource.ts';
import type { Client } from './client.ts';

/** Queues left a moment ago are there again at once when one comes back. */
const keptQueues = 8;
const kept = new WeakMap<Client, Map<string, QueueSource>>();

function sourceOf(call: Client, holding: Holding): QueueSource {
  const sources = kept.get(call) ?? new Map<string, QueueSource>();
  kept.set(call, sources);
  const { view, group, states, me } = holding;
  const key = [view, group, states, me].join(' ');
  const source = sources.get(key) ?? queueSource(call, holding);
  sources.delete(key);
  sources.set(key, source);
  const [oldest] = sources.keys();
  if (sources.size > keptQueues && oldest !== undefined) sources.delete(oldest);
  return source;
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
  const source = shallowRef(sourceOf(call, holding.value));
  /** Rows in the order last asked for, as they were then. */
  const order = shallowRef<readonly QueueRow[]>([]);
  const placed = shallowRef<ReadonlyMap<ServiceTaskNumber, number>>(new Map());
  /** Tasks that now belong at another place of the order. */
  const moved = shallowRef(new Set<ServiceTaskNumber>());
  const flashing = shallowRef<ReadonlySet<ServiceTaskNumber>>(new Set());

  const isWanted = computed(() => {
    const [matches, { belongs }] = [matcher(wanted.value), source.value];
    return (row: QueueRow) => belongs(row.task) && matches(row);
  });

  function place(rows: readonly QueueRow[]): void {
    order.value = rows;
    placed.value = new Map(rows.map(({ task }, rank) => [task.number, rank]));
    moved.value = new Set();
  }

  /** Shows the queue as it is now. */
  function arrange(): void {
    const rows = [...source.value.rows.value.values()].filter(isWanted.value);
    place(rows.sort(comparing(wanted.value.sort)));
  }

  function refresh(): void {
    source.value.tidy();
    arrange();
  }

  const waiting = computed(() => {
    if (source.value.state.value !== 'whole') return 0;
    let count = 0;
    for (const row of source.value.rows.value.values()) {
      if (!placed.value.has(row.task.number) && isWanted.value(row)) count += 1;
    }
    return count;
  });

  /** How many tasks the queue holds before anything narrows it. */
  const size = computed(() => {
    let count = 0;
    for (const { task } of source.value.rows.value.values()) if (source.value.belongs(task)) count += 1;
    return count;
  });

  /** Rows as shown: in the order last asked for, each as it is now. */
  const shown = computed(() => {
    const now = source.value.rows.value;
    return order.value.map((row) => now.get(row.task.number) ?? row);
  });
  const isGone = (row: QueueRow): boolean => !source.value.rows.value.has(row.task.number) || !isWanted.value(row);

  function noteMoves(numbers: readonly ServiceTaskNumber[]): void {
    const compare = comparing(wanted.value.sort);
    for (const number of numbers) {
      const rank = placed.value.get(number);
      if (rank === undefined) continue;
      const [before, row, after] = [shown.value[rank - 1], shown.value[rank], shown.value[rank + 1]];
      const stands = row && (!before || compare(before, row) <= 0) && (!after || compare(row, after) <= 0);
      if (!stands) moved.value.add(number);
    }
    triggerRef(moved);
  }

  const flashMs = 2_400;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  function flash(numbers: readonly ServiceTaskNumber[]): void {
    flashing.value = new Set([...flashing.value, ...numbers]);
    const timer = setTimeout(() => {
      timers.delete(timer);
      flashing.value = new Set([...flashing.value].filter((number) => !numbers.includes(number)));
    }, flashMs);
    timers.add(timer);
  }
  onScopeDispose(() => timers.forEach(clearTimeout));

  /** What was learned from elsewhere: shown in place; a list that shows nothing shows it all. */
  function learned(numbers: readonly ServiceTaskNumber[]): void {
    if (numbers.length === 0) return;
    if (order.value.length === 0) arrange();
    else {
      noteMoves(numbers);
      flash(numbers);
    }
  }

  const changes = changesOf({
    isNews: (number, version) => (source.value.rows.value.get(number)?.task.version ?? 0) < (version ?? Infinity),
    size: () => source.value.rows.value.size,
    renew: async (numbers) => learned(await source.value.renew(numbers)),
    catchUp: async () => learned(await source.value.catchUp()),
  });
  onScopeDispose(changes.stop);
  useLive(() => {
    const { view, group } = holding.value;
    return view === 'mine' || group === null ? ['mine' satisfies LiveTopic] : [groupTopic(group)];
  }, changes.heard);

  /** Rows that come in due order go to the end of a queue in due order; any other order waits until all are there. */
  function streamed(page: readonly QueueRow[] | null): void {
    if (page === null) return;
    const whole = source.value.state.value === 'whole';
    if (order.value.length === 0 || (whole && !comesInOrder(wanted.value))) arrange();
    else if (comesInOrder(wanted.value)) {
      const more = page.filter((row) => !placed.value.has(row.task.number) && isWanted.value(row));
      place([...order.value, ...more]);
    }
    if (whole) changes.rested();
  }

  function look(): void {
    source.value = sourceOf(call, holding.value);
    arrange();
    // Kept from before: shown at once, then compared with how things are.
    if (source.value.state.value === 'whole') changes.missed();
    else void source.value.load();
  }

  watch(
    [() => JSON.stringify(holding.value), () => JSON.stringify({ ...wanted.value, columns: null })],
    ([now], [before]) => (now === before ? arrange() : look()),
  );
  watch(() => source.value.lastPage.value, streamed, { flush: 'sync' });
  look();

  return { source, order, shown, size, waiting, moved, flashing, isGone, arrange, refresh };
}
export type Queue = ReturnType<typeof useQueue>;
export type { QueueRow, Task };
