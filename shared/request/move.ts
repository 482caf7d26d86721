/** Moves a request on by one version. */
import type { Move } from '../history/change.ts';
import type { Act, ChangeAction } from '../history/line.ts';
import { differences } from '../history/trace.ts';
import type { Request, RequestFacts } from './request.ts';
import { requestTrace } from './trace.ts';

/** What a request carries whatever its state, to be given another state. */
export function requestFacts(request: Request): RequestFacts {
  const { number, version, run, course, dueOn, dueOnConfirmed, presenters, recordings } = request;
  const { tasks, createdAt, createdFrom, changedBy, vanished } = request;
  return {
    number,
    version,
    run,
    course,
    dueOn,
    dueOnConfirmed,
    presenters,
    recordings,
    tasks,
    createdAt,
    createdFrom,
    changedBy,
    vanished,
  };
}

/** The request as `after` says, one version later, and the line that tells every difference. */
export function moveRequest(
  before: Request,
  after: Request,
  action: ChangeAction,
  act: Act,
  reason: string | null = null,
): Move<Request> {
  const version = before.version + 1;
  const changes = differences(requestTrace(before), requestTrace(after));
  return {
    written: { expected: before.version, after: { ...after, version } },
    line: { subject: before.number, version, ...act, content: { kind: 'change', action, changes, reason } },
  };
}
