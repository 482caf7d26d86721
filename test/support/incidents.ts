/** Help requests to test rules with: somebody asks, and the desk does what it must be allowed to. */
import { expect } from 'vitest';
import type { Person } from '#shared/access/person.ts';
import { firstEdition } from '#shared/calendar/edition.ts';
import { numberAt, type IncidentNumber } from '#shared/ids.ts';
import type { IncidentChange, IncidentDecision } from '#shared/incident/change.ts';
import { open, type Deciding, type IncidentDraft } from '#shared/incident/create.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { Outcome, Refusal } from '#shared/refusal.ts';
import { parseInstant, type Instant } from '#shared/time/instant.ts';
import { people } from './desk.ts';

/** A time on the desk's wall in September 2020, when Toronto is four hours behind UTC. */
export function wall(text: string): Instant {
  const instant = parseInstant(`2020-09-${text.replace(' ', 'T')}:00-04:00`);
  if (!instant) throw new Error(`Not a time: ${text}`);
  return instant;
}

export const numbered = (rank: number): IncidentNumber => numberAt('incident', rank);

export const asked: IncidentDraft = {
  kind: 'incident',
  subkind: 'behaviour',
  title: 'Le son coupe',
  text: 'Les étudiants ne m’entendent plus.',
  links: { request: null, course: null },
};

/** By whom and when something is decided, by the calendar the desk opens with. */
export const by = (caller: Person, now: Instant): Deciding => ({ caller, now, edition: firstEdition });

/** Rita asks for help; it goes to the technologues. */
export function openedAt(now: Instant, rank = 1, draft: Partial<IncidentDraft> = {}): Incident {
  return accept(open({ ...asked, ...draft }, numbered(rank), by(people.rita, now))).incident;
}

/** The value of an outcome that must be yes. */
export function accept<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`Refused: ${outcome.refusal.code}`);
  return outcome.value;
}

/** The refusal of an outcome that must be no. */
export function refusalOf(outcome: Outcome<unknown>): Refusal {
  if (outcome.ok) throw new Error('Accepted');
  return outcome.refusal;
}

/** What a decision that must change something writes. */
export function changeOf(outcome: Outcome<IncidentDecision>): IncidentChange {
  const decision = accept(outcome);
  if (decision.kind === 'nothing') throw new Error('Nothing was decided');
  return decision.change;
}

/** The incident as a decision leaves it; as it was when only something was said. */
export function afterOf(incident: Incident, outcome: Outcome<IncidentDecision>): Incident {
  const decision = accept(outcome);
  if (decision.kind === 'nothing') return incident;
  const { written } = decision.change;
  if (written) expect(written.before?.version).toBe(incident.version);
  return written?.after ?? incident;
}
