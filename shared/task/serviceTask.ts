/** A service task: one step of a request's plan, in the queue of one support group. */
import type { GroupId, PersonRef } from '../access/person.ts';
import type { RequestNumber, ServiceTaskNumber } from '../ids.ts';
import type { CourseEntry } from '../request/course.ts';
import type { TaskKind } from '../request/plan.ts';
import type { Instant, IsoDate } from '../time/instant.ts';

/** A step of the guide and whether somebody ticked it. */
export interface ChecklistEntry {
  /** Key of the item in the checklist of its kind and approach. */
  readonly item: string;
  readonly done: { readonly at: Instant; readonly by: PersonRef } | null;
}

/** What a queue row shows of the request, copied so that a queue is one read; follows every change of the request. */
export interface TaskCourse extends Pick<
  CourseEntry,
  'term' | 'sigle' | 'section' | 'approach' | 'title' | 'department' | 'responsible'
> {
  readonly dueOn: IsoDate;
}

/** What a task carries in every state. */
export interface TaskFacts {
  readonly number: ServiceTaskNumber;
  readonly request: RequestNumber;
  readonly kind: TaskKind;
  readonly group: GroupId;
  readonly version: number;
  readonly course: TaskCourse;
  readonly checklist: readonly ChecklistEntry[];
  /** May be named ahead while pending; always named once in progress. */
  readonly assignee: PersonRef | null;
}

export type ServiceTask = TaskFacts &
  (
    | { readonly state: 'pending' }
    | { readonly state: 'open'; readonly openedAt: Instant }
    | {
        readonly state: 'inProgress';
        readonly openedAt: Instant;
        readonly startedAt: Instant;
        readonly assignee: PersonRef;
      }
    | {
        readonly state: 'closed';
        readonly openedAt: Instant;
        readonly startedAt: Instant;
        readonly endedAt: Instant;
        readonly endedBy: PersonRef;
      }
    | {
        readonly state: 'skipped';
        readonly openedAt: Instant | null;
        readonly endedAt: Instant;
        readonly endedBy: PersonRef;
        readonly reason: string;
      }
    | { readonly state: 'cancelled'; readonly endedAt: Instant }
  );

export const taskStates = [
  'pending',
  'open',
  'inProgress',
  'closed',
  'skipped',
  'cancelled',
] as const satisfies readonly ServiceTask['state'][];
export type TaskState = ServiceTask['state'];

/** Whether the workflow may go past it. */
export function isOver(task: Pick<ServiceTask, 'state'>): boolean {
  return task.state === 'closed' || task.state === 'skipped' || task.state === 'cancelled';
}
