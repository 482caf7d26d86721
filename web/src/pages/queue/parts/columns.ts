/** Columns of the queue: which, by how wide the window is, and how wide each. */
import { computed, type ComputedRef } from 'vue';
import type { QueueColumn } from '#shared/task/queue.ts';
import { useAtLeast } from '#web/ui/width.ts';

/** From here on there is room for nearly every column; from the other, for the number alone in one. */
const [wideFrom, widestFrom] = [1_280, 1_600];
/** From here on there is room for a table at all. */
export const tableFrom = 768;

const wide: readonly QueueColumn[] = ['course', 'approach', 'task', 'state', 'assignee', 'due', 'checklist'];
const middling: readonly QueueColumn[] = ['course', 'task', 'state', 'assignee', 'due'];

/** Columns shown when nobody chose any. Without a column of its own, the number stands with the course. */
export function useUsualColumns(): ComputedRef<readonly QueueColumn[]> {
  const [isWide, isWidest] = [useAtLeast(wideFrom), useAtLeast(widestFrom)];
  return computed(() => (isWidest.value ? ['number', ...wide] : isWide.value ? wide : middling));
}

export const widths: Readonly<Record<QueueColumn | 'select' | 'card', string>> = {
  select: 'w-11',
  number: 'w-38',
  course: '',
  approach: 'w-26',
  task: 'w-46',
  state: 'w-27',
  assignee: 'w-46',
  due: 'w-42',
  checklist: 'w-24',
  department: 'w-44',
  term: 'w-24',
  opened: 'w-32',
  card: '',
};
