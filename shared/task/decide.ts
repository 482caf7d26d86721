/** What may happen to a service task at the desk. Pure: records and a command in, what to write out. */
import { mayOnTask, type TaskAction, worksIn } from '../access/policy.ts';
import type { Person, PersonRef } from '../access/person.ts';
import { change, type Decision, type Move, nothing } from '../history/change.ts';
import { type Act, personActs } from '../history/line.ts';
import { accepted, type Outcome, refused } from '../refusal.ts';
import { moveRequest, requestFacts } from '../request/move.ts';
import type { Request } from '../request/request.ts';
import type { Instant } from '../time/instant.ts';
import { closingReliesOnRequest, missingToClose } from './missing.ts';
import { moveTask, taskFacts } from './move.ts';
import { isOver, type ServiceTask } from './serviceTask.ts';

/** A task and the request it belongs to. */
export interface TaskOfRequest {
  readonly task: ServiceTask;
  readonly request: Request;
}

const ref = ({ id, name }: PersonRef): PersonRef => ({ id, name });

function refusesAccess(caller: Person, action: TaskAction, task: ServiceTask): boolean {
  return !mayOnTask(caller, action, task);
}

/**
 * Takes a task in charge: the caller holds it and it is in progress; the first task begun begins the request. Taking what
 * one already has in progress changes nothing.
 * Refuses `notAllowed`, `taskPending`, `taskOver`, `taskTaken` (in progress with, or assigned to, somebody else).
 */
export function takeCharge({ task, request }: TaskOfRequest, caller: Person, now: Instant): Outcome<Decision> {
  if (refusesAccess(caller, 'task.takeCharge', task)) return refused('notAllowed');
  const act = personActs(caller, now);
  switch (task.state) {
    case 'pending':
      return refused('taskPending');
    case 'closed':
    case 'skipped':
    case 'cancelled':
      return refused('taskOver', { params: { state: task.state } });
    case 'open':
    case 'inProgress': {
      if (task.assignee && task.assignee.id !== caller.id) {
        return refused('taskTaken', { params: { assignee: task.assignee.name } });
      }
      if (task.state === 'inProgress') return accepted(nothing('unchanged'));
      const { openedAt } = task;
      const begun: ServiceTask = {
        ...taskFacts(task),
        state: 'inProgress',
        openedAt,
        startedAt: now,
        assignee: ref(caller),
      };
      return accepted(change({ request: begin(request, act), tasks: [moveTask(task, begun, 'taken', act)] }));
    }
    default:
      return task satisfies never;
  }
}

function begin(request: Request, act: Act): Move<Request> | null {
  if (request.state !== 'open') return null;
  const begun: Request = { ...requestFacts(request), state: 'inProgress', startedAt: act.at };
  return moveRequest(request, begun, 'started', act);
}

/**
 * Names who holds a task, or nobody. A pending task may be assigned ahead; an open one stays open until its assignee takes
 * it in charge; one in progress goes on with the new assignee, or is open again with nobody.
 * Refuses `notAllowed`, `taskOver`, `assigneeNotInGroup`.
 * @param assignee the person as the directory knows them now.
 */
export function assign(task: ServiceTask, assignee: Person | null, caller: Person, now: Instant): Outcome<Decision> {
  if (refusesAccess(caller, 'task.assign', task)) return refused('notAllowed');
  if (isOver(task)) return refused('taskOver', { params: { state: task.state } });
  if (assignee && !worksIn(assignee, task.group)) {
    return refused('assigneeNotInGroup', { field: 'assignee', params: { assignee: assignee.name, group: task.group } });
  }
  if ((assignee?.id ?? null) === (task.assignee?.id ?? null)) return accepted(nothing('unchanged'));
  const act = personActs(caller, now);
  const after = assignee ? { ...task, assignee: ref(assignee) } : unassigned(task);
  return accepted(change({ tasks: [moveTask(task, after, assignee ? 'assigned' : 'unassigned', act)] }));
}

function unassigned(task: ServiceTask): ServiceTask {
  return task.state === 'inProgress'
    ? { ...taskFacts(task), state: 'open', openedAt: task.openedAt, assignee: null }
    : { ...task, assignee: null };
}

/**
 * Ticks or unticks an item of the checklist.
 * Refuses `notAllowed`, `taskPending`, `taskNotStarted`, `taskOver`, `checklistItemUnknown`.
 */
export function check(
  task: ServiceTask,
  { item, done }: { readonly item: string; readonly done: boolean },
  caller: Person,
  now: Instant,
): Outcome<Decision> {
  if (refusesAccess(caller, 'task.check', task)) return refused('notAllowed');
  const entry = task.checklist.find((candidate) => candidate.item === item);
  if (!entry) return refused('checklistItemUnknown', { params: { item } });
  const worked = inProgress(task);
  if (!worked.ok) return worked;
  if ((entry.done !== null) === done) return accepted(nothing('unchanged'));
  const ticked = { item, done: done ? { at: now, by: ref(caller) } : null };
  const after = {
    ...task,
    checklist: task.checklist.map((candidate) => (candidate.item === item ? ticked : candidate)),
  };
  return accepted(change({ tasks: [moveTask(task, after, done ? 'checked' : 'unchecked', personActs(caller, now))] }));
}

type InProgress = Extract<ServiceTask, { state: 'inProgress' }>;

function inProgress(task: ServiceTask): Outcome<InProgress> {
  switch (task.state) {
    case 'pending':
      return refused('taskPending');
    case 'open':
      return refused('taskNotStarted');
    case 'inProgress':
      return accepted(task);
    case 'closed':
    case 'skipped':
    case 'cancelled':
      return refused('taskOver', { params: { state: task.state } });
    default:
      return task satisfies never;
  }
}

/**
 * Closes a task that has all its rule asks for; what follows is the workflow's.
 * Refuses `notAllowed`, `taskPending`, `taskNotStarted`, `taskOver`, and the first of what `missingToClose` lists.
 */
export function close({ task, request }: TaskOfRequest, caller: Person, now: Instant): Outcome<Decision> {
  if (refusesAccess(caller, 'task.close', task)) return refused('notAllowed');
  const worked = inProgress(task);
  if (!worked.ok) return worked;
  const [missing] = missingToClose(task, request);
  if (missing) return refused(missing.code, { params: missing.params });
  const { openedAt, startedAt } = worked.value;
  const closed: ServiceTask = {
    ...taskFacts(task),
    state: 'closed',
    openedAt,
    startedAt,
    endedAt: now,
    endedBy: ref(caller),
  };
  const relied = closingReliesOnRequest(task) ? request : null;
  return accepted(change({ tasks: [moveTask(task, closed, 'closed', personActs(caller, now))], relied }));
}

/**
 * Lets the workflow go past a task that will not be done, even one still pending.
 * Refuses `notAllowed`, `reasonMissing`, `taskOver`.
 */
export function skip(
  task: ServiceTask,
  { reason }: { readonly reason: string },
  caller: Person,
  now: Instant,
): Outcome<Decision> {
  if (refusesAccess(caller, 'task.skip', task)) return refused('notAllowed');
  if (reason.trim() === '') return refused('reasonMissing', { field: 'reason' });
  if (isOver(task)) return refused('taskOver', { params: { state: task.state } });
  const skipped: ServiceTask = {
    ...taskFacts(task),
    state: 'skipped',
    openedAt: task.state === 'open' || task.state === 'inProgress' ? task.openedAt : null,
    endedAt: now,
    endedBy: ref(caller),
    reason: reason.trim(),
  };
  return accepted(change({ tasks: [moveTask(task, skipped, 'skipped', personActs(caller, now), reason.trim())] }));
}
