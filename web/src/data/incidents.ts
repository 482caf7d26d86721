/** A queue of incidents as somebody looks at it, and how many each queue holds. Tiers pass by themselves as time does. */
import { useQuery } from '@pinia/colada';
import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { GroupId } from '#shared/access/person.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import { groupTopic } from '#shared/live/topic.ts';
import { epochMs, type EpochMs } from '#shared/time/instant.ts';
import { useClient } from './api.ts';
import { useCalendar } from './calendar.ts';
import type { Client } from './client.ts';
import { deskTime, useDeskTime } from './deskTime.ts';
import { clocksAt, type Clocks } from './incidentClock.ts';
import { standsAs, type IncidentQuery, type IncidentStand, type IncidentView } from './incidentQuery.ts';
import { incidentOfPage, matcher, rowOf, standings, type Incident, type IncidentRow } from './incidentRow.ts';
import { keepingSources, listSource, type ListSource } from './listSource.ts';
import { useStandingList } from './standingList.ts';

/** Which incidents the API is asked for; what narrows them further is done here. */
interface Holding {
  readonly view: IncidentView;
  readonly group: GroupId | null;
  readonly stand: Exclude<IncidentStand, 'new' | 'active' | 'waiting'>;
  /** Whose the view `mine` is. */
  readonly me: string;
}

function holdingOf({ view, group, stand }: IncidentQuery, me: string): Holding {
  return { view, group, me, stand: stand === 'new' || stand === 'active' || stand === 'waiting' ? 'inHand' : stand };
}

export type IncidentSource = ListSource<Incident, IncidentRow> & { readonly holding: Holding };

/** What is over is looked up, not worked through: so many are read before more are asked for. */
const overAtOnce = 600;
const pageSize = 200;

/** The desk notes by itself what it reckoned, without a new version: what shows is what counts. */
function same(one: Incident, other: Incident): boolean {
  return one.version === other.version && one.calendar === other.calendar && one.assignee?.id === other.assignee?.id;
}

function incidentSource(call: Client, holding: Holding): IncidentSource {
  const { view, group, stand, me } = holding;
  const source = listSource<Incident, IncidentRow>({
    limits: [pageSize / 2, pageSize],
    ...(stand !== 'inHand' && { restsAt: overAtOnce }),
    page: (limit, cursor) =>
      call('listIncidents', {
        query: {
          view,
          ...(group && { group }),
          ...(stand !== 'inHand' && { state: stand }),
          limit,
          ...(cursor !== undefined && { cursor }),
        },
      }),
    readOne: async (incident) => incidentOfPage(await call('readIncident', { params: { incident } })),
    belongs: (incident) => {
      if (!standsAs(stand, incident)) return false;
      if (view === 'mine') return incident.assignee?.id === me;
      return incident.group === group && (view === 'group' || incident.assignee === null);
    },
    same,
    rowOf,
    itemOf: ({ incident }) => incident,
  });
  return { ...source, holding };
}

const kept = keepingSources<IncidentSource>(6);

/** Newest first where only what ended is looked at, as the API gives it. */
const newestFirst = ({ stand }: IncidentQuery): boolean =>
  stand === 'resolved' || stand === 'closed' || stand === 'cancelled';

export function useIncidentQueue(query: MaybeRefOrGetter<IncidentQuery>, me: MaybeRefOrGetter<string>) {
  const call = useClient();
  const wanted = computed(() => toValue(query));
  const holding = computed(() => holdingOf(wanted.value, toValue(me)));
  const standingOf = standings();
  /** The newest edition of the calendar that a row was read with. */
  const edition = ref(0);
  const reading = useCalendar(edition);
  /** The calendar, unless it is older than the one this incident was read with. */
  const calendarFor = ({ calendar }: Incident) => {
    const read = reading.data.value;
    return read && read.version >= calendar ? read : null;
  };
  const now = (incident: Incident) => standingOf(incident, deskTime.value, calendarFor(incident));

  const list = useStandingList<Incident, IncidentRow, IncidentSource>({
    held: () => JSON.stringify(holding.value),
    arranged: () => JSON.stringify(wanted.value),
    source: () => {
      const { view, group, stand, me: whose } = holding.value;
      return kept(call, [view, group, stand, whose].join(' '), () => incidentSource(call, holding.value));
    },
    matches: () => matcher(wanted.value, (incident) => now(incident).tier),
    comparing: () => {
      const sign = newestFirst(wanted.value) ? -1 : 1;
      return (one, other) => sign * (now(one.incident).place < now(other.incident).place ? -1 : 1);
    },
    comesInOrder: () => true,
    topics: () => {
      const { group } = holding.value;
      return [group === null ? 'mine' : groupTopic(group)];
    },
    newsIn: ({ record, version, by }, known) => {
      if (record.kind !== 'incident') return null;
      const before = known(record.number)?.version ?? 0;
      return before < version || (before === version && by === null) ? record.number : null;
    },
  });

  const newest = computed(() => {
    let edition = 0;
    for (const { incident } of list.source.value.rows.value.values()) edition = Math.max(edition, incident.calendar);
    return edition;
  });
  watch(newest, (is) => (edition.value = is), { immediate: true });

  const earliest = computed((): EpochMs | null => {
    let least = Infinity;
    for (const { incident } of list.source.value.rows.value.values()) {
      least = Math.min(least, now(incident).until ?? Infinity);
    }
    return least === Infinity ? null : epochMs(least);
  });
  useDeskTime(() => earliest.value);

  /** Tiers as they were when last looked at, to tell those that time has changed from those that were written. */
  let before = new Map<IncidentNumber, readonly [Incident, string]>();
  watch(
    [deskTime, list.source, () => list.source.value.rows.value.size],
    () => {
      const after = new Map<IncidentNumber, readonly [Incident, string]>();
      for (const { incident } of list.source.value.rows.value.values()) {
        after.set(incident.number, [incident, now(incident).tier]);
      }
      const passed = [...after].filter(([number, [incident, tier]]) => {
        const known = before.get(number);
        return known?.[0] === incident && known[1] !== tier;
      });
      before = after;
      list.learned(passed.map(([number]) => number));
    },
    { immediate: true },
  );

  return {
    ...list,
    tierOf: (incident: Incident) => now(incident).tier,
    clocksOf: (incident: Incident): Clocks => clocksAt(incident, deskTime.value, calendarFor(incident)),
  };
}
export type IncidentQueue = ReturnType<typeof useIncidentQueue>;

/** How many incidents in hand each queue holds. */
export function useIncidentCounts() {
  const call = useClient();
  return useQuery({
    key: ['incident-counts'],
    query: ({ signal }) => call('countIncidents', { signal }),
    staleTime: 30_000,
  });
}
