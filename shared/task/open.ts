/** The workflow opens a task when its turn has come. */
import { change, type Decision, nothing } from '../history/change.ts';
import { workflowActs } from '../history/line.ts';
import { predecessorsOf } from '../request/plan.ts';
import type { Instant } from '../time/instant.ts';
import type { TaskOfRequest } from './decide.ts';
import { moveTask, taskFacts } from './move.ts';
import { isOver, type ServiceTask } from './serviceTask.ts';

/** Whether a task before this one is still in hand. */
export function waits(task: Pick<ServiceTask, 'kind'>, tasks: readonly ServiceTask[]): boolean {
  const before = predecessorsOf(task.kind);
  return tasks.some((other) => before.includes(other.kind) && !isOver(other));
}

/**
 * Opens a pending task, once, whatever calls twice or late. Nothing happens to a task already open (`alreadyOpen`) or over
 * (`taskOver`: the workflow may go on), for a run that is no longer the request's (`runSuperseded`), or while a task before
 * it is in hand (`notItsTurn`).
 * @param work the request read no later than its tasks: only a reopening takes a task back from being over, and that
 *   writes the request, so the version relied on vouches for the tasks before this one.
 * @param run the run on whose behalf the workflow calls.
 */
export function open(
  { task, request, tasks }: TaskOfRequest & { readonly tasks: readonly ServiceTask[] },
  run: number,
  now: Instant,
): Decision {
  if (run !== request.run) return nothing('runSuperseded');
  switch (task.state) {
    case 'closed':
    case 'skipped':
    case 'cancelled':
      return nothing('taskOver');
    case 'open':
    case 'inProgress':
      return nothing('alreadyOpen');
    case 'pending': {
      if (waits(task, tasks)) return nothing('notItsTurn');
      const opened: ServiceTask = { ...taskFacts(task), state: 'open', openedAt: now };
      return change({ tasks: [moveTask(task, opened, 'opened', workflowActs(now))], relied: request });
    }
    default:
      return task satisfies never;
  }
}
