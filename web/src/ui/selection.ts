/** Rows selected, by key: one by one, or a range from the one selected last. */
import { shallowRef } from 'vue';

export function useSelection<Row>(rows: () => readonly Row[], keyOf: (row: Row) => string) {
  const selected = shallowRef<ReadonlySet<string>>(new Set());
  let anchor: string | null = null;

  function toggle(row: Row, extending: boolean): void {
    const key = keyOf(row);
    const next = new Set(selected.value);
    const keys = extending && anchor !== null ? rows().map(keyOf) : [];
    const [from, to] = [keys.indexOf(anchor ?? ''), keys.indexOf(key)];
    if (from >= 0 && to >= 0) {
      for (const each of keys.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
    } else {
      if (!next.delete(key)) next.add(key);
      anchor = key;
    }
    selected.value = next;
  }

  function toggleAll(): void {
    const all = rows().map(keyOf);
    selected.value = new Set(selected.value.size >= all.length ? [] : all);
  }

  function clear(): void {
    selected.value = new Set();
    anchor = null;
  }

  /** The rows selected that are still shown, in their order. */
  const chosen = (): readonly Row[] => rows().filter((row) => selected.value.has(keyOf(row)));

  return { selected, toggle, toggleAll, clear, chosen };
}
