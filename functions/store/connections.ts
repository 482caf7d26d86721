/**
 * Open WebSockets: whose they are, what they follow and which requests they are on. Everything here runs out by itself,
 * so that a connection nobody took leave of is forgotten too.
 */
import type { Person, PersonRef } from '#shared/access/person.ts';
import { worksAtDesk } from '#shared/access/policy.ts';
import { ttlAttribute } from '#shared/contract/table.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { Channel } from '#shared/live/channel.ts';
import type { Listener } from '#shared/live/deliver.ts';
import type { Doing } from '#shared/live/event.ts';
import { believedMs, type Presence } from '#shared/live/presence.ts';
import type { LiveTopic } from '#shared/live/topic.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import { presenceOf, type Item } from './item.ts';
import {
  channelPartition,
  connectionKey,
  connectionsPartition,
  listenerKey,
  presenceKey,
  presencePartition,
} from './keys.ts';
import { actionsPerTransaction, getItem, queryAll, transact, type Action, type Table } from './table.ts';
import { spending } from './tickets.ts';

/** As long as a token: who a person is and what they may follow is asked anew within the hour. */
const openMs = 60 * 60_000;

/** A channel somebody listens on, and the topic they call it by. */
export interface Listening {
  readonly channel: Channel;
  readonly topic: LiveTopic;
}

export interface Place {
  readonly request: RequestNumber;
  readonly doing: Doing;
}

export interface Connection {
  /** As API Gateway names it. */
  readonly id: string;
  readonly person: Person;
  /** Nothing is told after this instant. */
  readonly until: Instant;
  /** The last wish carried out; an older one that comes late changes nothing. */
  readonly ask: number;
  readonly listening: readonly Listening[];
  readonly present: readonly Place[];
}

interface Heard extends Listener {
  readonly until: Instant;
}

const connectionOf = (item: Item): Connection => item.data as Connection;
const heardOf = (item: Item): Heard => item.data as Heard;
const expiry = (until: Instant) => ({ [ttlAttribute]: Math.ceil(msOf(until) / 1_000) });
const refOf = ({ id, name }: Person): PersonRef => ({ id, name });

function listenerOf(connection: string, person: Person, topic: LiveTopic): Listener {
  return { connection, person: refOf(person), topic, desk: worksAtDesk(person) };
}

function connectionItem(connection: Connection): Item {
  return { ...connectionKey(connection.id), kind: 'connection', ...expiry(connection.until), data: connection };
}

/**
 * Opens a connection for the person, spending their ticket.
 * @returns false when the ticket was spent by another meanwhile; nothing is opened then.
 */
export async function open(
  table: Table,
  id: string,
  { ticket, person }: { readonly ticket: string; readonly person: Person },
  now: Instant,
): Promise<boolean> {
  const until = instantOf(msOf(now) + openMs);
  const connection: Connection = { id, person, until, ask: -1, listening: [], present: [] };
  const opened = await transact(table, [spending(ticket), { Put: { Item: connectionItem(connection) } }]);
  return opened.done;
}

/** The connection as it is; null when there is none, or its time is up. */
export async function read(table: Table, id: string, now: Instant): Promise<Connection | null> {
  const item = await getItem(table, connectionKey(id));
  const found = item && connectionOf(item);
  return found && found.until > now ? found : null;
}

/** What a connection wants from now on, in full. */
export interface Wish {
  readonly ask: number;
  readonly listening: readonly Listening[];
  readonly present: readonly Place[];
}

/**
 * Makes a connection listen on these channels and be on these requests, and on no other.
 * @param connection as it was read; the wish is carried out on this and on nothing newer.
 * @returns `moved` when it was closed, or another wish carried out, since it was read.
 */
export async function follow(
  table: Table,
  connection: Connection,
  { ask, listening, present }: Wish,
  now: Instant,
): Promise<'done' | 'moved'> {
  const { id, person, until } = connection;
  const wanted = new Map(listening.map((one) => [one.channel, one.topic]));
  const had = new Map(connection.listening.map((one) => [one.channel, one.topic]));
  const here = new Set(present.map(({ request }) => request));
  const believed = instantOf(Math.min(msOf(now) + believedMs, msOf(until)));
  const actions: readonly Action[] = [
    {
      Put: {
        Item: connectionItem({ ...connection, ask, listening, present }),
        ConditionExpression: '#data.#ask = :ask',
        ExpressionAttributeNames: { '#data': 'data', '#ask': 'ask' },
        ExpressionAttributeValues: { ':ask': connection.ask },
      },
    },
    ...[...wanted].flatMap(([channel, topic]): readonly Action[] => {
      if (had.get(channel) === topic) return [];
      const data: Heard = { ...listenerOf(id, person, topic), until };
      return [{ Put: { Item: { ...listenerKey(channel, id), kind: 'listener', ...expiry(until), data } } }];
    }),
    ...[...had.keys()]
      .filter((channel) => !wanted.has(channel))
      .map((channel): Action => ({ Delete: { Key: listenerKey(channel, id) } })),
    ...present.map(({ request, doing }): Action => {
      const data: Presence = { connection: id, request, person: refOf(person), doing, until: believed };
      return { Put: { Item: { ...presenceKey(request, id), kind: 'presence', ...expiry(believed), data } } };
    }),
    ...connection.present
      .filter(({ request }) => !here.has(request))
      .map(({ request }): Action => ({ Delete: { Key: presenceKey(request, id) } })),
  ];
  return (await transact(table, actions)).done ? 'done' : 'moved';
}

/** Forgets a connection that is closed or gone, with all it listened to. Forgetting twice is once. */
export async function forget(table: Table, id: string): Promise<void> {
  const item = await getItem(table, connectionKey(id));
  if (!item) return;
  const { listening, present } = connectionOf(item);
  const keys = [
    // First: a wish that is still under way finds nothing to add to.
    connectionKey(id),
    ...present.map(({ request }) => presenceKey(request, id)),
    ...listening.map(({ channel }) => listenerKey(channel, id)),
  ];
  for (let start = 0; start < keys.length; start += actionsPerTransaction) {
    const some = keys.slice(start, start + actionsPerTransaction);
    await transact(
      table,
      some.map((Key) => ({ Delete: { Key } })),
    );
  }
}

async function partition(table: Table, pk: string): Promise<readonly Item[]> {
  return queryAll(table, {
    KeyConditionExpression: '#p = :p',
    ExpressionAttributeNames: { '#p': 'pk' },
    ExpressionAttributeValues: { ':p': pk },
    // Who was just told that they follow must not miss what comes next.
    ConsistentRead: true,
  });
}

/** Who listens on a channel now. */
export async function listeners(table: Table, channel: Channel, now: Instant): Promise<readonly Listener[]> {
  const items = await partition(table, channelPartition(channel));
  return items.map(heardOf).filter(({ until }) => until > now);
}

/** Channels that are asked one by one. A grid is about hundreds, and nobody listens on most of them. */
const askedOneByOne = 12;

/** Who listens on each of these channels now: one Query each, or one for all that are open when there are many. */
export async function listenersOn(
  table: Table,
  channels: readonly Channel[],
  now: Instant,
): Promise<ReadonlyMap<Channel, readonly Listener[]>> {
  if (channels.length <= askedOneByOne) {
    const asked = channels.map(async (channel) => [channel, await listeners(table, channel, now)] as const);
    return new Map(await Promise.all(asked));
  }
  const all = (await partition(table, connectionsPartition)).map(connectionOf).filter(({ until }) => until > now);
  const wanted = new Set(channels);
  const found = all.flatMap(({ id, person, listening }) =>
    listening
      .filter(({ channel }) => wanted.has(channel))
      .map(({ channel, topic }) => ({ channel, listener: listenerOf(id, person, topic) })),
  );
  const byChannel = Map.groupBy(found, ({ channel }) => channel);
  return new Map([...byChannel].map(([channel, heard]) => [channel, heard.map(({ listener }) => listener)]));
}

/** Who is on a request now. */
export async function presentOn(table: Table, request: RequestNumber, now: Instant): Promise<readonly Presence[]> {
  const items = await partition(table, presencePartition(request));
  return items.map(presenceOf).filter(({ until }) => until > now);
}
