/** What passes over the WebSocket, as the desk checks it. */
import * as z from 'zod/mini';
import { doings, type LiveAsk, type LiveMessage } from '../live/event.ts';
import { presentAtMost, topicsAtMost } from '../live/protocol.ts';
import { parseTopic, type LiveTopic } from '../live/topic.ts';
import { importNumber, incidentNumber, instant, personId, requestNumber, serviceTaskNumber } from './scalars.ts';

const liveTopic = z.custom<LiveTopic>((value) => typeof value === 'string' && parseTopic(value) !== null);
const person = z.object({ id: personId, name: z.string() });
const doing = z.enum(doings);
const version = z.int().check(z.nonnegative());

const liveRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), number: requestNumber }),
  z.object({ kind: z.literal('serviceTask'), number: serviceTaskNumber }),
  z.object({ kind: z.literal('import'), number: importNumber }),
  z.object({ kind: z.literal('incident'), number: incidentNumber }),
  z.object({
    kind: z.enum(['comment', 'workNote']),
    number: z.union([requestNumber, serviceTaskNumber, incidentNumber]),
  }),
]);

const changedEvent = z.object({
  kind: z.literal('changed'),
  topic: liveTopic,
  record: liveRecord,
  request: z.nullable(requestNumber),
  version,
  by: z.nullable(person),
  at: instant,
});

/** What comes down the socket. */
export const liveMessage: z.ZodMiniType<LiveMessage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('following'), ask: z.int(), topics: z.array(liveTopic) }),
  z.object({ kind: z.literal('news'), events: z.array(changedEvent), crowded: z.array(liveTopic) }),
  z.object({
    kind: z.literal('present'),
    request: requestNumber,
    others: z.array(z.object({ person, doing, until: instant })),
  }),
  z.object({ kind: z.literal('pong') }),
  z.object({ kind: z.literal('ended') }),
]);

/** What goes up the socket. */
export const liveAsk: z.ZodMiniType<LiveAsk> = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('follow'),
    ask: z.int().check(z.nonnegative()),
    topics: z.array(liveTopic).check(z.maxLength(topicsAtMost)),
    present: z.array(z.object({ request: requestNumber, doing })).check(z.maxLength(presentAtMost)),
  }),
  z.object({ do: z.literal('ping') }),
]);
