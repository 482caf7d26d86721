/** A browser's WebSocket: opened by a ticket, told what to follow, and taken leave of. */
import { systemClock } from '#functions/runtime/clock.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { logOf } from '#functions/runtime/log.ts';
import { readAsk, reply, ticketIn, type SocketEvent, type SocketReply } from '#functions/runtime/socketCall.ts';
import * as connections from '#functions/store/connections.ts';
import type { Connection } from '#functions/store/connections.ts';
import * as incidents from '#functions/store/incidents.ts';
import * as requests from '#functions/store/requests.ts';
import { openTable } from '#functions/store/table.ts';
import * as tickets from '#functions/store/tickets.ts';
import { mayFollow, maySeePresence } from '#shared/access/policy.ts';
import type { LiveAsk } from '#shared/live/event.ts';
import { liveProtocol } from '#shared/live/protocol.ts';
import type { IncidentNumber, RequestNumber } from '#shared/ids.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { channelsOf, written } from '#shared/live/channel.ts';
import { parseTopic } from '#shared/live/topic.ts';
import type { Request } from '#shared/request/request.ts';
import type { Instant } from '#shared/time/instant.ts';

const table = openTable(readEnv('live-socket').tableName);
const log = logOf('live-socket');

export const handler = async (event: SocketEvent): Promise<SocketReply> => {
  const { routeKey, connectionId } = event.requestContext;
  switch (routeKey) {
    case '$connect':
      return welcome(event, systemClock());
    case '$disconnect':
      await connections.forget(table, connectionId);
      return { statusCode: 200 };
    default:
      return hear(event, systemClock());
  }
};

async function welcome(event: SocketEvent, now: Instant): Promise<SocketReply> {
  const ticket = ticketIn(event);
  const person = ticket === null ? null : await tickets.read(table, ticket, now);
  const { connectionId } = event.requestContext;
  if (ticket === null || !person || !(await connections.open(table, connectionId, { ticket, person }, now))) {
    log.warn('socket refused', { connection: connectionId, ticket: ticket === null ? 'none' : 'not valid' });
    return { statusCode: 401 };
  }
  // The browser insists on hearing one of the protocols it named.
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': liveProtocol } };
}

async function hear(event: SocketEvent, now: Instant): Promise<SocketReply> {
  const ask = readAsk(event.body);
  if (!ask) return { statusCode: 400 };
  const { connectionId } = event.requestContext;
  for (;;) {
    const connection = await connections.read(table, connectionId, now);
    if (!connection) return reply({ kind: 'ended' });
    if (ask.do === 'ping') return reply({ kind: 'pong' });
    // A later wish has overtaken this one, and was answered.
    if (ask.ask <= connection.ask) return { statusCode: 200 };
    const wish = await allowed(connection, ask);
    if ((await connections.follow(table, connection, wish, now)) === 'done') {
      const topics = new Set(wish.listening.map(({ topic }) => topic));
      return reply({ kind: 'following', ask: ask.ask, topics: [...topics] });
    }
  }
}

/** The part of a wish that its person may have. */
async function allowed(
  { person }: Connection,
  { ask, topics, present }: Extract<LiveAsk, { do: 'follow' }>,
): Promise<connections.Wish> {
  const wanted = topics.map(parseTopic).filter((topic) => topic !== null);
  const named = [
    ...wanted.flatMap((topic) => (topic.kind === 'request' ? [topic.request] : [])),
    ...present.map(({ request }) => request),
  ];
  const [found, incidentsFound] = await Promise.all([
    readEach(named),
    readIncidents(wanted.flatMap((topic) => (topic.kind === 'incident' ? [topic.incident] : []))),
  ]);
  const listening = wanted
    .filter((topic) =>
      mayFollow(
        person,
        topic,
        topic.kind === 'request' ? (found.get(topic.request) ?? null) : null,
        topic.kind === 'incident' ? (incidentsFound.get(topic.incident) ?? null) : null,
      ),
    )
    .flatMap((topic) => channelsOf(person, topic).map((channel) => ({ channel, topic: written(topic) })));
  const places = maySeePresence(person) ? present.filter(({ request }) => found.has(request)) : [];
  return { ask, listening, present: [...new Map(places.map((place) => [place.request, place])).values()] };
}

async function readIncidents(numbers: readonly IncidentNumber[]): Promise<ReadonlyMap<IncidentNumber, Incident>> {
  const read = await Promise.all([...new Set(numbers)].map((number) => incidents.read(table, number)));
  return new Map(read.flatMap((incident) => (incident ? [[incident.number, incident] as const] : [])));
}

async function readEach(numbers: readonly RequestNumber[]): Promise<ReadonlyMap<RequestNumber, Request>> {
  const read = await Promise.all([...new Set(numbers)].map((number) => requests.read(table, number)));
  return new Map(read.flatMap((request) => (request ? [[request.number, request] as const] : [])));
}
