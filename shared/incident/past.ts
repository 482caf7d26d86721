/** Incidents of before the desk worked here: brought in by an operator with all that had happened to them. */
import { mayBringInPast } from '../access/policy.ts';
import type { GroupId } from '../access/person.ts';
import type { IncidentNumber } from '../ids.ts';
import { accepted, refused, type Outcome } from '../refusal.ts';
import type { Instant } from '../time/instant.ts';
import { into, reckoned } from './change.ts';
import { clocksOf } from './clocks.ts';
import { fits, fresh, opened, type Deciding, type IncidentDraft, type OpenedIncident } from './create.ts';
import type { ContactChannel, Requester, ResolutionCode } from './incident.ts';
import { personActsOn, type IncidentAct, type IncidentAction, type IncidentLineDraft } from './line.ts';
import type { IncidentState } from './state.ts';

export interface PastIncident extends IncidentDraft {
  readonly channel: ContactChannel;
  readonly requester: Requester;
  readonly group: GroupId;
  readonly openedAt: Instant;
  /** The states it came into after it was opened, in the order they followed each other. */
  readonly states: readonly { readonly at: Instant; readonly to: IncidentState }[];
  /** How it was settled, where it was. */
  readonly resolution: { readonly code: ResolutionCode; readonly text: string } | null;
  /** Where these records are from: kept in its history. */
  readonly source: string;
}

/** Most states of one incident: with their lines they are written in one transaction. */
export const pastStatesAtMost = 40;

/** What coming into a state is called. */
function actionInto(from: IncidentState, to: IncidentState): IncidentAction {
  switch (to) {
    case 'new':
      return 'updated';
    case 'active':
      if (from === 'resolved' || from === 'closed') return 'reopened';
      return from === 'new' ? 'started' : 'resumed';
    case 'awaitingUserInfo':
      return 'awaitedUserInfo';
    case 'awaitingProblem':
      return 'awaitedProblem';
    case 'resolved':
    case 'closed':
    case 'cancelled':
      return to;
    default:
      return to satisfies never;
  }
}

/**
 * Brings in an incident of before. Each state is told at the instant it was come into, with who brought it in and when; its
 * clocks are derived from these states like any other's, and nobody is told of tiers long past.
 * Refuses `notAllowed`, `subkindUnfit`, `pastUnfit` (a state before the one it follows or after now).
 */
export function bringIn(
  past: PastIncident,
  number: IncidentNumber,
  { caller, now, edition }: Deciding,
): Outcome<OpenedIncident> {
  if (!mayBringInPast(caller)) return refused('notAllowed');
  if (!fits(past.kind, past.subkind)) return refused('subkindUnfit', { field: 'subkind' });
  const instants = [past.openedAt, ...past.states.map(({ at }) => at), now];
  const unfit = instants.findIndex((at, place) => place > 0 && at < (instants[place - 1] ?? at));
  if (unfit >= 0)
    return refused('pastUnfit', { field: unfit > past.states.length ? 'states' : `states.${unfit - 1}.at` });

  const actAt = (at: Instant): IncidentAct => ({ ...personActsOn(caller, at), door: 'import', enteredAt: now });
  const { kind, subkind, title, text, links, channel, requester, group, openedAt, source } = past;
  const draft = { kind, subkind, title, text, links };
  let incident = fresh({
    number,
    draft,
    channel,
    requester,
    group,
    openedBy: null,
    openedAt,
    enteredAt: now,
    follows: null,
  });
  const lines: IncidentLineDraft[] = [];
  for (const { at, to } of past.states) {
    const after = into(incident, to, { at });
    if (after === incident) continue;
    const changes = [{ field: 'state', from: incident.state, to }];
    const content = { kind: 'change', action: actionInto(incident.state, to), changes, reason: null } as const;
    lines.push({ incident: number, version: 1, ...actAt(at), content });
    incident = after;
  }
  const resolvedAt = incident.changes.findLast(({ to }) => to === 'resolved')?.at;
  const settled = incident.state === 'resolved' || incident.state === 'closed';
  const { change } = opened(
    {
      ...incident,
      resolution: settled && past.resolution ? { ...past.resolution, at: resolvedAt ?? now, by: null } : null,
      cancellation:
        incident.state === 'cancelled'
          ? { reason: source, at: incident.changes.at(-1)?.at ?? now, by: { id: caller.id, name: caller.name } }
          : null,
    },
    actAt(openedAt),
    edition,
    source,
  );
  const told = withTiersSeen(change.written?.after ?? incident, { now, edition });
  return accepted({
    incident: told,
    change: { ...change, written: { before: null, after: told }, lines: [...change.lines, ...lines] },
  });
}

/** Tiers it came to before it came here are old news. */
function withTiersSeen(incident: OpenedIncident['incident'], { now, edition }: Pick<Deciding, 'now' | 'edition'>) {
  const { response, resolution } = clocksOf(incident, now, edition);
  const tierSeen = { response: response?.tier ?? 'normal', resolution: resolution?.tier ?? 'normal' };
  return reckoned({ ...incident, tierSeen }, now, edition);
}
