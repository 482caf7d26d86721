/** Why a task is no longer in the list it was shown in, as a key of the words and who it is about. */
import type { QueueQuery } from '#shared/task/queue.ts';
import { isAmong, type Task } from '#web/data/queueRow.ts';

export interface Gone {
  readonly key: `queue.gone.${string}`;
  readonly name: string;
}

export function goneWords(task: Task, query: QueueQuery, me: string): Gone {
  const name = task.assignee?.name ?? '';
  const say = (word: string): Gone => ({ key: `queue.gone.${word}`, name });
  if (!isAmong(query.states, task)) {
    if (task.state === 'closed' || task.state === 'skipped' || task.state === 'cancelled') return say(task.state);
    if (task.state === 'pending') return say('pending');
  }
  const held = query.view === 'unassigned' || query.assignee === 'nobody' || query.states === 'open';
  if (task.assignee && held) {
    const mine = task.assignee.id === me;
    if (task.state === 'inProgress') return say(mine ? 'takenByMe' : 'takenBy');
    return say(mine ? 'assignedToMe' : 'assignedTo');
  }
  if (query.view === 'mine' || query.assignee !== null) return say(task.assignee ? 'assignedTo' : 'freed');
  return say('other');
}
