/**
 * A help request ("demande d'aide"): a question, an incident or a request, with two clocks that are derived from its
 * state changes (design, "Incidents"; users' guide, "Traitement des demandes d'aide").
 */
import type { GroupId, PersonRef } from '../access/person.ts';
import type { IncidentNumber, PersonId, RequestNumber, SupportTaskNumber } from '../ids.ts';
import type { Email, Sigle } from '../request/course.ts';
import type { Instant } from '../time/instant.ts';
import type { Projection } from './projection.ts';
import type { Clock } from './sla.ts';
import type { IncidentState, StateChange } from './state.ts';
import type { ClockName, Tier } from './tier.ts';

/** Question of use; problem of use, behaviour or performance; request of access, data correction or report (guide). */
export const incidentKinds = ['question', 'incident', 'request'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** What a kind is about, more closely. */
export const subkinds = ['usage', 'behaviour', 'performance', 'access', 'dataCorrection', 'report'] as const;
export type Subkind = (typeof subkinds)[number];

/** Which subkinds each kind has. */
export const subkindsOf: Readonly<Record<IncidentKind, readonly Subkind[]>> = {
  question: ['usage'],
  incident: ['usage', 'behaviour', 'performance'],
  request: ['access', 'dataCorrection', 'report'],
};

/** How the requester reached the desk. */
export const contactChannels = ['portal', 'email', 'telephone', 'inPerson'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** Who asks. The address is what tells whose incident it is; the person is known once they have signed in. */
export interface Requester {
  readonly name: string;
  readonly email: Email;
  readonly person: PersonId | null;
}

/** What an incident has to do with; each is null until somebody says. */
export interface IncidentLinks {
  readonly request: RequestNumber | null;
  readonly course: Sigle | null;
  readonly supportTask: SupportTaskNumber | null;
  /** The incident that this one is part of. */
  readonly parent: IncidentNumber | null;
  /** Reference of the problem it comes from, as the people who solve it number it. */
  readonly problem: string | null;
  /** The incident that is kept in place of this one. */
  readonly duplicateOf: IncidentNumber | null;
  /** The incident that was over when its requester wrote again, and that this one goes on from. */
  readonly follows: IncidentNumber | null;
}

export const noLinks: IncidentLinks = {
  request: null,
  course: null,
  supportTask: null,
  parent: null,
  problem: null,
  duplicateOf: null,
  follows: null,
};

/** How it was settled. */
export const resolutionCodes = [
  'answered',
  'fixed',
  'workaround',
  'granted',
  'notReproducible',
  'notOurs',
  'noReply',
] as const;
export type ResolutionCode = (typeof resolutionCodes)[number];

export interface Resolution {
  readonly code: ResolutionCode;
  /** What the requester is told. */
  readonly text: string;
  readonly at: Instant;
  /** Null when the desk's old records do not say. */
  readonly by: PersonRef | null;
}

/** A clock that has stopped for good, as it stood by the edition of the calendar it was read with. */
export interface RecordedClock {
  readonly clock: Clock;
  readonly edition: number;
}

export interface Incident {
  readonly number: IncidentNumber;
  /** Raised by one at each change; a writer names the version it read. */
  readonly version: number;
  readonly kind: IncidentKind;
  readonly subkind: Subkind | null;
  readonly channel: ContactChannel;
  readonly title: string;
  readonly text: string;
  readonly requester: Requester;
  /** Who entered it; null when it came by itself, from an address that no person of the directory has. */
  readonly openedBy: PersonRef | null;
  /** When it reached the desk, which is where its first clock begins; before `enteredAt` when it was entered later. */
  readonly openedAt: Instant;
  readonly enteredAt: Instant;
  /** A case is given to a group first, then by the group's own habits to one of its members. */
  readonly group: GroupId;
  readonly assignee: PersonRef | null;
  /** What the last of `changes` came to. */
  readonly state: IncidentState;
  /** Every state it came into, in order, the first at `openedAt`: all that its clocks are derived from. */
  readonly changes: readonly StateChange[];
  readonly links: IncidentLinks;
  /** The last one; null while it is worked, also again after a reopening. */
  readonly resolution: Resolution | null;
  /** Why it was cancelled, by whom; null when it was not. */
  readonly cancellation: { readonly reason: string; readonly at: Instant; readonly by: PersonRef } | null;
  /** The highest tier of each clock that the desk was told of, so that nobody is told twice. */
  readonly tierSeen: Readonly<Record<ClockName, Tier>>;
  /** Clocks that have ended, kept as they were: a calendar that changes later leaves them alone. */
  readonly recorded: Readonly<Record<ClockName, RecordedClock | null>>;
  /** What its clocks said when it was last written. */
  readonly projection: Projection;
}

/** The rank of its next state change. */
export function nextSeq({ changes }: Pick<Incident, 'changes'>): number {
  return changes.reduce((highest, { seq }) => Math.max(highest, seq), -1) + 1;
}
