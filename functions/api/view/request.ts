/** A request on the wire: a row of a list, and the page with its plan. */
import type { Person } from '#shared/access/person.ts';
import { mayOnRequest, requestActions, worksAtDesk, type RequestAction } from '#shared/access/policy.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { Change } from '#shared/history/change.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { planned } from '#shared/request/plan.ts';
import { isOver, type Request } from '#shared/request/request.ts';
import type { ServiceTask } from '#shared/task/serviceTask.ts';
import type { Instant } from '#shared/time/instant.ts';
import { slackDays } from '#shared/time/slack.ts';

type RequestPage = ResponseOf<'readRequest'>;
type RequestRow = ResponseOf<'listRequests'>['items'][number];
type TaskSummary = RequestPage['tasks'][number];

function endOf(request: Request): Instant | null {
  switch (request.state) {
    case 'open':
    case 'inProgress':
      return null;
    case 'closed':
      return request.closedAt;
    case 'cancelled':
      return request.cancelledAt;
    default:
      return request satisfies never;
  }
}

/** A request as a list shows it. */
export function requestRow(request: Request, now: Instant): RequestRow {
  const { number, version, state, course, dueOn, dueOnConfirmed, vanished, createdAt } = request;
  const { term, sigle, section, approach, title, department, responsible } = course;
  return {
    number,
    version,
    state,
    course: { term, sigle, section, approach, title, department, responsible },
    dueOn,
    dueOnConfirmed,
    slackDays: slackDays(endOf(request) ?? now, dueOn),
    vanished: vanished !== null,
    createdAt,
  };
}

function taskSummary(task: ServiceTask, caller: Person, now: Instant): TaskSummary {
  const { number, kind, state, group, checklist } = task;
  return {
    number,
    kind,
    label: planned(kind).label,
    state,
    group,
    // Who of the desk holds a step is the desk's own affair.
    assignee: worksAtDesk(caller) ? task.assignee : null,
    slackDays: slackDays('endedAt' in task ? task.endedAt : now, task.course.dueOn),
    checklist: { done: checklist.filter(({ done }) => done !== null).length, total: checklist.length },
  };
}

/** Whether a request that is over still takes the act. */
const whenOver: Readonly<Record<RequestAction, boolean>> = {
  'request.comment': true,
  'request.workNote': true,
  'request.seeAll': true,
  'request.edit': false,
  'request.cancel': false,
};

/** A request with its plan, as this caller may see it. */
export function requestPage({ request, tasks }: RequestWithTasks, caller: Person, now: Instant): RequestPage {
  const { presenters, recordings, createdFrom } = request;
  const may = requestActions.map(
    (action) => [action, mayOnRequest(caller, action) && (whenOver[action] || !isOver(request))] as const,
  );
  return {
    ...requestRow(request, now),
    course: request.course,
    presenters,
    recordings,
    createdFrom,
    tasks: tasks.map((task) => taskSummary(task, caller, now)),
    cancelled:
      request.state === 'cancelled'
        ? { at: request.cancelledAt, by: request.cancelledBy, reason: request.reason }
        : null,
    closedAt: request.state === 'closed' ? request.closedAt : null,
    may: Object.fromEntries(may),
  };
}

/** The request and its plan once a change is saved. */
export function afterChange({ request, tasks }: RequestWithTasks, change: Change): RequestWithTasks {
  const written = new Map(change.tasks.map(({ after }) => [after.number, after]));
  return {
    request: change.request?.after ?? request,
    tasks: tasks.map((task) => written.get(task.number) ?? task),
  };
}
