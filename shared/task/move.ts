/** Moves a service task on by one version. */
import type { Move } from '../history/change.ts';
import type { Act, ChangeAction } from '../history/line.ts';
import { differences } from '../history/trace.ts';
import type { CourseEntry } from '../request/course.ts';
import type { IsoDate } from '../time/instant.ts';
import type { ServiceTask, TaskCourse, TaskFacts } from './serviceTask.ts';
import { taskTrace } from './trace.ts';

/** What a task carries whatever its state, to be given another state. */
export function taskFacts(task: ServiceTask): TaskFacts {
  const { number, request, kind, group, version, course, checklist, assignee } = task;
  return { number, request, kind, group, version, course, checklist, assignee };
}

/** What a queue row shows of a request. */
export function taskCourse(course: CourseEntry, dueOn: IsoDate): TaskCourse {
  const { term, sigle, section, approach, title, department, responsible } = course;
  return { term, sigle, section, approach, title, department, responsible, dueOn };
}

/** The task as `after` says, one version later, and the line that tells every difference. */
export function moveTask(
  before: ServiceTask,
  after: ServiceTask,
  action: ChangeAction,
  act: Act,
  reason: string | null = null,
): Move<ServiceTask> {
  const version = before.version + 1;
  const changes = differences(taskTrace(before), taskTrace(after));
  return {
    written: { expected: before.version, after: { ...after, version } },
    line: { subject: before.number, version, ...act, content: { kind: 'change', action, changes, reason } },
  };
}

/** Gives tasks the request's course and due date; tasks that already have them are left alone. */
export function followCourse(
  tasks: readonly ServiceTask[],
  course: CourseEntry,
  dueOn: IsoDate,
  act: Act,
): readonly Move<ServiceTask>[] {
  return tasks
    .map((task) => moveTask(task, { ...task, course: taskCourse(course, dueOn) }, 'updated', act))
    .filter(({ line }) => line.content.kind === 'change' && line.content.changes.length > 0);
}
