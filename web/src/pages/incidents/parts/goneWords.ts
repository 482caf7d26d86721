/** Why an incident is no longer in the list it was shown in, as a key of the words and who it is about. */
import { standsAs, type IncidentQuery } from '#web/data/incidentQuery.ts';
import type { Incident } from '#web/data/incidentRow.ts';

export interface Gone {
  readonly key: `incidentQueue.gone.${string}`;
  readonly name: string;
}

export function goneWords(incident: Incident, query: IncidentQuery, me: string): Gone {
  const name = incident.assignee?.name ?? '';
  const say = (word: string): Gone => ({ key: `incidentQueue.gone.${word}`, name });
  if (query.group !== null && incident.group !== query.group) return say('moved');
  if (!standsAs(query.stand, incident)) {
    const { state } = incident;
    if (state === 'resolved' || state === 'closed' || state === 'cancelled') return say(state);
    return say(state === 'active' ? 'started' : state === 'new' ? 'other' : 'waiting');
  }
  const held = query.view === 'unassigned' || query.assignee === 'nobody';
  if (incident.assignee && held) return say(incident.assignee.id === me ? 'assignedToMe' : 'assignedTo');
  const holder = query.view === 'mine' ? me : query.assignee;
  if (holder !== null && incident.assignee?.id !== holder) return say(incident.assignee ? 'assignedTo' : 'freed');
  return say(query.tier === null ? 'other' : 'tier');
}
