/** Columns of the queue: which, by how wide the window is, and how wide each. */
import { computed, type ComputedRef } from 'vue';
import { useAtLeast } from '#web/ui/width.ts';

export type IncidentColumn = 'incident' | 'clock' | 'state' | 'group' | 'assignee' | 'opened';

/** From here on there is room for every column. */
const wideFrom = 1_280;
/** From here on there is room for a table at all. */
export const tableFrom = 768;

/** @param groups whether the queue holds incidents of several groups. */
export function useColumns(groups: () => boolean): ComputedRef<readonly IncidentColumn[]> {
  const isWide = useAtLeast(wideFrom);
  return computed(() => [
    'incident',
    'clock',
    'state',
    ...(groups() ? (['group'] as const) : []),
    ...(groups() && !isWide.value ? [] : (['assignee'] as const)),
    ...(isWide.value ? (['opened'] as const) : []),
  ]);
}

export const widths: Readonly<Record<IncidentColumn | 'select' | 'card', string>> = {
  select: 'w-11',
  incident: '',
  clock: 'w-56',
  state: 'w-46',
  group: 'w-40',
  assignee: 'w-40',
  opened: 'w-44',
  card: '',
};
