/** One service task on the page of its request: read, and worked. */
import { useQuery, useQueryCache } from '@pinia/colada';
import { reactive, ref, toValue, type MaybeRefOrGetter } from 'vue';
import { routes, type ResponseOf } from '#shared/contract/routes.ts';
import type { PersonId, RequestNumber, ServiceTaskNumber } from '#shared/ids.ts';
import { useClient } from './api.ts';
import { movedFrom, type Moved } from './moved.ts';
import { requestKey, type RequestPage } from './request.ts';

export type TaskPage = ResponseOf<'readTask'>;
export type Missing = TaskPage['missing'][number];

const taskKey = (request: RequestNumber, task: ServiceTaskNumber) => ['task', request, task];

/** A task with its checklist; asked for once it is known which. */
export function useTask(request: RequestNumber, task: MaybeRefOrGetter<ServiceTaskNumber | null>) {
  const call = useClient();
  const cache = useQueryCache();
  return useQuery({
    key: () => ['task', request, toValue(task) ?? 'none'],
    enabled: () => toValue(task) !== null,
    query: async ({ signal }) => {
      const number = toValue(task);
      if (number === null) throw new Error('No task was named');
      const page = await call('readTask', { params: { task: number }, signal });
      // An answer that was overtaken by a change made here is old news.
      const shown = cache.getQueryData<TaskPage>(taskKey(request, number));
      return shown && shown.version > page.version ? shown : page;
    },
  });
}

/** How often a tick is sent again because something else of the task had moved. */
const rounds = 4;

/** What the record was like when it moved away under an act. */
export const movedTask = (error: unknown): Moved<TaskPage> | null => movedFrom(error, routes.readTask.response);

/**
 * What may be done to the tasks of a request. Each act throws `Refused`; `movedTask` tells a record that has moved on.
 * @param onDone told after each act that was done: history has new lines.
 */
export function useTaskActs(request: RequestNumber, onDone: () => void) {
  const call = useClient();
  const cache = useQueryCache();
  /** Ticks on their way, shown as if they were there. */
  const ticking = reactive(new Map<string, boolean>());
  /** Acts that are under way, by task. */
  const busy = ref<ServiceTaskNumber | null>(null);
  let line: Promise<unknown> = Promise.resolve();

  const known = (task: ServiceTaskNumber) => cache.getQueryData<TaskPage>(taskKey(request, task));

  function keep(page: TaskPage): void {
    const shown = known(page.number);
    // The same version was read since: what it says of its request is younger than this answer.
    if (shown && shown.version >= page.version) return;
    cache.setQueryData(taskKey(request, page.number), page);
    const { state, assignee, slackDays } = page;
    const checklist = {
      done: page.checklist.filter(({ done }) => done !== null).length,
      total: page.checklist.length,
    };
    const whole = cache.getQueryData<RequestPage>(requestKey(request));
    if (!whole) return;
    cache.setQueryData<RequestPage>(requestKey(request), {
      ...whole,
      tasks: whole.tasks.map((task) =>
        task.number === page.number ? { ...task, state, assignee, slackDays, checklist } : task,
      ),
    });
  }

  /** Acts on the task as it is shown once the ticks before are done; what is shown is the version that is known. */
  async function act(
    { number: task, version }: Pick<TaskPage, 'number' | 'version'>,
    send: (version: number) => Promise<TaskPage>,
  ): Promise<TaskPage> {
    busy.value = task;
    try {
      await line;
      const page = await send(known(task)?.version ?? version);
      keep(page);
      onDone();
      return page;
    } catch (error) {
      const moved = movedTask(error);
      if (moved) keep(moved.current);
      throw error;
    } finally {
      busy.value = null;
    }
  }

  /** A tick says of one item what it shall be: whoever moved something else of the task is no reason to ask. */
  async function sendTick(task: ServiceTaskNumber, item: string, done: boolean): Promise<void> {
    for (let round = 1; ; round += 1) {
      const version = known(task)?.version;
      if (version === undefined) return;
      try {
        keep(await call('checkItem', { params: { task, item }, body: { done }, version }));
        onDone();
        return;
      } catch (error) {
        const moved = movedTask(error);
        if (moved) keep(moved.current);
        if (!moved || round === rounds) throw error;
      }
    }
  }

  return {
    busy,
    keep,
    /** Whether an item is, or is about to be, ticked. */
    isTicked: (task: ServiceTaskNumber, { item, done }: TaskPage['checklist'][number]): boolean =>
      ticking.get(`${task} ${item}`) ?? done !== null,
    /** Ticks or unticks at once; one after the other, since each names the version before it. */
    tick: (task: ServiceTaskNumber, item: string, done: boolean): Promise<void> => {
      const place = `${task} ${item}`;
      ticking.set(place, done);
      const mine = line
        .then(() => sendTick(task, item, done))
        .finally(() => {
          if (ticking.get(place) === done) ticking.delete(place);
        });
      line = mine.catch(() => undefined);
      return mine;
    },
    takeCharge: (page: TaskPage) => {
      const params = { task: page.number };
      return act(page, async (version) => {
        try {
          return await call('takeCharge', { params, version });
        } catch (error) {
          // The rules say whether it is still free, whatever else moved.
          const moved = movedTask(error);
          if (!moved) throw error;
          return call('takeCharge', { params, version: moved.current.version });
        }
      });
    },
    assign: (page: TaskPage, assignee: PersonId | null) =>
      act(page, (version) => call('assignTask', { params: { task: page.number }, body: { assignee }, version })),
    close: (page: TaskPage) => act(page, (version) => call('closeTask', { params: { task: page.number }, version })),
    skip: (page: TaskPage, reason: string) =>
      act(page, (version) => call('skipTask', { params: { task: page.number }, body: { reason }, version })),
    reopen: (page: TaskPage, reason: string) =>
      act(page, (version) => call('reopenTask', { params: { task: page.number }, body: { reason }, version })),
  };
}
