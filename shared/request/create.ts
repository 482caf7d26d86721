/** A row of a grid becomes a request with its plan. */
import type { RequestNumber, ServiceTaskNumber } from '../ids.ts';
import { taskCourse } from '../task/move.ts';
import type { ServiceTask, TaskFacts } from '../task/serviceTask.ts';
import type { Instant } from '../time/instant.ts';
import { checklistOf } from './checklist.ts';
import type { CourseEntry } from './course.ts';
import { plan, type PlannedTask, predecessorsOf, type TaskKind } from './plan.ts';
import type { GridOrigin, Presenters, Request } from './request.ts';

/** Numbers reserved for one request and its tasks. */
export interface RequestNumbers {
  readonly request: RequestNumber;
  readonly tasks: Readonly<Record<TaskKind, ServiceTaskNumber>>;
}

/** Presenters as the grid names them: unknown until it does, or until the interview says. */
export function presentersFromGrid(course: CourseEntry): Presenters {
  return course.presenters.length > 0
    ? { kind: 'listed', people: course.presenters, from: 'grid' }
    : { kind: 'unknown' };
}

/**
 * A new request and the four tasks of its plan, all at version 1. Tasks that wait for nobody (Entrevue) are open at once,
 * so that the desk works even while the workflow lags; the others wait. A creation has no history line: the request says
 * itself when and from which row it came.
 */
export function createRequest(
  course: CourseEntry,
  numbers: RequestNumbers,
  origin: GridOrigin,
  now: Instant,
): { readonly request: Request; readonly tasks: readonly ServiceTask[] } {
  const request: Request = {
    number: numbers.request,
    version: 1,
    run: 1,
    course,
    dueOn: course.firstActivityOn,
    dueOnConfirmed: false,
    presenters: presentersFromGrid(course),
    recordings: [],
    tasks: numbers.tasks,
    createdAt: now,
    createdFrom: origin,
    changedBy: null,
    vanished: null,
    state: 'open',
  };
  return { request, tasks: plan.map((planned) => createTask(request, planned, now)) };
}

function createTask(request: Request, { kind, group }: PlannedTask, now: Instant): ServiceTask {
  const facts: TaskFacts = {
    number: request.tasks[kind],
    request: request.number,
    kind,
    group,
    version: 1,
    course: taskCourse(request.course, request.dueOn),
    checklist: checklistOf(kind, request.course.approach).map(({ key }) => ({ item: key, done: null })),
    assignee: null,
  };
  return predecessorsOf(kind).length === 0
    ? { ...facts, state: 'open', openedAt: now }
    : { ...facts, state: 'pending' };
}
