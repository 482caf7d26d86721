/** Queues: which tasks are looked at together, which of them, and in which order. */
import type { GroupId } from '../access/person.ts';
import type { Approach } from '../request/course.ts';
import type { TaskKind } from '../request/plan.ts';

/** All of a group's tasks, those of them nobody holds, or what the one who looks holds. */
export const queueViews = ['group', 'unassigned', 'mine'] as const;
export type QueueView = (typeof queueViews)[number];

/** In hand is open or in progress; pending waits; over is closed, skipped or cancelled. */
export const queueStates = ['inHand', 'open', 'inProgress', 'pending', 'over', 'all'] as const;
export type QueueStates = (typeof queueStates)[number];

/** What a queue may be ordered by, which is also what its columns show, in their order. */
export const queueColumns = [
  'number',
  'course',
  'approach',
  'task',
  'state',
  'assignee',
  'due',
  'checklist',
  'department',
  'term',
  'opened',
] as const;
export type QueueColumn = (typeof queueColumns)[number];

export interface QueueSort {
  readonly column: QueueColumn;
  readonly direction: 'ascending' | 'descending';
}

/** A queue as somebody looks at it. Null and the empty text ask for nothing in particular. */
export interface QueueQuery {
  readonly view: QueueView;
  /** Null for one's own tasks. */
  readonly group: GroupId | null;
  readonly states: QueueStates;
  readonly kind: TaskKind | null;
  readonly department: string | null;
  readonly approach: Approach | null;
  readonly term: string | null;
  /** A person's id, or `nobody`. */
  readonly assignee: string | null;
  readonly text: string;
  readonly sort: QueueSort;
  /** Columns shown, the number always among them; null for the usual ones. */
  readonly columns: readonly QueueColumn[] | null;
}

/** A whole queue, what is due first on top. */
export const wholeQueue: QueueQuery = {
  view: 'mine',
  group: null,
  states: 'inHand',
  kind: null,
  department: null,
  approach: null,
  term: null,
  assignee: null,
  text: '',
  sort: { column: 'due', direction: 'ascending' },
  columns: null,
};
