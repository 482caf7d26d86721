/** A service task as history compares it. */
import { nested, type Trace } from '../history/trace.ts';
import type { ServiceTask, TaskCourse } from './serviceTask.ts';

function courseTrace(course: TaskCourse): Trace {
  return {
    title: course.title,
    department: course.department,
    'responsible.name': course.responsible.name,
    'responsible.email': course.responsible.email,
    dueOn: course.dueOn,
  };
}

/** Every field of a task that a change can touch, flat and readable; the id tells two assignees of one name apart. */
export function taskTrace(task: ServiceTask): Trace {
  return {
    state: task.state,
    assignee: task.assignee?.name ?? null,
    assigneeId: task.assignee?.id ?? null,
    ...nested('checklist', Object.fromEntries(task.checklist.map(({ item, done }) => [item, done !== null]))),
    ...nested('course', courseTrace(task.course)),
  };
}
