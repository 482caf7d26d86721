/** What a browser is told: ids and versions, never content, so that what somebody may see is decided where it is read. */
import type { PersonRef } from '../access/person.ts';
import type { ImportNumber, IncidentNumber, RequestNumber, ServiceTaskNumber } from '../ids.ts';
import type { Instant } from '../time/instant.ts';
import type { LiveTopic } from './topic.ts';

/** A record as an event names it; a comment or work note by the record it was written on. */
export type LiveRecord =
  | { readonly kind: 'request'; readonly number: RequestNumber }
  | { readonly kind: 'serviceTask'; readonly number: ServiceTaskNumber }
  | { readonly kind: 'import'; readonly number: ImportNumber }
  | { readonly kind: 'incident'; readonly number: IncidentNumber }
  | { readonly kind: 'comment' | 'workNote'; readonly number: RequestNumber | ServiceTaskNumber | IncidentNumber };

/**
 * A record was created or changed. Told at least once and in no promised order: a version that is not above the one
 * shown is old news; but an incident's tier changes without raising its version.
 */
export interface ChangedEvent {
  readonly kind: 'changed';
  readonly topic: LiveTopic;
  readonly record: LiveRecord;
  /** The request it belongs to; null for an import or an incident. */
  readonly request: RequestNumber | null;
  /** Version of the record that the event is about. */
  readonly version: number;
  /** Who did it; null when the desk did it by itself, or where the listener is not told. */
  readonly by: PersonRef | null;
  readonly at: Instant;
}

/** What a page is told: a change, or that it may have missed some and should ask again for what it shows. */
export type LiveEvent = ChangedEvent | { readonly kind: 'missed' };

/** What somebody does on a request: looks at it, or writes something. */
export const doings = ['reading', 'writing'] as const;
export type Doing = (typeof doings)[number];

/** Somebody who is on a request now. */
export interface Present {
  readonly person: PersonRef;
  readonly doing: Doing;
}

/** What goes down the socket. */
export type LiveMessage =
  /** Answers `follow`: from here on these topics are told; those asked for and not named may not be followed. */
  | { readonly kind: 'following'; readonly ask: number; readonly topics: readonly LiveTopic[] }
  /** `crowded`: topics on which too much happened to name it; ask again for what is shown. */
  | { readonly kind: 'news'; readonly events: readonly ChangedEvent[]; readonly crowded: readonly LiveTopic[] }
  /** Others on a request, each until the instant given unless said anew. */
  | {
      readonly kind: 'present';
      readonly request: RequestNumber;
      readonly others: readonly (Present & { readonly until: Instant })[];
    }
  | { readonly kind: 'pong' }
  /** This connection's time is up: come back with a new ticket. */
  | { readonly kind: 'ended' };

/** What comes up the socket: everything one follows and where one is, each time in full; or a sign of life. */
export type LiveAsk =
  | {
      readonly do: 'follow';
      /** Counted up by the browser: an answer names the ask it is for. */
      readonly ask: number;
      readonly topics: readonly LiveTopic[];
      readonly present: readonly { readonly request: RequestNumber; readonly doing: Doing }[];
    }
  | { readonly do: 'ping' };
