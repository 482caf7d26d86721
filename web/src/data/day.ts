/** A person's day: what waits for them, and taking a task in charge from there. */
import { useQuery, useQueryCache } from '@pinia/colada';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';
import { Refused } from './problem.ts';
import { taskIn } from './refusedTask.ts';

export type Day = ResponseOf<'readDay'>;
type Desk = NonNullable<Day['desk']>;
export type DayTask = Desk['mine']['items'][number];
export type DayRequest = Desk['starting']['items'][number];
export type Load = ResponseOf<'readLoad'>;
type Holder = NonNullable<DayTask['assignee']>;

const key = ['day'];

/** What waits for the caller today. */
export function useDay() {
  const call = useClient();
  return useQuery({ key, query: ({ signal }) => call('readDay', { signal }), staleTime: 10_000 });
}

/** How the groups are loaded: for managers. */
export function useLoad(wanted: () => boolean) {
  const call = useClient();
  return useQuery({
    key: ['load'],
    query: ({ signal }) => call('readLoad', { signal }),
    staleTime: 60_000,
    enabled: wanted,
  });
}

/** The day with a task as it is now: held by the caller, waiting for somebody, or with somebody else. */
export function withTask(day: Day, task: DayTask, me: Holder | null): Day {
  if (!day.desk) return day;
  const mine = day.desk.mine.items.filter(({ number }) => number !== task.number);
  const waiting = day.desk.waiting.items.filter(({ number }) => number !== task.number);
  const inOrder = (items: readonly DayTask[]) =>
    [...items, task].toSorted((one, other) => (one.course.dueOn < other.course.dueOn ? -1 : 1));
  return {
    ...day,
    desk: {
      ...day.desk,
      mine: { ...day.desk.mine, items: me && task.assignee?.id === me.id ? inOrder(mine) : mine },
      waiting: {
        ...day.desk.waiting,
        // Back to the top: it was just looked at.
        items: task.assignee === null ? [task, ...waiting] : waiting,
      },
    },
  };
}

/** Takes a task in charge, and gives it back. Shown at once; where the desk says no, the day is put right and it throws. */
export function useDayActs() {
  const call = useClient();
  const cache = useQueryCache();
  const askAgain = useAskAgain();

  function show(task: DayTask, me: Holder): void {
    const day = cache.getQueryData<Day>(key);
    if (day) cache.setQueryData(key, withTask(day, task, me));
  }

  async function act(
    task: DayTask,
    me: Holder,
    expected: Pick<DayTask, 'assignee' | 'state'>,
    send: () => Promise<ResponseOf<'takeCharge'>>,
  ): Promise<DayTask> {
    cache.cancelQueries({ key });
    show({ ...task, ...expected }, me);
    try {
      const { assignee, state, version } = await send();
      const after = { ...task, assignee, state, version };
      show(after, me);
      return after;
    } catch (cause) {
      const { assignee, state, version } = (cause instanceof Refused ? await taskIn(cause.problem) : null) ?? task;
      show({ ...task, assignee, state, version }, me);
      void askAgain(key);
      throw cause;
    }
  }

  return {
    takeCharge: (task: DayTask, me: Holder): Promise<DayTask> =>
      act(task, me, { assignee: me, state: 'inProgress' }, () =>
        call('takeCharge', { params: { task: task.number }, version: task.version }),
      ),
    giveBack: (task: DayTask, me: Holder): Promise<DayTask> =>
      act(task, me, { assignee: null, state: 'open' }, () =>
        call('assignTask', { params: { task: task.number }, version: task.version, body: { assignee: null } }),
      ),
  };
}
