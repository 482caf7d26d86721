/** An incident on the wire: as the desk sees it, its clocks exact now. */
import type { Person } from '#shared/access/person.ts';
import { mayOnIncident } from '#shared/access/policy.ts';
import type { CalendarEdition } from '#shared/calendar/edition.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { clocksOf } from '#shared/incident/clocks.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { isOver } from '#shared/incident/state.ts';
import type { Instant } from '#shared/time/instant.ts';

type IncidentRow = ResponseOf<'listIncidents'>['items'][number];
type IncidentPage = ResponseOf<'readIncident'>;
export type Related = IncidentPage['related'][number];

/** A row of a list. */
export function incidentRow(incident: Incident, now: Instant, edition: CalendarEdition): IncidentRow {
  const { number, version, kind, subkind, channel, title, requester, group, assignee, state, openedAt } = incident;
  const { response, resolution, nextChangeAt } = clocksOf(incident, now, edition);
  if (!response) throw new Error(`${number} has no clock`);
  return {
    number,
    version,
    kind,
    subkind,
    channel,
    title,
    requester: { name: requester.name },
    group,
    assignee,
    state,
    openedAt,
    changes: incident.changes,
    asOf: now,
    calendar: edition.version,
    clocks: { response, resolution },
    nextChangeAt,
  };
}

/** What the caller may do to an incident as it stands. */
function mayNow(caller: Person, incident: Incident): Readonly<Record<string, boolean>> {
  const { state } = incident;
  const inHand = !isOver(state);
  const works = mayOnIncident(caller, 'incident.work', incident);
  return {
    'incident.comment': mayOnIncident(caller, 'incident.comment', incident),
    'incident.workNote': mayOnIncident(caller, 'incident.workNote', incident),
    'incident.assign': inHand && mayOnIncident(caller, 'incident.assign', incident),
    'incident.start': inHand && works && state !== 'active',
    'incident.wait': inHand && works,
    'incident.resolve': inHand && works,
    'incident.reopen': state === 'resolved' && works,
    'incident.close': state === 'resolved' && mayOnIncident(caller, 'incident.close', incident),
    'incident.cancel': inHand && mayOnIncident(caller, 'incident.cancel', incident),
    'incident.merge': inHand && mayOnIncident(caller, 'incident.merge', incident),
    'incident.edit': state !== 'closed' && state !== 'cancelled' && mayOnIncident(caller, 'incident.edit', incident),
    'incident.link': mayOnIncident(caller, 'incident.link', incident),
  };
}

/** Everything of an incident. */
export function incidentPage(
  incident: Incident,
  related: readonly Related[],
  { caller, now, edition }: { readonly caller: Person; readonly now: Instant; readonly edition: CalendarEdition },
): IncidentPage {
  const { text, requester, openedBy, enteredAt, links, resolution, cancellation, projection } = incident;
  const { firstResolvedAt, lastResolvedAt, reopenCount, counts } = clocksOf(incident, now, edition);
  return {
    ...incidentRow(incident, now, edition),
    text,
    requester: { name: requester.name, email: requester.email },
    openedBy,
    enteredAt,
    links,
    related,
    resolution,
    cancellation,
    firstResolvedAt,
    lastResolvedAt,
    reopenCount,
    counts,
    closesAt: projection.due?.kind === 'autoClose' ? projection.due.at : null,
    may: mayNow(caller, incident),
  };
}
