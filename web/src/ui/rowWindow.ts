/** Which rows of a long list are in the page: those in view and a few around them. All rows have one height. */
import { computed, onMounted, onScopeDispose, ref, type Ref } from 'vue';

export interface Listed {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly count: () => number;
  readonly rowHeight: () => number;
  /** Height of what stands above the rows and covers the top of what scrolls. */
  readonly headHeight: () => number;
  /** Rank of a row that stays in the page wherever one scrolls to; less than 0 for none. */
  readonly kept: () => number;
}

/** Rows beyond either edge, so that a turn of the wheel finds them there. */
const around = 8;
/** Where nothing has a size. */
const usualHeight = 600;
/** Screens a second from which rows pass too fast to be read. */
const hurry = 8;
const settledMs = 200;
/** A step after a longer rest is a leap to somewhere, and no hurry yet. */
const restedMs = 500;

export function useRowWindow({ scroller, count, rowHeight, headHeight, kept }: Listed) {
  const top = ref(0);
  const height = ref(usualHeight);
  /** Rows pass too fast to be read: they may be drawn more plainly. */
  const hurried = ref(false);

  let before = { top: 0, at: 0 };
  let settling: ReturnType<typeof setTimeout> | undefined;
  function scrolled(event: Event): void {
    const box = scroller.value;
    if (!box) return;
    const seconds = Math.max(1, event.timeStamp - before.at) / 1_000;
    const screens = Math.abs(box.scrollTop - before.top) / Math.max(1, height.value);
    if (seconds < restedMs / 1_000 && screens / seconds > hurry) hurried.value = true;
    before = { top: box.scrollTop, at: event.timeStamp };
    top.value = box.scrollTop;
    clearTimeout(settling);
    settling = setTimeout(() => (hurried.value = false), settledMs);
  }

  let sizes: ResizeObserver | undefined;
  onMounted(() => {
    const box = scroller.value;
    if (!box) return;
    box.addEventListener('scroll', scrolled, { passive: true });
    sizes = new ResizeObserver(() => {
      if (box.clientHeight > 0) height.value = box.clientHeight;
    });
    sizes.observe(box);
  });
  onScopeDispose(() => {
    sizes?.disconnect();
    clearTimeout(settling);
  });

  const first = computed(() => Math.max(0, Math.min(Math.floor(top.value / rowHeight()), count() - 1) - around));
  const last = computed(() => Math.min(count() - 1, Math.ceil((top.value + height.value) / rowHeight()) + around));

  /** Ranks of the rows in the page, rising. */
  const ranks = computed<readonly number[]>(() => {
    const inView = Array.from({ length: Math.max(0, last.value - first.value + 1) }, (_, rank) => first.value + rank);
    const at = kept();
    if (at < 0 || at >= count()) return inView;
    if (at < first.value) return [at, ...inView];
    return at > last.value ? [...inView, at] : inView;
  });

  /** Brings a row into view by the shortest way. */
  function reveal(rank: number): void {
    const box = scroller.value;
    if (!box) return;
    const [rowTop, rowEnd] = [rank * rowHeight(), (rank + 1) * rowHeight() + headHeight()];
    if (rowTop < box.scrollTop) box.scrollTop = rowTop;
    else if (rowEnd > box.scrollTop + box.clientHeight) box.scrollTop = rowEnd - box.clientHeight;
    // The event comes a frame later; the row must be there before.
    top.value = box.scrollTop;
  }

  return { ranks, hurried, reveal };
}
