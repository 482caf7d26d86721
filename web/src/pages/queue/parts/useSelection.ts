/** Rows selected, by number: one by one, or a range from the one selected last. */
import { shallowRef } from 'vue';
import type { QueueRow } from '#web/data/queueRow.ts';

export function useSelection(rows: () => readonly QueueRow[]) {
  const selected = shallowRef<ReadonlySet<string>>(new Set());
  let anchor: string | null = null;

  function toggle(row: QueueRow, extending: boolean): void {
    const { number } = row.task;
    const next = new Set(selected.value);
    const numbers = extending && anchor !== null ? rows().map(({ task }) => task.number as string) : [];
    const [from, to] = [numbers.indexOf(anchor ?? ''), numbers.indexOf(number)];
    if (from >= 0 && to >= 0) {
      for (const each of numbers.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
    } else {
      if (!next.delete(number)) next.add(number);
      anchor = number;
    }
    selected.value = next;
  }

  function toggleAll(): void {
    const all = rows().map(({ task }) => task.number);
    selected.value = new Set(selected.value.size >= all.length ? [] : all);
  }

  function clear(): void {
    selected.value = new Set();
    anchor = null;
  }

  /** The rows selected that are still shown, in their order. */
  const chosen = (): readonly QueueRow[] => rows().filter(({ task }) => selected.value.has(task.number));

  return { selected, toggle, toggleAll, clear, chosen };
}
