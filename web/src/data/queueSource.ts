/**
 * What one queue of the API holds, fetched page by page so that the first is there at once, and kept up with what happens
 * since. Rows that no longer belong stay until the reader asks for the queue as it is: nothing vanishes under their eyes.
 */
import { shallowRef, triggerRef, type ShallowRef } from 'vue';
import type { GroupId } from '#shared/access/person.ts';
import type { ServiceTaskNumber } from '#shared/ids.ts';
import type { QueueQuery, QueueView } from '#shared/task/queue.ts';
import type { Client } from './client.ts';
import { Refused } from './problem.ts';
import { isAmong, rowOf, taskOfPage, type QueueRow, type Task } from './queueRow.ts';

/** Which tasks the API is asked for; what narrows them further is done here. */
export interface Holding {
  readonly view: QueueView;
  readonly group: GroupId | null;
  readonly states: 'inHand' | 'pending' | 'over' | 'all';
  /** Whose the view `mine` is. */
  readonly me: string;
}

/** What must be asked of the API to show this queue. */
export function holdingOf({ view, group, states }: Pick<QueueQuery, 'view' | 'group' | 'states'>, me: string): Holding {
  return { view, group, me, states: states === 'open' || states === 'inProgress' ? 'inHand' : states };
}

/** Small enough to paint at once; the rest comes in few pages. */
const [firstPage, nextPages] = [100, 1_000];
/** Single tasks asked for after a change; when more changed than this, the queue is read again. */
export const readSingly = 25;
const sideBySide = 4;

/** `reading` the first page, `streaming` the others, `whole` once all are there. */
export type SourceState = 'reading' | 'streaming' | 'whole' | 'failed';

export interface QueueSource {
  readonly holding: Holding;
  /** By number, in the order they came: changed in place, and told. */
  readonly rows: Readonly<ShallowRef<ReadonlyMap<ServiceTaskNumber, QueueRow>>>;
  readonly state: Readonly<ShallowRef<SourceState>>;
  readonly error: Readonly<ShallowRef<Error | null>>;
  /** Rows of the page that came last; null before the first. */
  readonly lastPage: Readonly<ShallowRef<readonly QueueRow[] | null>>;
  /** Fetches what is not there yet; after a failure, goes on where it stopped. */
  readonly load: () => Promise<void>;
  /** Takes in a task as it is now, unless what is known is newer. @returns whether something changed. */
  readonly take: (task: Task, force?: boolean) => boolean;
  /** Asks for these tasks, or for the whole queue where they are many. @returns numbers of those that changed. */
  readonly renew: (numbers: readonly ServiceTaskNumber[]) => Promise<readonly ServiceTaskNumber[]>;
  /** Reads the whole queue again and compares. @returns numbers of the tasks that changed. */
  readonly catchUp: () => Promise<readonly ServiceTaskNumber[]>;
  readonly belongs: (task: Task) => boolean;
  /** Forgets what no longer belongs. */
  readonly tidy: () => void;
}

function same(one: Task, other: Task): boolean {
  return one.version === other.version && one.slackDays === other.slackDays && one.assignee?.id === other.assignee?.id;
}

/** Does something for each, a few at a time. */
export async function fewAtATime<Each>(all: readonly Each[], act: (each: Each) => Promise<void>): Promise<void> {
  const left = all.values();
  const worker = async () => {
    for (const each of left) await act(each);
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}

export function queueSource(call: Client, holding: Holding): QueueSource {
  const rows = shallowRef(new Map<ServiceTaskNumber, QueueRow>());
  const state = shallowRef<SourceState>('reading');
  const error = shallowRef<Error | null>(null);
  const lastPage = shallowRef<readonly QueueRow[] | null>(null);
  let cursor: string | undefined;
  let loading: Promise<void> | null = null;
  let catching: Promise<readonly ServiceTaskNumber[]> | null = null;

  const page = (limit: number, from: string | undefined) => {
    const { view, group, states } = holding;
    return call('listTasks', {
      query: {
        view,
        ...(group && { group }),
        ...(states !== 'inHand' && { state: states }),
        limit,
        ...(from !== undefined && { cursor: from }),
      },
    });
  };

  function belongs(task: Task): boolean {
    if (!isAmong(holding.states, task)) return false;
    if (holding.view === 'mine') return task.assignee?.id === holding.me;
    return task.group === holding.group && (holding.view === 'group' || task.assignee === null);
  }

  async function stream(): Promise<void> {
    error.value = null;
    if (state.value === 'failed') state.value = cursor === undefined ? 'reading' : 'streaming';
    try {
      do {
        const { items, next } = await page(cursor === undefined ? firstPage : nextPages, cursor);
        const came = items.map(rowOf);
        for (const row of came) rows.value.set(row.task.number, row);
        cursor = next ?? undefined;
        state.value = next === null ? 'whole' : 'streaming';
        triggerRef(rows);
        lastPage.value = came;
      } while (cursor !== undefined);
    } catch (cause) {
      error.value = cause instanceof Error ? cause : new Error(String(cause));
      state.value = 'failed';
    }
  }

  function load(): Promise<void> {
    if (state.value !== 'whole') loading ??= stream().finally(() => (loading = null));
    return loading ?? Promise.resolve();
  }

  function put(task: Task, force = false): boolean {
    const known = rows.value.get(task.number)?.task;
    if (known && !force && (known.version > task.version || same(known, task))) return false;
    if (!known && !belongs(task)) return false;
    rows.value.set(task.number, rowOf(task));
    return true;
  }

  function take(task: Task, force = false): boolean {
    const changed = put(task, force);
    if (changed) triggerRef(rows);
    return changed;
  }

  async function renew(numbers: readonly ServiceTaskNumber[]): Promise<readonly ServiceTaskNumber[]> {
    if (numbers.length > readSingly) return catchUp();
    const changed: ServiceTaskNumber[] = [];
    await fewAtATime(numbers, async (task) => {
      try {
        if (put(taskOfPage(await call('readTask', { params: { task } })))) changed.push(task);
      } catch (cause) {
        if (!(cause instanceof Refused)) throw cause;
        if (rows.value.delete(task)) changed.push(task);
      }
    });
    if (changed.length > 0) triggerRef(rows);
    return changed;
  }

  async function compare(): Promise<readonly ServiceTaskNumber[]> {
    const before = new Map(rows.value);
    const changed: ServiceTaskNumber[] = [];
    let from: string | undefined;
    do {
      const { items, next } = await page(nextPages, from);
      for (const task of items) {
        if (put(task)) changed.push(task.number);
        before.delete(task.number);
      }
      from = next ?? undefined;
    } while (from !== undefined);
    // Asked for one by one, those that went away say where to; many at once are simply gone.
    const gone = [...before.values()].filter(({ task }) => belongs(task)).map(({ task }) => task.number);
    if (gone.length > readSingly) for (const number of gone) rows.value.delete(number);
    if (changed.length > 0 || gone.length > readSingly) triggerRef(rows);
    return gone.length > readSingly ? [...changed, ...gone] : [...changed, ...(await renew(gone))];
  }

  async function catchUp(): Promise<readonly ServiceTaskNumber[]> {
    await load();
    if (state.value !== 'whole') return [];
    catching ??= compare().finally(() => (catching = null));
    return catching;
  }

  function tidy(): void {
    for (const [number, { task }] of rows.value) if (!belongs(task)) rows.value.delete(number);
    triggerRef(rows);
  }

  return { holding, rows, state, error, lastPage, load, take, renew, catchUp, belongs, tidy };
}
