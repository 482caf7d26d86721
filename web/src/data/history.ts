/** The history of a record as it is read: newest lines first, older ones on demand, new ones as they come. */
import { computed, ref, shallowRef } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { IncidentNumber, RequestNumber } from '#shared/ids.ts';
import { useClient } from './api.ts';
import type { HistoryLine } from './moved.ts';

export type { HistoryLine } from './moved.ts';
export type IncidentLine = ResponseOf<'listIncidentHistory'>['items'][number];

const pageSize = 50;

interface Line {
  /** Rises with the instant it was written. */
  readonly id: string;
}
type Page<Each> = { readonly items: readonly Each[]; readonly next: string | null };

const newestFirst = <Each extends Line>(lines: Iterable<Each>): readonly Each[] =>
  [...lines].sort((one, other) => (one.id < other.id ? 1 : Number(one.id > other.id) * -1));

/**
 * Lines of a record's history.
 * @param ask reads a page of them: the newest, or what a cursor continues with.
 * @param onNew told of lines that came since the page was opened, newest first.
 */
function useLines<Each extends Line>(
  ask: (cursor?: string) => Promise<Page<Each>>,
  onNew: (lines: readonly Each[]) => void,
) {
  const known = shallowRef<ReadonlyMap<string, Each>>(new Map());
  const next = ref<string | null>(null);
  const loaded = ref(false);
  const busy = ref(false);
  const error = shallowRef<Error | null>(null);
  let asking: Promise<void> | null = null;
  let askAgain = false;

  async function readNewest(): Promise<void> {
    const page = await ask();
    const fresh = page.items.filter(({ id }) => !known.value.has(id));
    // More came than one page holds: what lies between is not known, so the list begins anew.
    const gap = loaded.value && fresh.length === page.items.length && known.value.size > 0;
    const wasLoaded = loaded.value;
    if (!wasLoaded || gap) next.value = page.next;
    known.value = new Map([...(gap ? [] : known.value), ...page.items.map((line) => [line.id, line] as const)]);
    loaded.value = true;
    if (wasLoaded && fresh.length > 0) onNew(fresh);
  }

  async function guarded(read: () => Promise<void>): Promise<void> {
    busy.value = true;
    try {
      await read();
      error.value = null;
    } catch (cause) {
      error.value = cause instanceof Error ? cause : new Error(String(cause));
    } finally {
      busy.value = false;
    }
  }

  /** Asks for what is new; asked while asking, asks once more. */
  function refresh(): Promise<void> {
    if (asking) {
      askAgain = true;
      return asking;
    }
    asking = guarded(readNewest).finally(() => {
      asking = null;
      if (!askAgain) return;
      askAgain = false;
      void refresh();
    });
    return asking;
  }

  return {
    lines: computed<readonly Each[]>(() => newestFirst(known.value.values())),
    hasOlder: computed(() => next.value !== null),
    loaded,
    busy,
    error,
    refresh,
    loadOlder: () =>
      guarded(async () => {
        if (next.value === null) return;
        const page = await ask(next.value);
        known.value = new Map([...known.value, ...page.items.map((line) => [line.id, line] as const)]);
        next.value = page.next;
      }),
    /** Shows a line that was just written here, before it is asked for. */
    add: (line: Each): void => {
      known.value = new Map([...known.value, [line.id, line]]);
    },
  };
}

const queryOf = (cursor?: string) => ({ limit: pageSize, ...(cursor !== undefined && { cursor }) });

/** History of a request and of its tasks. */
export function useHistory(request: RequestNumber, onNew: (lines: readonly HistoryLine[]) => void) {
  const call = useClient();
  return useLines((cursor) => call('listHistory', { params: { request }, query: queryOf(cursor) }), onNew);
}

/** History of an incident; a requester's holds comments only. */
export function useIncidentHistory(incident: IncidentNumber, onNew: (lines: readonly IncidentLine[]) => void) {
  const call = useClient();
  return useLines((cursor) => call('listIncidentHistory', { params: { incident }, query: queryOf(cursor) }), onNew);
}
