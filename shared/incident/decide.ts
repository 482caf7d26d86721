/** What may happen to an incident at the desk. Pure: the record and a command in, what to write out. */
import { mayOnIncident, worksIn, type IncidentPermission } from '../access/policy.ts';
import type { GroupId, Person } from '../access/person.ts';
import { refused, type Outcome } from '../refusal.ts';
import { decided, into, moveIncident, unchanged, type IncidentDecision } from './change.ts';
import { fits, type Deciding } from './create.ts';
import type { Incident, IncidentKind, ResolutionCode, Subkind } from './incident.ts';
import { personActsOn, type IncidentAction, type IncidentLineDraft } from './line.ts';
import { isOver, type IncidentState } from './state.ts';

/** Refuses what the caller may not do, and what cannot be done any more. */
export function refusesWork(
  incident: Incident,
  { caller }: Deciding,
  permission: IncidentPermission = 'incident.work',
): Outcome<never> | null {
  if (!mayOnIncident(caller, permission, incident)) return refused('notAllowed');
  return isOver(incident.state) ? refused('incidentOver', { params: { state: incident.state } }) : null;
}

/** A public word that goes with an act, told before it. */
export function commentLine(incident: Incident, text: string, { caller, now }: Deciding): IncidentLineDraft {
  const content = { kind: 'comment', text } as const;
  return { incident: incident.number, version: incident.version, ...personActsOn(caller, now), content };
}

/** Comes into a state by an act of the caller. */
export function moved(
  incident: Incident,
  after: Incident,
  action: IncidentAction,
  { caller, now, edition }: Deciding,
  reason: string | null = null,
) {
  return moveIncident(incident, after, action, personActsOn(caller, now), { edition, reason });
}

/**
 * Works on it: from `new`, or again after it waited. Who holds it is another matter.
 * Refuses `notAllowed`, `incidentOver`.
 */
export function start(incident: Incident, deciding: Deciding): Outcome<IncidentDecision> {
  const no = refusesWork(incident, deciding);
  if (no) return no;
  if (incident.state === 'active') return unchanged;
  const action = incident.state === 'new' ? 'started' : 'resumed';
  const { written, line } = moved(incident, into(incident, 'active', { at: deciding.now }), action, deciding);
  return decided({ written, lines: [line] });
}

/** What an incident waits for. */
export type Awaited =
  /** An answer of its requester, to this question. */
  | { readonly for: 'userInfo'; readonly text: string }
  /** Whoever solves the problem behind it; the requester is told so when there is a text. */
  | { readonly for: 'problem'; readonly text: string | null; readonly problem: string | null };

/**
 * Waits: the resolution clock pauses. What is asked of the requester is a comment of its own.
 * Refuses `notAllowed`, `incidentOver`.
 */
export function wait(incident: Incident, awaited: Awaited, deciding: Deciding): Outcome<IncidentDecision> {
  const no = refusesWork(incident, deciding);
  if (no) return no;
  const state: IncidentState = awaited.for === 'userInfo' ? 'awaitingUserInfo' : 'awaitingProblem';
  const problem = (awaited.for === 'problem' ? awaited.problem : null) ?? incident.links.problem;
  const comments = awaited.text === null ? [] : [commentLine(incident, awaited.text, deciding)];
  const after = { ...into(incident, state, { at: deciding.now }), links: { ...incident.links, problem } };
  if (incident.state === state && problem === incident.links.problem) {
    return comments.length === 0 ? unchanged : decided({ lines: comments, relied: incident });
  }
  const action = awaited.for === 'userInfo' ? 'awaitedUserInfo' : 'awaitedProblem';
  const { written, line } = moved(incident, after, action, deciding);
  return decided({ written, lines: [...comments, line] });
}

/** Settles it, telling the requester how. Refuses `notAllowed`, `incidentOver`. */
export function resolve(
  incident: Incident,
  { code, text }: { readonly code: ResolutionCode; readonly text: string },
  deciding: Deciding,
): Outcome<IncidentDecision> {
  const no = refusesWork(incident, deciding);
  if (no) return no;
  const { caller, now } = deciding;
  const resolution = { code, text, at: now, by: { id: caller.id, name: caller.name } };
  const after = { ...into(incident, 'resolved', { at: now }), resolution };
  const { written, line } = moved(incident, after, 'resolved', deciding);
  return decided({ written, lines: [line] });
}

/** Takes up again what was resolved. Refuses `notAllowed`, `reasonMissing`, `incidentNotResolved`. */
export function reopen(
  incident: Incident,
  { reason }: { readonly reason: string },
  deciding: Deciding,
): Outcome<IncidentDecision> {
  if (!mayOnIncident(deciding.caller, 'incident.work', incident)) return refused('notAllowed');
  if (reason.trim() === '') return refused('reasonMissing', { field: 'reason' });
  if (incident.state !== 'resolved') return refused('incidentNotResolved', { params: { state: incident.state } });
  const { written, line } = moved(incident, reopened(incident, deciding), 'reopened', deciding, reason.trim());
  return decided({ written, lines: [line] });
}

/** A resolved incident in work again; history keeps how it had been resolved. */
export function reopened(incident: Incident, { now }: Pick<Deciding, 'now'>): Incident {
  return { ...into(incident, 'active', { at: now }), resolution: null };
}

/** Closes what was resolved; its requester may, to say that all is well. Refuses `notAllowed`, `incidentNotResolved`. */
export function close(incident: Incident, deciding: Deciding): Outcome<IncidentDecision> {
  if (!mayOnIncident(deciding.caller, 'incident.close', incident)) return refused('notAllowed');
  if (incident.state === 'closed') return unchanged;
  if (incident.state !== 'resolved') return refused('incidentNotResolved', { params: { state: incident.state } });
  const { written, line } = moved(incident, into(incident, 'closed', { at: deciding.now }), 'closed', deciding);
  return decided({ written, lines: [line] });
}

/** Gives it up: its clocks stop and count for nothing. Refuses `notAllowed`, `incidentOver`, `reasonMissing`. */
export function cancel(
  incident: Incident,
  { reason }: { readonly reason: string },
  deciding: Deciding,
): Outcome<IncidentDecision> {
  const no = refusesWork(incident, deciding, 'incident.cancel');
  if (no) return no;
  if (reason.trim() === '') return refused('reasonMissing', { field: 'reason' });
  const { written, line } = moved(
    incident,
    cancelled(incident, reason.trim(), deciding),
    'cancelled',
    deciding,
    reason.trim(),
  );
  return decided({ written, lines: [line] });
}

export function cancelled(incident: Incident, reason: string, { caller, now }: Deciding): Incident {
  const cancellation = { reason, at: now, by: { id: caller.id, name: caller.name } };
  return { ...into(incident, 'cancelled', { at: now }), cancellation };
}

/**
 * Gives it to a group, and within it to somebody or to nobody; a new group decides for itself who holds it. An assignment
 * is no action towards the requester: the response clock goes on.
 * Refuses `notAllowed`, `incidentOver`, `holderOutsideGroup`.
 * @param to.group absent to leave it where it is.
 * @param to.assignee absent to leave it with whom it is, as far as the group stays.
 */
export function assign(
  incident: Incident,
  to: { readonly group?: GroupId | undefined; readonly assignee?: Person | null | undefined },
  deciding: Deciding,
): Outcome<IncidentDecision> {
  const no = refusesWork(incident, deciding, 'incident.assign');
  if (no) return no;
  const group = to.group ?? incident.group;
  const kept = group === incident.group ? incident.assignee : null;
  const assignee = to.assignee === undefined ? kept : to.assignee && { id: to.assignee.id, name: to.assignee.name };
  if (to.assignee && !worksIn(to.assignee, group)) {
    return refused('holderOutsideGroup', { field: 'assignee', params: { assignee: to.assignee.name } });
  }
  if (group === incident.group && assignee?.id === incident.assignee?.id) return unchanged;
  const action = assignee || group !== incident.group ? 'assigned' : 'unassigned';
  const { written, line } = moved(incident, { ...incident, group, assignee }, action, deciding);
  return decided({ written, lines: [line] });
}

/** What can be put right of what was said; an absent field stays as it is. */
export interface IncidentEdit {
  readonly title?: string | undefined;
  readonly kind?: IncidentKind | undefined;
  readonly subkind?: Subkind | null | undefined;
}

/** Puts right its title and kind; another kind drops a subkind that is not its own. Refuses `notAllowed`, `incidentFinal`, `subkindUnfit`. */
export function edit(incident: Incident, command: IncidentEdit, deciding: Deciding): Outcome<IncidentDecision> {
  if (!mayOnIncident(deciding.caller, 'incident.edit', incident)) return refused('notAllowed');
  if (incident.state === 'closed' || incident.state === 'cancelled') {
    return refused('incidentFinal', { params: { state: incident.state } });
  }
  const kind = command.kind ?? incident.kind;
  const kept = fits(kind, incident.subkind) ? incident.subkind : null;
  const subkind = command.subkind === undefined ? kept : command.subkind;
  if (!fits(kind, subkind)) return refused('subkindUnfit', { field: 'subkind' });
  const after = { ...incident, kind, subkind, title: command.title ?? incident.title };
  if (after.title === incident.title && kind === incident.kind && subkind === incident.subkind) return unchanged;
  const { written, line } = moved(incident, after, 'updated', deciding);
  return decided({ written, lines: [line] });
}
