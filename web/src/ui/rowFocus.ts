/** The focus among rows of which only some are in the page: one of them is a tab stop, and it keeps what it has. */
import { computed, nextTick, onBeforeUpdate, onMounted, onUpdated, watch, type Ref } from 'vue';

export interface Rows {
  /** Whether rows take the focus at all. */
  readonly enabled: boolean;
  readonly keys: () => readonly string[];
  /** Key of the row that has the focus, or had it last. */
  readonly active: Ref<string | null>;
  readonly activeIndex: Readonly<Ref<number>>;
  readonly body: Readonly<Ref<HTMLElement | null>>;
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly rowHeight: () => number;
  readonly reveal: (index: number) => void;
  readonly open: (index: number) => void;
  readonly select: (index: number, extending: boolean) => void;
}

const inside = 'a,button,input,select,textarea,label,summary,[role=checkbox]';

export function useRowFocus({
  enabled,
  keys,
  active,
  activeIndex,
  body,
  scroller,
  rowHeight,
  reveal,
  open,
  select,
}: Rows) {
  /** The row that Tab reaches: the one in focus last, else the first. */
  const tabStop = computed(() => (activeIndex.value < 0 ? (keys()[0] ?? null) : active.value));

  const rowOf = (key: string | null): HTMLElement | null =>
    key === null ? null : (body.value?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null);

  /** Gives the focus to the row at this rank, or to the nearest there is. */
  async function focusRow(index: number): Promise<void> {
    const known = keys();
    const at = Math.max(0, Math.min(index, known.length - 1));
    const key = known[at];
    if (key === undefined) return;
    active.value = key;
    reveal(at);
    await nextTick();
    rowOf(key)?.focus({ preventScroll: true });
  }

  /** Goes on by so many rows from the one in focus; from nowhere, to the first. */
  async function move(by: number): Promise<void> {
    await focusRow(activeIndex.value < 0 ? 0 : activeIndex.value + by);
  }

  const perPage = (): number => Math.max(1, Math.floor((scroller.value?.clientHeight ?? 0) / rowHeight()) - 2);

  /** Key of the row that an event happened in. */
  const keyAt = ({ target }: Event): string | null =>
    target instanceof Element ? (target.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? null) : null;

  /** Where a key leads from a row, in ranks; null for a key that moves nothing. */
  function led({ key, ctrlKey, metaKey }: KeyboardEvent, at: number): number | null {
    switch (key) {
      case 'ArrowDown':
        return at + 1;
      case 'ArrowUp':
        return at - 1;
      case 'PageDown':
        return at + perPage();
      case 'PageUp':
        return at - perPage();
      case 'Home':
        return ctrlKey || metaKey ? null : 0;
      case 'End':
        return ctrlKey || metaKey ? null : keys().length - 1;
      default:
        return null;
    }
  }

  async function pressed(event: KeyboardEvent): Promise<void> {
    if (event.altKey || event.defaultPrevented) return;
    const onRow = event.target instanceof HTMLElement && event.target.dataset['key'] !== undefined;
    const at = keys().indexOf(keyAt(event) ?? '');
    const to = led(event, at);
    if (to !== null) {
      event.preventDefault();
      if (event.shiftKey) select(at, true);
      await focusRow(to);
      if (event.shiftKey) select(Math.max(0, Math.min(to, keys().length - 1)), true);
    } else if (onRow && event.key === ' ') {
      event.preventDefault();
      select(at, event.shiftKey);
    } else if (onRow && event.key === 'Enter') {
      event.preventDefault();
      open(at);
    }
  }

  function clicked(event: MouseEvent): void {
    const key = keyAt(event);
    const own = event.target instanceof Element && event.target.closest(inside) !== null;
    if (key === null || own || event.defaultPrevented || window.getSelection()?.isCollapsed === false) return;
    active.value = key;
    const index = keys().indexOf(key);
    if (event.shiftKey || event.ctrlKey || event.metaKey) select(index, event.shiftKey);
    else open(index);
  }

  function focused(event: FocusEvent): void {
    active.value = keyAt(event) ?? active.value;
  }

  // Heard for all rows at once: they come and go with each turn of the wheel.
  onMounted(() => {
    if (!enabled) return;
    body.value?.addEventListener('keydown', (event) => void pressed(event));
    body.value?.addEventListener('click', clicked);
    body.value?.addEventListener('focusin', focused);
  });

  // Rows that change places are moved in the page, and what is moved loses the focus.
  let had = false;
  onBeforeUpdate(() => {
    if (document.activeElement !== document.body) had = body.value?.contains(document.activeElement) ?? false;
  });
  onUpdated(() => {
    // What was lost went to the page itself; the row to go to may come with the next update only.
    if (had && document.activeElement === document.body) rowOf(tabStop.value)?.focus({ preventScroll: true });
  });

  // The row in focus stays where the eye is when others come or go above it; one that is gone leaves its place to the next.
  watch([active, activeIndex], ([key, now], [keyBefore, before]) => {
    const box = scroller.value;
    if (key === null || key !== keyBefore || before < 0 || !box) return;
    if (now < 0) {
      active.value = keys()[Math.min(before, keys().length - 1)] ?? null;
      return;
    }
    if (!body.value?.contains(document.activeElement)) return;
    const top = before * rowHeight();
    const wasInView = top >= box.scrollTop - rowHeight() && top <= box.scrollTop + box.clientHeight;
    if (wasInView) box.scrollTop += (now - before) * rowHeight();
  });

  return { tabStop, focusRow, move };
}
