/** What may happen to a request at the desk. Pure: records and a command in, what to write out. */
import { mayOnRequest } from '../access/policy.ts';
import type { Person } from '../access/person.ts';
import { change, type Decision, nothing } from '../history/change.ts';
import { personActs } from '../history/line.ts';
import { differences } from '../history/trace.ts';
import type { RecordingId } from '../ids.ts';
import { accepted, type Outcome, refused } from '../refusal.ts';
import { followCourse, moveTask, taskFacts } from '../task/move.ts';
import { isOver as isTaskOver, type ServiceTask } from '../task/serviceTask.ts';
import type { Instant, IsoDate } from '../time/instant.ts';
import type { Contact } from './course.ts';
import { moveRequest, requestFacts } from './move.ts';
import { isOver, type Presenters, type Recording, type Request } from './request.ts';
import { requestTrace } from './trace.ts';

/** A request and all the tasks of its plan, the request read no later than its tasks. */
export interface RequestWithTasks {
  readonly request: Request;
  readonly tasks: readonly ServiceTask[];
}

/** What the interview and compliance bring; an absent field is left as it is. */
export interface RequestEdit {
  readonly dueOn?: IsoDate | undefined;
  /** Speaks of the date as it stands after this edit; a new date without it is unconfirmed. */
  readonly dueOnConfirmed?: boolean | undefined;
  readonly presenters?:
    { readonly kind: 'none' } | { readonly kind: 'listed'; readonly people: readonly Contact[] } | undefined;
  /** The whole list, in any order; an entry without id is new, a known recording left out is withdrawn. */
  readonly recordings?: readonly (Omit<Recording, 'id'> & { readonly id?: RecordingId | undefined })[] | undefined;
}

/**
 * Enters what people learned about a request; a new due date follows onto its tasks.
 * Refuses `notAllowed`, `requestOver`, `recordingUnknown`, `invalid` (the same recording twice).
 * @param newIds identifiers for recordings without one, at least as many as there are such entries.
 */
export function edit(
  { request, tasks }: RequestWithTasks,
  command: RequestEdit,
  newIds: readonly RecordingId[],
  caller: Person,
  now: Instant,
): Outcome<Decision> {
  if (!mayOnRequest(caller, 'request.edit')) return refused('notAllowed');
  if (isOver(request)) return refused('requestOver', { params: { state: request.state } });
  const recordings = editedRecordings(request.recordings, command.recordings, newIds);
  if (!recordings.ok) return recordings;
  const dueOn = command.dueOn ?? request.dueOn;
  const after: Request = {
    ...request,
    dueOn,
    dueOnConfirmed: command.dueOnConfirmed ?? (dueOn === request.dueOn && request.dueOnConfirmed),
    presenters: editedPresenters(request.presenters, command.presenters),
    recordings: recordings.value,
  };
  if (differences(requestTrace(request), requestTrace(after)).length === 0) return accepted(nothing('unchanged'));
  const act = personActs(caller, now);
  return accepted(
    change({
      request: moveRequest(request, after, 'updated', act),
      tasks: followCourse(tasks, after.course, dueOn, act),
    }),
  );
}

function editedPresenters(before: Presenters, entered: RequestEdit['presenters']): Presenters {
  if (!entered) return before;
  return entered.kind === 'none' ? entered : { kind: 'listed', people: entered.people, from: 'desk' };
}

/** Known recordings keep their order, new ones follow: an order of its own would be a change that history cannot tell. */
function editedRecordings(
  before: readonly Recording[],
  entered: RequestEdit['recordings'],
  newIds: readonly RecordingId[],
): Outcome<readonly Recording[]> {
  if (!entered) return accepted(before);
  const known = new Map(before.map((recording) => [recording.id, recording]));
  const kept = new Map<RecordingId, Recording>();
  const added: Recording[] = [];
  for (const [index, { id, title, presenter, state }] of entered.entries()) {
    const field = `recordings.${index}.id`;
    if (id === undefined) {
      const newId = newIds[added.length];
      if (newId === undefined) throw new Error('Too few identifiers for new recordings');
      added.push({ id: newId, title, presenter, state });
    } else if (!known.has(id)) return refused('recordingUnknown', { field, params: { recording: id } });
    else if (kept.has(id)) return refused('invalid', { field });
    else kept.set(id, { id, title, presenter, state });
  }
  return accepted([...before.flatMap(({ id }) => kept.get(id) ?? []), ...added]);
}

/**
 * Cancels a request with a reason: tasks that are not over end with it, and so does its execution (by the stream).
 * Refuses `notAllowed`, `reasonMissing`, `requestOver`.
 */
export function cancel(
  { request, tasks }: RequestWithTasks,
  command: { readonly reason: string },
  caller: Person,
  now: Instant,
): Outcome<Decision> {
  if (!mayOnRequest(caller, 'request.cancel')) return refused('notAllowed');
  const reason = command.reason.trim();
  if (reason === '') return refused('reasonMissing', { field: 'reason' });
  if (isOver(request)) return refused('requestOver', { params: { state: request.state } });
  const act = personActs(caller, now);
  const { id, name } = caller;
  const cancelled: Request = {
    ...requestFacts(request),
    state: 'cancelled',
    cancelledAt: now,
    cancelledBy: { id, name },
    reason,
  };
  const ended = tasks.filter((task) => !isTaskOver(task));
  return accepted(
    change({
      request: moveRequest(request, cancelled, 'cancelled', act, reason),
      tasks: ended.map((task) =>
        moveTask(task, { ...taskFacts(task), state: 'cancelled', endedAt: now }, 'cancelled', act, reason),
      ),
    }),
  );
}
