/** Drives a request of the small desk to a point of its plan, by the same decisions the desk uses. */
import type { Person } from '#shared/access/person.ts';
import { checklistOf } from '#shared/request/checklist.ts';
import { edit, type RequestWithTasks } from '#shared/request/decide.ts';
import type { TaskKind } from '#shared/request/plan.ts';
import { check, close, takeCharge } from '#shared/task/decide.ts';
import { open } from '#shared/task/open.ts';
import { applied, changeOf, now, people, taskOf, whole } from './desk.ts';

export const workers: Readonly<Record<TaskKind, Person>> = {
  interview: people.tess,
  planning: people.tina,
  coaching: people.theo,
  compliance: people.tom,
};

export function opened(desk: RequestWithTasks, kind: TaskKind): RequestWithTasks {
  return applied(desk, changeOf(open(whole(desk, kind), desk.request.run, now)));
}

export function taken(desk: RequestWithTasks, kind: TaskKind): RequestWithTasks {
  return applied(desk, changeOf(takeCharge(whole(desk, kind), workers[kind], now)));
}

/** Ticks every mandatory item. */
export function ticked(desk: RequestWithTasks, kind: TaskKind): RequestWithTasks {
  return checklistOf(kind, desk.request.course.approach)
    .filter((item) => item.mandatory)
    .reduce(
      (moved, { key }) =>
        applied(moved, changeOf(check(taskOf(moved, kind), { item: key, done: true }, workers[kind], now))),
      desk,
    );
}

/** What the interview must bring. */
export function interviewed(desk: RequestWithTasks): RequestWithTasks {
  const command = { dueOnConfirmed: true, presenters: { kind: 'none' } } as const;
  return applied(desk, changeOf(edit(desk, command, [], people.tess, now)));
}

/** Takes an open task in charge and sees it through to its closing. */
export function worked(desk: RequestWithTasks, kind: TaskKind): RequestWithTasks {
  const ready = ticked(taken(kind === 'interview' ? interviewed(desk) : desk, kind), kind);
  return applied(ready, changeOf(close(whole(ready, kind), workers[kind], now)));
}

/** The request as it stands just before its compliance opens. */
export function beforeCompliance(desk: RequestWithTasks): RequestWithTasks {
  const interviewedDesk = worked(desk, 'interview');
  const planned = worked(opened(interviewedDesk, 'planning'), 'planning');
  return worked(opened(planned, 'coaching'), 'coaching');
}
