/** A queue of incidents as an address says it: `/incidents?view=group&group=technologues&tier=overdue`. */
import { groupIds, type GroupId } from '#shared/access/person.ts';
import { incidentKinds, type IncidentKind } from '#shared/incident/incident.ts';
import { isOver, type IncidentState } from '#shared/incident/state.ts';
import { tiers, type Tier } from '#shared/incident/tier.ts';
import { oneOf, textIn, type AddressQuery } from './queueQuery.ts';

/** All of a group's incidents, those of them nobody holds, or what the one who looks holds. */
const incidentViews = ['group', 'unassigned', 'mine'] as const;
export type IncidentView = (typeof incidentViews)[number];

/** In hand is new, in progress or waiting. */
export const incidentStands = ['inHand', 'new', 'active', 'waiting', 'resolved', 'closed', 'cancelled', 'all'] as const;
export type IncidentStand = (typeof incidentStands)[number];

/** A queue as somebody looks at it. Null and the empty text ask for nothing in particular. */
export interface IncidentQuery {
  readonly view: IncidentView;
  /** Null for one's own. */
  readonly group: GroupId | null;
  readonly stand: IncidentStand;
  readonly tier: Tier | null;
  readonly kind: IncidentKind | null;
  /** A person's id, or `nobody`. */
  readonly assignee: string | null;
  readonly text: string;
}

export const wholeIncidents: IncidentQuery = {
  ...{ view: 'mine', group: null, stand: 'inHand', tier: null, kind: null, assignee: null, text: '' },
};

/** The queue an address asks for; what it does not say, or says badly, is as in the whole queue. */
export function incidentsIn(query: AddressQuery): IncidentQuery {
  const group = oneOf(groupIds, textIn(query, 'group'));
  const view = oneOf(incidentViews, textIn(query, 'view')) ?? (group ? 'group' : 'mine');
  return {
    ...(view === 'mine' || !group ? { view: 'mine', group: null } : { view, group }),
    stand: oneOf(incidentStands, textIn(query, 'state')) ?? 'inHand',
    tier: oneOf(tiers, textIn(query, 'tier')),
    kind: oneOf(incidentKinds, textIn(query, 'kind')),
    assignee: textIn(query, 'assignee'),
    text: textIn(query, 'q') ?? '',
  };
}

/** What the address of a queue says; nothing of what goes without saying. */
export function addressOfIncidents(query: IncidentQuery): Readonly<Record<string, string>> {
  const { view, group, stand, tier, kind, assignee, text } = query;
  const said = { view, group, state: stand === 'inHand' ? null : stand, tier, kind, assignee, q: text.trim() || null };
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );
}

export const pathOfIncidents = (query: IncidentQuery): string =>
  `/incidents?${new URLSearchParams(addressOfIncidents(query)).toString()}`;

/** The queue without what narrows it: its view stays. */
export function unnarrowed({ view, group }: IncidentQuery): IncidentQuery {
  return { ...wholeIncidents, view, group };
}

/** Whether something narrows the queue besides its view. */
export function isNarrowed({ stand, tier, kind, assignee, text }: IncidentQuery): boolean {
  return stand !== 'inHand' || text.trim() !== '' || [tier, kind, assignee].some((value) => value !== null);
}

/** Whether an incident stands as is wanted. */
export function standsAs(stand: IncidentStand, { state }: { readonly state: IncidentState }): boolean {
  switch (stand) {
    case 'inHand':
      return !isOver(state);
    case 'waiting':
      return state === 'awaitingUserInfo' || state === 'awaitingProblem';
    case 'all':
      return true;
    case 'new':
    case 'active':
    case 'resolved':
    case 'closed':
    case 'cancelled':
      return state === stand;
    default:
      return stand satisfies never;
  }
}
