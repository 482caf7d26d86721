/** Help requests of some groups that press: what is overdue, then what changes tier next. A few, for a first look. */
import { useQuery } from '@pinia/colada';
import { toValue, type MaybeRefOrGetter } from 'vue';
import type { GroupId } from '#shared/access/person.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { useClient } from './api.ts';

export type PressingIncident = ResponseOf<'listIncidents'>['items'][number];

/** What is overdue comes first, the one that is so for longest before the others; then what changes soonest. */
export function byUrgency(one: PressingIncident, other: PressingIncident): number {
  const at = ({ nextChangeAt }: PressingIncident): string => nextChangeAt ?? '';
  if (at(one) !== at(other)) return at(one) < at(other) ? -1 : 1;
  return one.openedAt < other.openedAt ? -1 : 1;
}

/** Of each group's own list the first ones, brought together. What waits for somebody else presses nobody. */
export function usePressing(groups: MaybeRefOrGetter<readonly GroupId[]>, atMost: number) {
  const call = useClient();
  return useQuery({
    key: () => ['pressing-incidents', ...toValue(groups)],
    query: async ({ signal }) => {
      const query = { view: 'group', state: 'running', limit: atMost + 1 } as const;
      const pages = await Promise.all(
        toValue(groups).map((group) => call('listIncidents', { query: { ...query, group }, signal })),
      );
      const items = pages.flatMap(({ items }) => items).toSorted(byUrgency);
      return { items: items.slice(0, atMost), more: items.length > atMost };
    },
    staleTime: 10_000,
  });
}
