/** A request as history compares it. */
import { nested, type Trace } from '../history/trace.ts';
import type { Contact, CourseEntry } from './course.ts';
import type { Presenters, Recording, Request } from './request.ts';

/** People as one readable text, `Name <address>; Name`. */
export function contactsText(people: readonly Contact[]): string {
  return people.map(({ name, email }) => (email === null ? name : `${name} <${email}>`)).join('; ');
}

/** What a grid may change of a course; its natural key never changes. */
export function courseTrace(course: CourseEntry): Trace {
  return {
    title: course.title,
    department: course.department,
    'responsible.name': course.responsible.name,
    'responsible.email': course.responsible.email,
    firstActivityOn: course.firstActivityOn,
    sessions: course.sessions,
    students: course.students,
    presenters: contactsText(course.presenters),
    remarks: course.remarks,
  };
}

function presentersTrace(presenters: Presenters): Trace {
  return presenters.kind === 'listed'
    ? { kind: presenters.kind, people: contactsText(presenters.people), from: presenters.from }
    : { kind: presenters.kind };
}

function recordingTrace({ id, title, presenter, state }: Recording): Trace {
  return nested(id, { title, presenter, state });
}

/** Every field of a request that a change can touch, flat and readable. */
export function requestTrace(request: Request): Trace {
  return {
    state: request.state,
    run: request.run,
    dueOn: request.dueOn,
    dueOnConfirmed: request.dueOnConfirmed,
    ...nested('presenters', presentersTrace(request.presenters)),
    ...nested('recordings', Object.assign({}, ...request.recordings.map(recordingTrace)) as Trace),
    ...nested('course', courseTrace(request.course)),
    vanished: request.vanished?.import ?? null,
  };
}
