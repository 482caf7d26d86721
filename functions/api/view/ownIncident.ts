/** An incident on the wire as whoever asked follows it: in plain words, and without what is the desk's own affair. */
import type { CalendarEdition } from '#shared/calendar/edition.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import { clocksOf } from '#shared/incident/clocks.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { isOver, staysOf, type IncidentState } from '#shared/incident/state.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';

type OwnIncident = ResponseOf<'readMyIncident'>;
type OwnIncidentRow = ResponseOf<'listMyIncidents'>['items'][number];
type Stage = OwnIncident['stage'];

function stageOf(state: IncidentState, { links }: Incident): Stage {
  switch (state) {
    case 'new':
      return 'received';
    case 'active':
      return 'inProgress';
    case 'awaitingUserInfo':
      return 'awaitingYou';
    case 'awaitingProblem':
      return 'onHold';
    case 'resolved':
    case 'closed':
      return state;
    case 'cancelled':
      return links.duplicateOf === null ? 'cancelled' : 'joined';
    default:
      return state satisfies never;
  }
}

/** A row of a requester's list. */
export function ownIncidentRow(incident: Incident, now: Instant, edition: CalendarEdition): OwnIncidentRow {
  const { number, version, kind, subkind, title, state, openedAt, changes } = incident;
  const { response } = clocksOf(incident, now, edition);
  return {
    number,
    version,
    kind,
    subkind,
    title,
    stage: stageOf(state, incident),
    since: changes.at(-1)?.at ?? openedAt,
    openedAt,
    response: {
      promisedBy: response?.dueAt ?? null,
      cameAt: response?.state === 'stopped' ? response.stoppedAt : null,
    },
  };
}

/**
 * Everything of it that is its requester's to see.
 * @param after their own incident that goes on from this one.
 */
export function ownIncident(
  incident: Incident,
  after: IncidentNumber | null,
  now: Instant,
  edition: CalendarEdition,
): OwnIncident {
  const { text, channel, state, changes, links, resolution, projection } = incident;
  return {
    ...ownIncidentRow(incident, now, edition),
    text,
    channel,
    steps: staysOf(changes, msOf(now)).map((stay) => ({
      stage: stageOf(stay.state, incident),
      at: instantOf(stay.from),
    })),
    links: { request: links.request, course: links.course },
    resolution: resolution && { code: resolution.code, text: resolution.text, at: resolution.at },
    closesAt: projection.due?.kind === 'autoClose' ? projection.due.at : null,
    before: links.follows,
    after,
    may: { comment: true, withdraw: !isOver(state), confirm: state === 'resolved' },
  };
}
