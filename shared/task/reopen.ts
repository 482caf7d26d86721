/** A task that was over is worked again, and what comes after it waits again. */
import { mayOnTask } from '../access/policy.ts';
import type { Person } from '../access/person.ts';
import { change, type Decision } from '../history/change.ts';
import { personActs } from '../history/line.ts';
import { accepted, type Outcome, refused } from '../refusal.ts';
import { moveRequest, requestFacts } from '../request/move.ts';
import { successorsOf } from '../request/plan.ts';
import type { Request } from '../request/request.ts';
import type { Instant } from '../time/instant.ts';
import type { TaskOfRequest } from './decide.ts';
import { moveTask, taskFacts } from './move.ts';
import { isOver, type ServiceTask } from './serviceTask.ts';
import { waits } from './open.ts';

/**
 * Reopens a closed or skipped task: in progress with the assignee it had, else open; pending when a task before it is
 * itself in hand again. Tasks after it that are in hand go back to pending, those that are over stay so. A closed request
 * is in progress again. The request's run is raised: another execution drives the workflow from where it now stands.
 * Refuses `notAllowed`, `reasonMissing`, `requestOver` (cancelled), `taskNotOver`.
 * @param work the request read no later than its tasks, so that its version vouches for what they say.
 */
export function reopen(
  { task, request, tasks }: TaskOfRequest & { readonly tasks: readonly ServiceTask[] },
  { reason }: { readonly reason: string },
  caller: Person,
  now: Instant,
): Outcome<Decision> {
  if (!mayOnTask(caller, 'task.reopen', task)) return refused('notAllowed');
  if (reason.trim() === '') return refused('reasonMissing', { field: 'reason' });
  if (request.state === 'cancelled') return refused('requestOver', { params: { state: request.state } });
  if (!isOver(task)) return refused('taskNotOver');
  const act = personActs(caller, now);
  const after = successorsOf(task.kind);
  const setBack = tasks.filter(
    (other) => after.includes(other.kind) && (other.state === 'open' || other.state === 'inProgress'),
  );
  return accepted(
    change({
      request: moveRequest(request, resumed(request, now), 'reopened', act, reason.trim()),
      tasks: [
        moveTask(task, reopened(task, tasks, now), 'reopened', act, reason.trim()),
        ...setBack.map((other) => moveTask(other, { ...taskFacts(other), state: 'pending' }, 'setBack', act)),
      ],
    }),
  );
}

function resumed(request: Request, now: Instant): Request {
  const run = request.run + 1;
  return request.state === 'closed'
    ? { ...requestFacts(request), run, state: 'inProgress', startedAt: request.startedAt ?? now }
    : { ...request, run };
}

function reopened(task: ServiceTask, tasks: readonly ServiceTask[], now: Instant): ServiceTask {
  const facts = taskFacts(task);
  if (waits(task, tasks)) return { ...facts, state: 'pending' };
  const openedAt = ('openedAt' in task ? task.openedAt : null) ?? now;
  if (!facts.assignee) return { ...facts, state: 'open', openedAt };
  const startedAt = 'startedAt' in task ? task.startedAt : now;
  return { ...facts, state: 'inProgress', openedAt, startedAt, assignee: facts.assignee };
}
