/** What an incident has to do with: links to other records, and the merging of duplicates. */
import { mayOnIncident } from '../access/policy.ts';
import { refused, type Outcome } from '../refusal.ts';
import { decided, unchanged, type IncidentDecision } from './change.ts';
import type { Deciding } from './create.ts';
import { cancelled, moved, refusesWork } from './decide.ts';
import type { Incident, IncidentLinks } from './incident.ts';
import { personActsOn } from './line.ts';
import { isOver } from './state.ts';

/** Links that people set and take away; the others come about by themselves. */
export const linkFields = ['request', 'course', 'supportTask', 'parent', 'problem'] as const;

/** An absent link stays, null takes it away. */
export type LinkEdit = { readonly [Field in (typeof linkFields)[number]]?: IncidentLinks[Field] | undefined };

/**
 * Links it, or takes links away, in whatever state it is: what it had to do with is often known afterwards. A part belongs
 * to one whole, which is no part itself. Refuses `notAllowed`, `linkCircle`.
 * @param known the parent named, as read; null when none is named.
 * @param known.hasParts whether other incidents are parts of this one.
 */
export function link(
  incident: Incident,
  edit: LinkEdit,
  known: { readonly parent: Incident | null; readonly hasParts: boolean },
  deciding: Deciding,
): Outcome<IncidentDecision> {
  if (!mayOnIncident(deciding.caller, 'incident.link', incident)) return refused('notAllowed');
  const { parent, hasParts } = known;
  if (parent && (parent.number === incident.number || parent.links.parent !== null || hasParts)) {
    return refused('linkCircle', { field: 'parent' });
  }
  const { request, course, supportTask, parent: whole, problem } = incident.links;
  const links: IncidentLinks = {
    ...incident.links,
    request: edit.request === undefined ? request : edit.request,
    course: edit.course === undefined ? course : edit.course,
    supportTask: edit.supportTask === undefined ? supportTask : edit.supportTask,
    parent: edit.parent === undefined ? whole : edit.parent,
    problem: edit.problem === undefined ? problem : edit.problem,
  };
  const changed = linkFields.filter((field) => links[field] !== incident.links[field]);
  if (changed.length === 0) return unchanged;
  const action = changed.every((field) => links[field] === null) ? 'unlinked' : 'linked';
  const { written, line } = moved(incident, { ...incident, links }, action, deciding);
  return decided({ written, lines: [line], relied: parent });
}

/**
 * Ends it as a duplicate of another that is kept.
 *
 * Its clocks: both are cancelled, as of now, and count for nothing. One demand is one promise, and the one that is kept
 * carries it: it was opened no later, so no requester waits longer than they were promised and no merging makes a late
 * answer look timely. That is why the older of two is the one to keep, and why it must still be in hand: somebody has to
 * answer. Statistics then count the demand once, by the clock that began first.
 * Refuses `notAllowed`, `incidentOver`, `mergeIntoItself`, `mergeIntoOver`, `mergeIntoYounger`.
 */
export function merge(incident: Incident, kept: Incident, deciding: Deciding): Outcome<IncidentDecision> {
  const no = refusesWork(incident, deciding, 'incident.merge');
  if (no) return no;
  const details = { field: 'into', params: { number: kept.number } };
  if (kept.number === incident.number) return refused('mergeIntoItself', { field: 'into' });
  if (isOver(kept.state)) return refused('mergeIntoOver', details);
  if (kept.openedAt > incident.openedAt) return refused('mergeIntoYounger', details);
  const after = {
    ...cancelled(incident, kept.number, deciding),
    links: { ...incident.links, duplicateOf: kept.number },
  };
  const { written, line } = moved(incident, after, 'merged', deciding);
  const content = {
    kind: 'change',
    action: 'joined',
    changes: [{ field: 'duplicates', from: null, to: incident.number }],
    reason: null,
  } as const;
  const joined = {
    incident: kept.number,
    version: kept.version,
    ...personActsOn(deciding.caller, deciding.now),
    content,
  };
  return decided({ written, lines: [line, joined], relied: kept });
}
