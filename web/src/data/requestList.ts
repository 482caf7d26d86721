/**
 * The list of requests, read page by page so that the first is there at once, and kept up with what happens since. What is
 * new waits until the reader asks for it: no row comes or goes under their eyes.
 */
import { computed, onScopeDispose, shallowRef, toValue, triggerRef, watch, type MaybeRefOrGetter } from 'vue';
import { groupIds } from '#shared/access/person.ts';
import { groupTopic } from '#shared/live/topic.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { RequestPhase } from '#shared/request/request.ts';
import { useClient } from './api.ts';
import { useLive, type LiveEvent } from './live.ts';
import { Refused } from './problem.ts';
import type { ListStates } from './requestListQuery.ts';
import { isAmong, rowOf, type ListedRequest, type RequestRow } from './requestListRow.ts';

/** Small enough to paint at once; the rest comes in few pages. */
const [firstPage, nextPages] = [100, 500];
/** Single requests asked for after changes; when more changed, the list is read again. */
const readSingly = 20;
/** Changes are gathered for a moment: an import brings hundreds at once. */
const gatherMs = 1_500;

function phaseOf(states: ListStates): RequestPhase | null {
  switch (states) {
    case 'inHand':
    case 'open':
    case 'inProgress':
      return 'inHand';
    case 'over':
    case 'closed':
    case 'cancelled':
      return 'over';
    case 'all':
      return null;
    default:
      return states satisfies never;
  }
}

/** Records whose change may be one of a request's row; groups hear of its tasks, its people of itself. */
const moving: ReadonlySet<string> = new Set(['request', 'serviceTask']);

type Rows = Map<RequestNumber, RequestRow>;

/**
 * @param states decides what is asked of the API; all else narrows what is here.
 * @param desk whether the reader works at the desk, and sees all.
 */
export function useRequestList(states: MaybeRefOrGetter<ListStates>, desk: MaybeRefOrGetter<boolean>) {
  const call = useClient();
  const rows = shallowRef<Rows>(new Map());
  /** What came since, by number; shown once the reader asks. */
  const waiting = shallowRef<Rows>(new Map());
  const state = shallowRef<'reading' | 'streaming' | 'whole' | 'failed'>('reading');
  const error = shallowRef<Error | null>(null);
  const phase = computed(() => phaseOf(toValue(states)));
  let round = 0;

  const page = (limit: number, cursor: string | null) =>
    call('listRequests', {
      query: { limit, ...(phase.value && { phase: phase.value }), ...(cursor !== null && { cursor }) },
    });

  /** Reads everything; `take` is given each page as it comes. False when another reading has begun meanwhile. */
  async function readAll(own: number, take: (items: readonly ListedRequest[]) => void): Promise<boolean> {
    let cursor: string | null = null;
    do {
      const { items, next } = await page(cursor === null ? firstPage : nextPages, cursor);
      if (own !== round) return false;
      take(items);
      cursor = next;
    } while (cursor !== null);
    return true;
  }

  async function load(): Promise<void> {
    round += 1;
    rows.value = new Map();
    waiting.value = new Map();
    state.value = 'reading';
    error.value = null;
    try {
      const own = round;
      const whole = await readAll(own, (items) => {
        for (const item of items) rows.value.set(item.number, rowOf(item));
        state.value = 'streaming';
        triggerRef(rows);
      });
      if (whole) state.value = 'whole';
    } catch (cause) {
      error.value = cause instanceof Error ? cause : new Error(String(cause));
      state.value = 'failed';
    }
  }

  /** A request as it is now: changed in its place, or set aside as new. */
  function meet(request: ListedRequest): void {
    if (rows.value.has(request.number)) rows.value.set(request.number, rowOf(request));
    else if (isAmong(phase.value ?? 'all', request)) waiting.value.set(request.number, rowOf(request));
  }

  async function renew(numbers: readonly RequestNumber[]): Promise<void> {
    for (const request of numbers) {
      try {
        meet(await call('readRequest', { params: { request } }));
      } catch (cause) {
        // What is not ours, or not any more, is no news.
        if (!(cause instanceof Refused)) throw cause;
      }
    }
  }

  async function compare(): Promise<void> {
    const seen: ListedRequest[] = [];
    if (await readAll(round, (items) => seen.push(...items))) for (const each of seen) meet(each);
  }

  let gathered: ReadonlySet<RequestNumber> | 'many' = new Set();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;

  async function look(): Promise<void> {
    if (state.value !== 'whole' || looking) {
      gather();
      return;
    }
    const changed = gathered;
    gathered = new Set();
    looking = true;
    try {
      if (changed === 'many' || changed.size > readSingly) await compare();
      else await renew([...changed]);
      triggerRef(rows);
      triggerRef(waiting);
    } catch {
      // Cut off: the line says so, and tells to look again once it is back.
    } finally {
      looking = false;
    }
  }

  function gather(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), gatherMs);
  }

  function hear(event: LiveEvent): void {
    if (event.kind === 'missed') gathered = 'many';
    else if (event.request === null || !moving.has(event.record.kind)) return;
    else if (gathered !== 'many') gathered = new Set([...gathered, event.request]);
    gather();
  }

  /** Shows what came since, and lets go of what is over. */
  function showNew(): void {
    for (const [number, row] of waiting.value) rows.value.set(number, row);
    for (const [number, { request }] of rows.value) {
      if (!isAmong(phase.value ?? 'all', request)) rows.value.delete(number);
    }
    waiting.value = new Map();
    triggerRef(rows);
  }

  watch(phase, () => void load(), { immediate: true });
  useLive(() => (toValue(desk) ? groupIds.map(groupTopic) : ['mine']), hear);
  onScopeDispose(() => clearTimeout(timer));
  return { rows, waiting, state, error, load, showNew };
}
