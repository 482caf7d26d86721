/** What one queue of the API holds; what narrows it further is done in the browser. */
import type { GroupId } from '#shared/access/person.ts';
import type { QueueQuery, QueueView } from '#shared/task/queue.ts';
import type { Client } from './client.ts';
import { listSource, type ListSource } from './listSource.ts';
import { isAmong, rowOf, taskOfPage, type QueueRow, type Task } from './queueRow.ts';

/** Which tasks the API is asked for. */
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

export interface QueueSource extends ListSource<Task, QueueRow> {
  readonly holding: Holding;
}

function same(one: Task, other: Task): boolean {
  return one.version === other.version && one.slackDays === other.slackDays && one.assignee?.id === other.assignee?.id;
}

export function queueSource(call: Client, holding: Holding): QueueSource {
  const { view, group, states, me } = holding;

  function belongs(task: Task): boolean {
    if (!isAmong(states, task)) return false;
    if (view === 'mine') return task.assignee?.id === me;
    return task.group === group && (view === 'group' || task.assignee === null);
  }

  const source = listSource<Task, QueueRow>({
    limits: [100, 1_000],
    page: (limit, cursor) =>
      call('listTasks', {
        query: {
          view,
          ...(group && { group }),
          ...(states !== 'inHand' && { state: states }),
          limit,
          ...(cursor !== undefined && { cursor }),
        },
      }),
    readOne: async (task) => taskOfPage(await call('readTask', { params: { task } })),
    belongs,
    same,
    rowOf,
    itemOf: ({ task }) => task,
  });
  return { ...source, holding };
}
