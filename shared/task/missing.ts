/** What stands between a task and its closing. */
import { checklistOf } from '../request/checklist.ts';
import type { Request } from '../request/request.ts';
import type { TaskRefusal } from './refusals.ts';
import type { ServiceTask } from './serviceTask.ts';

/** One thing missing, as the refusal a closing would meet. */
export interface Missing {
  readonly code: Extract<
    TaskRefusal,
    'checklistIncomplete' | 'dueDateNotConfirmed' | 'presentersMissing' | 'recordingsUnsettled'
  >;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The request as closing looks at it. */
export type ClosingFacts = Pick<Request, 'dueOnConfirmed' | 'presenters' | 'recordings'>;

/**
 * Everything a task still lacks before it may be closed, whatever its state; empty when nothing is. Mandatory items of the
 * checklist for all; for the interview the due date confirmed and the presenters entered, or "none" said; for compliance
 * every announced recording validated or missing on purpose (design, "Request and service tasks").
 */
export function missingToClose(task: ServiceTask, request: ClosingFacts): readonly Missing[] {
  return [...uncheckedItems(task), ...missingFrom(task, request)];
}

function uncheckedItems(task: ServiceTask): readonly Missing[] {
  const done = new Set(task.checklist.filter((entry) => entry.done !== null).map((entry) => entry.item));
  const left = checklistOf(task.kind, task.course.approach).filter((item) => item.mandatory && !done.has(item.key));
  return left.length === 0
    ? []
    : [{ code: 'checklistIncomplete', params: { items: left.map((item) => item.key).join(', '), count: left.length } }];
}

function missingFrom(task: ServiceTask, request: ClosingFacts): readonly Missing[] {
  switch (task.kind) {
    case 'interview':
      return [
        ...(request.dueOnConfirmed ? [] : [{ code: 'dueDateNotConfirmed', params: {} } as const]),
        ...(request.presenters.kind === 'unknown' ? [{ code: 'presentersMissing', params: {} } as const] : []),
      ];
    case 'compliance': {
      const announced = request.recordings.filter((recording) => recording.state === 'announced');
      const recordings = announced.map((recording) => recording.title).join(', ');
      return announced.length === 0
        ? []
        : [{ code: 'recordingsUnsettled', params: { recordings, count: announced.length } }];
    }
    case 'planning':
    case 'coaching':
      return [];
    default:
      return task.kind satisfies never;
  }
}

/** Whether closing a task of this kind depends on what its request says. */
export function closingReliesOnRequest(task: Pick<ServiceTask, 'kind'>): boolean {
  return task.kind === 'interview' || task.kind === 'compliance';
}
