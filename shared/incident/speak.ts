/** What is said on an incident, and what it does to it: the requester's words come first. */
import { isRequesterOf, mayOnIncident, worksIn } from '../access/policy.ts';
import type { IncidentNumber } from '../ids.ts';
import { refused, type Outcome } from '../refusal.ts';
import { decided, into, type IncidentDecision } from './change.ts';
import { fresh, opened, type Deciding } from './create.ts';
import { commentLine, moved, reopened } from './decide.ts';
import type { Incident } from './incident.ts';
import { personActsOn } from './line.ts';

/**
 * Whether a word of this person opens another incident instead: the requester's, on one that is over for good. It then
 * needs a number (`continueFrom`).
 */
export function opensAnother(incident: Incident, caller: Deciding['caller']): boolean {
  return isRequesterOf(caller, incident) && (incident.state === 'closed' || incident.state === 'cancelled');
}

/**
 * A public comment. The requester's ends the waiting for them and reopens what was resolved. One of a member of the group is
 * the first action towards the requester that a new incident waits for; that of a requester who is a member is not.
 * Refuses `notAllowed`.
 */
export function comment(incident: Incident, text: string, deciding: Deciding): Outcome<IncidentDecision> {
  const { caller, now } = deciding;
  if (!mayOnIncident(caller, 'incident.comment', incident)) return refused('notAllowed');
  const said = commentLine(incident, text, deciding);
  const own = isRequesterOf(caller, incident);
  if (own && incident.state === 'resolved') {
    const { written, line } = moved(incident, reopened(incident, deciding), 'reopened', deciding);
    return decided({ written, lines: [said, line] });
  }
  const resumes = own && incident.state === 'awaitingUserInfo';
  const starts = !own && incident.state === 'new' && worksIn(caller, incident.group);
  // Nothing to move: the state it was judged by must still be so when it is written.
  if (!resumes && !starts) return decided({ lines: [said], relied: incident });
  const action = resumes ? 'resumed' : 'started';
  const { written, line } = moved(incident, into(incident, 'active', { at: now }), action, deciding);
  return decided({ written, lines: [said, line] });
}

/** A note between people of the desk. Refuses `notAllowed`. */
export function workNote(incident: Incident, text: string, { caller, now }: Deciding): Outcome<IncidentDecision> {
  if (!mayOnIncident(caller, 'incident.workNote', incident)) return refused('notAllowed');
  const content = { kind: 'workNote', text } as const;
  const line = { incident: incident.number, version: incident.version, ...personActsOn(caller, now), content };
  return decided({ lines: [line] });
}

/** What opening another incident writes: the new one, and the word that led to it in the history of the old. */
export interface Continued {
  readonly incident: Incident;
  readonly decision: Outcome<IncidentDecision>;
}

/**
 * The requester writes on what is over for good: another incident begins, with clocks of its own, linked to the old one. It
 * keeps its kind, its title and the group that knew it.
 */
export function continueFrom(old: Incident, text: string, number: IncidentNumber, deciding: Deciding): Continued {
  const { caller, now, edition } = deciding;
  const act = personActsOn(caller, now);
  const { kind, subkind, title, group } = old;
  const { request, course } = old.links;
  const draft = { kind, subkind, title, text, links: { request, course } };
  const requester = { ...old.requester, name: caller.name, person: caller.id };
  const { incident, change } = opened(
    fresh({
      number,
      draft,
      channel: 'portal',
      requester,
      group,
      openedBy: caller,
      openedAt: now,
      enteredAt: now,
      follows: old.number,
    }),
    act,
    edition,
  );
  // Told on the old one without touching it: it is over, and stays as it ended.
  const content = {
    kind: 'change',
    action: 'continued',
    changes: [{ field: 'continuedBy', from: null, to: number }],
    reason: null,
  } as const;
  const line = { incident: old.number, version: old.version, ...act, content };
  return { incident, decision: decided({ ...change, lines: [...change.lines, line], relied: old }) };
}
