/** Columns of the queue: which, by how wide the window is, and how wide each. */
import type { QueueColumn } from '#shared/task/queue.ts';

/** From here on the list of views stands beside the table. */
export const wideFrom = 1_280;
/** From here on there is room for a table at all. */
export const tableFrom = 768;

const wide: readonly QueueColumn[] = ['number', 'course', 'approach', 'task', 'state', 'assignee', 'due', 'checklist'];
const middling: readonly QueueColumn[] = ['course', 'task', 'state', 'assignee', 'due'];

/** Columns shown when nobody chose any. */
export function usualColumns(isWide: boolean): readonly QueueColumn[] {
  return isWide ? wide : middling;
}

export const widths: Readonly<Record<QueueColumn | 'select' | 'card', string>> = {
  select: 'w-11',
  number: 'w-35',
  course: '',
  approach: 'w-27',
  task: 'w-42',
  state: 'w-27',
  assignee: 'w-36',
  due: 'w-34',
  checklist: 'w-24',
  department: 'w-44',
  term: 'w-24',
  opened: 'w-32',
  card: '',
};
