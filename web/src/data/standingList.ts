/**
 * A list as somebody looks at it: filtered and ordered here, and never moving under them. What arrives or moves waits
 * until they ask for it; what leaves stays, marked, until then.
 */
import { computed, onScopeDispose, shallowRef, triggerRef, watch, type ShallowRef } from 'vue';
import type { ChangedEvent } from '#shared/live/event.ts';
import { changesOf } from './listChanges.ts';
import type { Listable, ListSource } from './listSource.ts';
import { useLive, type LiveTopic } from './live.ts';

export interface Looked<Item extends Listable, Row, Source extends ListSource<Item, Row>> {
  /** What the API is asked for, as text: another text is another list. */
  readonly held: () => string;
  /** How it is narrowed and ordered, as text. */
  readonly arranged: () => string;
  readonly source: () => Source;
  readonly matches: () => (row: Row) => boolean;
  readonly comparing: () => (one: Row, other: Row) => number;
  /** Whether the API gives it in the order asked for. */
  readonly comesInOrder: () => boolean;
  readonly topics: () => readonly LiveTopic[];
  /** The record that this tells news of; null when it tells none that is not known. */
  readonly newsIn: (event: ChangedEvent, known: (number: Item['number']) => Item | undefined) => Item['number'] | null;
}

export function useStandingList<Item extends Listable, Row, Source extends ListSource<Item, Row>>(
  looked: Looked<Item, Row, Source>,
) {
  type Number = Item['number'];
  const source: ShallowRef<Source> = shallowRef<Source>(looked.source());
  const numberOf = (row: Row): Number => source.value.itemOf(row).number;
  /** Rows in the order last asked for, as they were then. */
  const order = shallowRef<readonly Row[]>([]);
  const placed = shallowRef<ReadonlyMap<Number, number>>(new Map());
  /** Records that now belong at another place of the order. */
  const moved = shallowRef(new Set<Number>());
  const flashing = shallowRef<ReadonlySet<Number>>(new Set());

  const isWanted = computed(() => {
    const [matches, { belongs, itemOf }] = [looked.matches(), source.value];
    return (row: Row) => belongs(itemOf(row)) && matches(row);
  });
  /** Whether all that is to be read for now is there. */
  const isThere = (): boolean => source.value.state.value === 'whole' || source.value.state.value === 'rested';

  function place(rows: readonly Row[]): void {
    order.value = rows;
    placed.value = new Map(rows.map((row, rank) => [numberOf(row), rank]));
    moved.value = new Set();
  }

  /** Shows the list as it is now. */
  function arrange(): void {
    const rows = [...source.value.rows.value.values()].filter(isWanted.value);
    place(rows.sort(looked.comparing()));
  }

  function refresh(): void {
    source.value.tidy();
    arrange();
  }

  const waiting = computed(() => {
    if (!isThere()) return 0;
    let count = 0;
    for (const [number, row] of source.value.rows.value) {
      if (!placed.value.has(number) && isWanted.value(row)) count += 1;
    }
    return count;
  });

  /** How many records the list holds before anything narrows it. */
  const size = computed(() => {
    const { rows, belongs, itemOf } = source.value;
    let count = 0;
    for (const row of rows.value.values()) if (belongs(itemOf(row))) count += 1;
    return count;
  });

  /** Rows as shown: in the order last asked for, each as it is now. */
  const shown = computed(() => {
    const now = source.value.rows.value;
    return order.value.map((row) => now.get(numberOf(row)) ?? row);
  });
  const isGone = (row: Row): boolean => !source.value.rows.value.has(numberOf(row)) || !isWanted.value(row);

  function noteMoves(numbers: readonly Number[]): void {
    const compare = looked.comparing();
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
  function flash(numbers: readonly Number[]): void {
    flashing.value = new Set([...flashing.value, ...numbers]);
    const timer = setTimeout(() => {
      timers.delete(timer);
      flashing.value = new Set([...flashing.value].filter((number) => !numbers.includes(number)));
    }, flashMs);
    timers.add(timer);
  }
  onScopeDispose(() => timers.forEach(clearTimeout));

  /** What was learned from elsewhere: shown in place; a list that shows nothing shows it all. */
  function learned(numbers: readonly Number[]): void {
    if (numbers.length === 0) return;
    if (order.value.length === 0) arrange();
    else {
      noteMoves(numbers);
      flash(numbers);
    }
  }

  const knownAt = (number: Number): Item | undefined => {
    const row = source.value.rows.value.get(number);
    return row === undefined ? undefined : source.value.itemOf(row);
  };
  const changes = changesOf<Number>({
    newsIn: (event) => looked.newsIn(event, knownAt),
    size: () => source.value.rows.value.size,
    renew: async (numbers) => learned(await source.value.renew(numbers)),
    catchUp: async () => learned(await source.value.catchUp()),
  });
  onScopeDispose(changes.stop);
  useLive(looked.topics, changes.heard);

  /** Rows that come in the list's order go to its end; any other order waits until all are there. */
  function streamed(page: readonly Row[] | null): void {
    if (page === null) return;
    if (order.value.length === 0 || (isThere() && !looked.comesInOrder())) arrange();
    else if (looked.comesInOrder()) {
      const more = page.filter((row) => !placed.value.has(numberOf(row)) && isWanted.value(row));
      place([...order.value, ...more]);
    }
    if (isThere()) changes.rested();
  }

  function look(): void {
    source.value = looked.source();
    arrange();
    // Kept from before: shown at once, then compared with how things are.
    if (isThere()) changes.missed();
    else void source.value.load();
  }

  watch([looked.held, looked.arranged], ([now], [before]) => (now === before ? arrange() : look()));
  watch(() => source.value.lastPage.value, streamed, { flush: 'sync' });
  look();

  return { source, order, shown, size, waiting, moved, flashing, isGone, arrange, refresh, learned };
}
