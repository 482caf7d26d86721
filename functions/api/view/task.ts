/** A service task on the wire: a row of a queue, and the page with its checklist. */
import type { Person } from '#shared/access/person.ts';
import { mayOnTask, type TaskAction } from '#shared/access/policy.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { checklistOf } from '#shared/request/checklist.ts';
import { planned } from '#shared/request/plan.ts';
import { close, takeCharge, type TaskOfRequest } from '#shared/task/decide.ts';
import { missingToClose } from '#shared/task/missing.ts';
import { isOver, type ServiceTask } from '#shared/task/serviceTask.ts';
import type { Instant } from '#shared/time/instant.ts';
import { slackDays } from '#shared/time/slack.ts';

type TaskRow = ResponseOf<'listTasks'>['items'][number];
type TaskPage = ResponseOf<'readTask'>;

/** A task as a queue shows it, its checklist aside. */
function taskFace(task: ServiceTask, now: Instant): Omit<TaskRow, 'checklist'> {
  const { number, request, version, kind, state, group, assignee, course } = task;
  return {
    number,
    request,
    version,
    kind,
    label: planned(kind).label,
    state,
    group,
    assignee,
    course,
    slackDays: slackDays('endedAt' in task ? task.endedAt : now, course.dueOn),
    openedAt: 'openedAt' in task ? task.openedAt : null,
  };
}

/** A task as a queue shows it. */
export function taskRow(task: ServiceTask, now: Instant): TaskRow {
  const done = task.checklist.filter((entry) => entry.done !== null).length;
  return { ...taskFace(task, now), checklist: { done, total: task.checklist.length } };
}

function checklistPage({ kind, course, checklist }: ServiceTask): TaskPage['checklist'] {
  const known = new Map(checklistOf(kind, course.approach).map((item) => [item.key, item]));
  return checklist.map(({ item, done }) => {
    const { label = { fr: item, en: item }, mandatory = false } = known.get(item) ?? {};
    return { item, label, mandatory, done };
  });
}

/** What the caller may do to the task as it stands: the rules themselves are asked, where they need nothing more. */
function mayDo(work: TaskOfRequest, caller: Person, now: Instant): Readonly<Record<TaskAction, boolean>> {
  const { task, request } = work;
  const allowed = (action: TaskAction) => mayOnTask(caller, action, task);
  const taken = takeCharge(work, caller, now);
  return {
    'task.takeCharge': taken.ok && taken.value.kind === 'change',
    'task.assign': allowed('task.assign') && !isOver(task),
    'task.check': allowed('task.check') && task.state === 'inProgress',
    'task.close': close(work, caller, now).ok,
    'task.skip': allowed('task.skip') && !isOver(task),
    'task.reopen': allowed('task.reopen') && isOver(task) && request.state !== 'cancelled',
  };
}

/** A task with its checklist, what its closing still lacks, and what this caller may do. */
export function taskPage(work: TaskOfRequest, caller: Person, now: Instant): TaskPage {
  const { task, request } = work;
  return {
    ...taskFace(task, now),
    checklist: checklistPage(task),
    startedAt: 'startedAt' in task ? task.startedAt : null,
    endedAt: 'endedAt' in task ? task.endedAt : null,
    endedBy: 'endedBy' in task ? task.endedBy : null,
    reason: 'reason' in task ? task.reason : null,
    missing: isOver(task) ? [] : missingToClose(task, request),
    may: mayDo(work, caller, now),
  };
}
