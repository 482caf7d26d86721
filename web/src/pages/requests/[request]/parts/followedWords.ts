/** Where a request stands, for whoever asked for it: what is being done and what comes next, by names of sentences. */
import type { TaskKind } from '#shared/request/plan.ts';
import { isOver } from '#shared/task/serviceTask.ts';
import type { RequestPage, TaskSummary } from '#web/data/request.ts';

/** How far a step is, for somebody who does not work it. */
export type StepProgress = 'done' | 'now' | 'next';

export function progressOf({ state }: Pick<TaskSummary, 'state'>): StepProgress {
  if (isOver({ state })) return 'done';
  return state === 'pending' ? 'next' : 'now';
}

/** Sentence for the request as it stands. */
export type Standing = 'cancelled' | 'closed' | 'received' | 'interview' | 'preparing' | 'checking' | 'finishing';

export function standingOf({ state, tasks }: Pick<RequestPage, 'state' | 'tasks'>): Standing {
  if (state === 'cancelled' || state === 'closed') return state;
  const of = (kind: TaskKind) => tasks.find((task) => task.kind === kind);
  const inHand = (kind: TaskKind) => {
    const task = of(kind);
    return task !== undefined && !isOver(task);
  };
  if (inHand('interview')) return of('interview')?.state === 'inProgress' ? 'interview' : 'received';
  if (inHand('planning') || inHand('coaching')) return 'preparing';
  return inHand('compliance') ? 'checking' : 'finishing';
}
