/** Somebody asks for help: by the portal themselves, or through somebody of the desk whom they called or met. */
import { mayOpenForOthers, worksIn } from '../access/policy.ts';
import type { GroupId, Person, PersonRef } from '../access/person.ts';
import type { CalendarEdition } from '../calendar/edition.ts';
import type { FieldChange } from '../history/line.ts';
import type { IncidentNumber } from '../ids.ts';
import { accepted, refused, type Outcome } from '../refusal.ts';
import { dayMs } from '../time/day.ts';
import { msOf, type Instant } from '../time/instant.ts';
import { into, reckoned, type IncidentChange } from './change.ts';
import {
  noLinks,
  subkindsOf,
  type ContactChannel,
  type Incident,
  type IncidentKind,
  type IncidentLinks,
  type Requester,
  type Subkind,
} from './incident.ts';
import { personActsOn, type IncidentAct, type IncidentLineDraft } from './line.ts';

/** Who decides, when, and by which calendar. */
export interface Deciding {
  readonly caller: Person;
  readonly now: Instant;
  readonly edition: CalendarEdition;
}

/** What somebody asks. */
export interface IncidentDraft {
  readonly kind: IncidentKind;
  readonly subkind: Subkind | null;
  readonly title: string;
  readonly text: string;
  readonly links: Pick<IncidentLinks, 'request' | 'course'>;
}

/** How somebody of the desk heard of it. */
export interface Heard {
  readonly channel: Exclude<ContactChannel, 'portal'>;
  readonly requester: Requester;
  /** Null for the group that such cases go to. */
  readonly group: GroupId | null;
  /** When the person called, came by or wrote; null for now. */
  readonly openedAt: Instant | null;
  /** They were answered there and then: the first action towards them is the conversation itself. */
  readonly answered: boolean;
}

/** Longest time between a call and its writing down, in days: older ones are records of before, not cases of today. */
export const enteredWithinDays = 31;

/**
 * The group that a new case goes to when nobody says: what works badly and accesses are the technologists', questions of
 * use the learning technologists'.
 */
export function groupFor(kind: IncidentKind): GroupId {
  switch (kind) {
    case 'question':
      return 'techno-pedagogues';
    case 'incident':
    case 'request':
      return 'technologues';
    default:
      return kind satisfies never;
  }
}

/** Whether a kind has this subkind, or none is said. */
export function fits(kind: IncidentKind, subkind: Subkind | null): boolean {
  return subkind === null || subkindsOf[kind].includes(subkind);
}

export interface OpenedIncident {
  readonly incident: Incident;
  readonly change: IncidentChange;
}

/** Opens an incident for the caller, by the portal. Refuses `subkindUnfit`. */
export function open(
  draft: IncidentDraft,
  number: IncidentNumber,
  { caller, now, edition }: Deciding,
): Outcome<OpenedIncident> {
  if (!fits(draft.kind, draft.subkind)) return refused('subkindUnfit', { field: 'subkind' });
  const requester = { name: caller.name, email: caller.email, person: caller.id };
  const opening = {
    number,
    draft,
    channel: 'portal',
    requester,
    group: groupFor(draft.kind),
    openedBy: caller,
    follows: null,
  } as const;
  return accepted(opened(fresh({ ...opening, openedAt: now, enteredAt: now }), personActsOn(caller, now), edition));
}

/**
 * Opens an incident for somebody who called, came by or wrote. Its clock begins when they did; when that is before now, the
 * history says when it was entered. Refuses `notAllowed`, `subkindUnfit`, `openedInFuture`, `openedTooEarly`,
 * `answeredUnheard`.
 */
export function openFor(
  draft: IncidentDraft,
  heard: Heard,
  number: IncidentNumber,
  { caller, now, edition }: Deciding,
): Outcome<OpenedIncident> {
  if (!mayOpenForOthers(caller)) return refused('notAllowed');
  if (!fits(draft.kind, draft.subkind)) return refused('subkindUnfit', { field: 'subkind' });
  const { channel, requester, answered } = heard;
  const openedAt = heard.openedAt ?? now;
  if (openedAt > now) return refused('openedInFuture', { field: 'openedAt' });
  if (msOf(now) - msOf(openedAt) > enteredWithinDays * dayMs) {
    return refused('openedTooEarly', { field: 'openedAt', params: { days: enteredWithinDays } });
  }
  const group = heard.group ?? groupFor(draft.kind);
  // Who is not of the group gives no first answer in its name.
  if (answered && (channel === 'email' || !worksIn(caller, group))) {
    return refused('answeredUnheard', { field: 'answered' });
  }
  const act: IncidentAct = { ...personActsOn(caller, openedAt), enteredAt: openedAt === now ? null : now };
  const incident = fresh({
    number,
    draft,
    channel,
    requester,
    group,
    openedBy: caller,
    openedAt,
    enteredAt: now,
    follows: null,
  });
  return accepted(opened(answered ? into(incident, 'active', act) : incident, act, edition));
}

interface Opening {
  readonly number: IncidentNumber;
  readonly draft: IncidentDraft;
  readonly channel: ContactChannel;
  readonly requester: Requester;
  readonly group: GroupId;
  readonly openedBy: PersonRef | null;
  readonly openedAt: Instant;
  readonly enteredAt: Instant;
  /** The one it goes on from; null when it stands by itself. */
  readonly follows: IncidentNumber | null;
}

/** A new incident, not yet reckoned. */
export function fresh({ draft, openedBy, openedAt, follows, ...opening }: Opening): Incident {
  const { links, ...said } = draft;
  return {
    ...said,
    ...opening,
    version: 1,
    openedBy: openedBy && { id: openedBy.id, name: openedBy.name },
    openedAt,
    assignee: null,
    state: 'new',
    changes: [{ at: openedAt, seq: 0, to: 'new' }],
    links: { ...noLinks, ...links, follows },
    resolution: null,
    cancellation: null,
    tierSeen: { response: 'normal', resolution: 'normal' },
    recorded: { response: null, resolution: null },
    projection: { edition: 0, due: null, urgentAt: null },
  };
}

/**
 * What opening an incident writes. A line tells when it was entered, where that was after it was opened.
 * @param reason where it comes from, when that is not plain.
 */
export function opened(
  made: Incident,
  act: IncidentAct,
  edition: CalendarEdition,
  reason: string | null = null,
): OpenedIncident {
  const incident = reckoned(made, made.enteredAt, edition);
  const late: readonly FieldChange[] =
    act.enteredAt === null ? [] : [{ field: 'openedAt', from: act.enteredAt, to: incident.openedAt }];
  const changes: readonly FieldChange[] = [
    { field: 'state', from: null, to: incident.state },
    { field: 'group', from: null, to: incident.group },
    { field: 'channel', from: null, to: incident.channel },
    ...late,
  ];
  const line: IncidentLineDraft = {
    incident: incident.number,
    version: incident.version,
    ...act,
    content: { kind: 'change', action: 'created', changes, reason },
  };
  return { incident, change: { written: { before: null, after: incident }, lines: [line], relied: null } };
}
