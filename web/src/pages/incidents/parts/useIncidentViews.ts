/** The queues offered: one's own, then each group's, one's own groups first; with how many incidents each holds. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { groupIds, groupNames, type GroupId } from '#shared/access/person.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { pathOfIncidents, wholeIncidents, type IncidentQuery, type IncidentView } from '#web/data/incidentQuery.ts';
import { useIncidentCounts, type IncidentQueue } from '#web/data/incidents.ts';
import { language } from '#web/shell/language.ts';
import type { ViewPart } from '#web/ui/viewPart.ts';

type Where = Pick<IncidentQuery, 'view' | 'group'>;

const addressAt = (where: Where): string => pathOfIncidents({ ...wholeIncidents, ...where });

export function useIncidentViews(
  { source, size }: IncidentQueue,
  query: () => IncidentQuery,
  me: () => ResponseOf<'readMe'>,
) {
  const { t, n } = useI18n();
  const counts = useIncidentCounts();
  const groups = computed(() => {
    const own = me().groups;
    return [...own, ...groupIds.filter((group) => !own.includes(group))];
  });

  /** Exact for the queue looked at, else as last counted. */
  function countOf({ view, group }: Where): string | null {
    const { holding, state } = source.value;
    const looked = holding.view === view && holding.group === group && holding.stand === 'inHand';
    if (looked && state.value === 'whole') return n(size.value);
    const counted = counts.data.value?.items.find((each) => each.view === view && each.group === group);
    if (!counted) return null;
    return counted.more ? t('queue.many', { count: n(counted.count) }) : n(counted.count);
  }
  const viewAt = (view: IncidentView, group: GroupId | null) => ({
    address: addressAt({ view, group }),
    label: t(`incidentQueue.${view}`),
    count: countOf({ view, group }),
  });
  const parts = computed<readonly ViewPart[]>(() => [
    { heading: null, views: [viewAt('mine', null)] },
    ...groups.value.map((group) => ({
      heading: groupNames[group][language.value],
      views: [viewAt('unassigned', group), viewAt('group', group)],
    })),
  ]);
  /** The same as one list, where there is no room for the other. */
  const options = computed(() =>
    parts.value.flatMap(({ heading, views }) =>
      views.map(({ address, label, count }) => {
        const name = heading === null ? label : t('incidentQueue.titleOf', { group: heading, view: label });
        return { value: address, label: count === null ? name : `${name} (${count})` };
      }),
    ),
  );
  const current = computed(() => addressAt({ view: query().view, group: query().group }));

  /** Where a key leads: another view of the group looked at, or the other group. */
  function addressFor(view: IncidentView | 'otherGroup'): string {
    if (view === 'mine') return addressAt({ view, group: null });
    const [first = groupIds[0]] = groups.value;
    const group = query().group ?? first;
    if (view !== 'otherGroup') return addressAt({ view, group });
    const other = groups.value.find((each) => each !== group) ?? group;
    return addressAt({ view: query().view === 'mine' ? 'group' : query().view, group: other });
  }

  return { parts, options, current, addressFor };
}
