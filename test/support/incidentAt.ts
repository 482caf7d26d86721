/** An incident with a given history, as the store would hold it at an instant. */
import { firstEdition, type CalendarEdition } from '#shared/calendar/edition.ts';
import { numberAt, type IncidentNumber } from '#shared/ids.ts';
import { reckoned } from '#shared/incident/change.ts';
import { noLinks, type Incident } from '#shared/incident/incident.ts';
import type { StateChange } from '#shared/incident/state.ts';
import type { Email } from '#shared/request/course.ts';
import type { Instant } from '#shared/time/instant.ts';

export const firstIncident: IncidentNumber = numberAt('incident', 1);

/** @param changes its state changes, in order; none of them after `now`. */
export function incidentAt(
  changes: readonly StateChange[],
  now: Instant,
  more: Partial<Incident> = {},
  edition: CalendarEdition = firstEdition,
): Incident {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) throw new Error('An incident begins with a state');
  const resolved = last.to === 'resolved' || last.to === 'closed';
  return reckoned(
    {
      number: firstIncident,
      version: changes.length,
      kind: 'question',
      subkind: null,
      channel: 'portal',
      title: 'Partage d’écran',
      text: 'Comment partager mon écran pendant un cours ?',
      requester: { name: 'Rita', email: 'rita@example.org' as Email, person: null },
      openedBy: null,
      openedAt: first.at,
      enteredAt: first.at,
      group: 'technologues',
      assignee: null,
      state: last.to,
      changes,
      links: noLinks,
      resolution: resolved ? { code: 'answered', text: 'Par le bouton vert.', at: last.at, by: null } : null,
      cancellation: null,
      tierSeen: { response: 'normal', resolution: 'normal' },
      recorded: { response: null, resolution: null },
      projection: { edition: edition.version, due: null, urgentAt: null },
      ...more,
    },
    now,
    edition,
  );
}
