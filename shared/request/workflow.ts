/** What the workflow itself does to a request: close it at the end, and start over when its execution is lost. */
import { change, type Decision, nothing } from '../history/change.ts';
import { workflowActs } from '../history/line.ts';
import { isOver as isTaskOver } from '../task/serviceTask.ts';
import { type Instant, msOf } from '../time/instant.ts';
import type { RequestWithTasks } from './decide.ts';
import { moveRequest, requestFacts } from './move.ts';
import { isOver, type Request } from './request.ts';

/**
 * Closes a request whose tasks are all over, once. Nothing for one that is over (`requestOver`), for a run that is no
 * longer its own (`runSuperseded`), or while a task is in hand (`tasksInHand`).
 */
export function closeWhenDone({ request, tasks }: RequestWithTasks, run: number, now: Instant): Decision {
  if (isOver(request)) return nothing('requestOver');
  if (run !== request.run) return nothing('runSuperseded');
  if (!tasks.every(isTaskOver)) return nothing('tasksInHand');
  const startedAt = request.state === 'inProgress' ? request.startedAt : null;
  const closed: Request = { ...requestFacts(request), state: 'closed', startedAt, closedAt: now };
  return change({ request: moveRequest(request, closed, 'closed', workflowActs(now)) });
}

/** Repairs of one request allowed within `repairWindowMs`: beyond, its executions fail for a reason that stays. */
export const repairsAllowed = 3;
/** Milliseconds over which repairs of one request are counted: one hour. */
export const repairWindowMs = 3_600_000;

/**
 * Asks for another execution in place of one that was lost, by raising the run; the new one catches up with what is over.
 * Nothing for a request that is over (`requestOver`), for a run already replaced (`runSuperseded`), or after too many
 * repairs in the last hour (`repairedTooOften`).
 * @param run the run whose execution was lost.
 * @param earlier instants of the repairs known of this request, in any order.
 */
export function repair(request: Request, run: number, earlier: readonly Instant[], now: Instant): Decision {
  if (isOver(request)) return nothing('requestOver');
  if (run !== request.run) return nothing('runSuperseded');
  const recent = earlier.filter((at) => msOf(at) > msOf(now) - repairWindowMs);
  if (recent.length >= repairsAllowed) return nothing('repairedTooOften');
  const after: Request = { ...request, run: request.run + 1 };
  return change({ request: moveRequest(request, after, 'repaired', workflowActs(now)) });
}
