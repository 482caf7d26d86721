/** What passes over the WebSocket: what a browser follows, and what it is told. Ids only; content is asked of the API. */
import * as z from 'zod/mini';
import { parseTopic, type LiveTopic } from '../live/topic.ts';
import { personRef } from './records.ts';
import { importNumber, instant, personId, requestNumber, serviceTaskNumber } from './scalars.ts';

export { groupTopic, requestTopic, type LiveTopic } from '../live/topic.ts';

export const liveTopic = z.custom<LiveTopic>((value) => typeof value === 'string' && parseTopic(value) !== null);

/** A record as an event names it; a comment or work note by the record it was written on. */
export const liveRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), number: requestNumber }),
  z.object({ kind: z.literal('serviceTask'), number: serviceTaskNumber }),
  z.object({ kind: z.literal('import'), number: importNumber }),
  z.object({ kind: z.literal('comment'), number: z.union([requestNumber, serviceTaskNumber]) }),
  z.object({ kind: z.literal('workNote'), number: z.union([requestNumber, serviceTaskNumber]) }),
]);
export type LiveRecord = z.infer<typeof liveRecord>;

/** A record was created or changed. At least once, in no promised order: a lower version than the one shown is old news. */
export const changedEvent = z.object({
  kind: z.literal('changed'),
  topic: liveTopic,
  record: liveRecord,
  /** The request it belongs to; null for an import. */
  request: z.nullable(requestNumber),
  /** Version of the record; null where it has none. */
  version: z.nullable(z.int()),
  /** Who did it; null when the desk did it by itself, or where the listener is not told. */
  by: z.nullable(z.object({ id: personId, name: personRef.shape.name })),
  at: instant,
});
export type ChangedEvent = z.infer<typeof changedEvent>;

/** What a page is told: a change, or that it may have missed some and should ask again for what it shows. */
export type LiveEvent = ChangedEvent | { readonly kind: 'missed' };

/** What somebody does on a request: looks at it, or writes something. */
export const doings = ['reading', 'writing'] as const;
export type Doing = (typeof doings)[number];

/** Somebody who is on a request now. */
export const present = z.object({
  person: z.object({ id: personId, name: personRef.shape.name }),
  doing: z.enum(doings),
});
export type Present = z.infer<typeof present>;
