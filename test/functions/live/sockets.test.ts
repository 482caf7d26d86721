/** The functions behind the WebSocket, called by a WebSocket API and a table as in the cloud. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newTicket } from '#functions/runtime/ids.ts';
import * as connections from '#functions/store/connections.ts';
import { requestItem, taskItem, type Item } from '#functions/store/item.ts';
import * as requests from '#functions/store/requests.ts';
import type { Table } from '#functions/store/table.ts';
import * as tickets from '#functions/store/tickets.ts';
import type { Person } from '#shared/access/person.ts';
import { envNames } from '#shared/contract/env.ts';
import { numberAt } from '#shared/ids.ts';
import { groupChannel } from '#shared/live/channel.ts';
import { groupTopic, requestTopic } from '#shared/live/topic.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import { created, people, person, taskOf } from '#test/support/desk.ts';
import { listen, startSockets, type Ear } from '#test/support/sockets.ts';
import { freshTable } from '#test/support/table.ts';

const made = created();
const request = made.request.number;
const group = groupTopic('techno-pedagogues');
const now = (): Instant => instantOf(Date.now());
const ago = (ms: number): Instant => instantOf(Date.now() - ms);

let table: Table;
let sockets: Awaited<ReturnType<typeof startSockets>>;
/** Between the functions and the sockets: swallows what is for a connection that is slow. */
let line: Server;
let swallowed: string[] = [];
let tell: (event: { Records: DynamoDBRecord[] }) => Promise<unknown>;
const open: Ear[] = [];

beforeAll(async () => {
  table = await freshTable();
  await requests.create(table, made);
  const { handler } = await import('#functions/live/live-socket.ts');
  sockets = await startSockets(handler);
  line = createServer((incoming, answer) => {
    if (incoming.url?.includes('slow') === true) {
      swallowed.push(`${incoming.method} ${incoming.url.replace(/^.*%40connections\/|^.*@connections\//, '')}`);
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const to = new URL(incoming.url ?? '/', sockets.managementUrl);
      void fetch(to, { method: incoming.method ?? 'POST', ...(body.length > 0 && { body }) }).then(async (passed) => {
        answer.writeHead(passed.status, Object.fromEntries(passed.headers));
        answer.end(Buffer.from(await passed.arrayBuffer()));
      });
    });
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const { port } = line.address() as AddressInfo;
  process.env[envNames.socketsUrl] = sockets.managementUrl.replace(/:\d+\//, `:${port}/`);
  tell = (await import('#functions/stream/live.ts')).handler;
});
beforeEach(() => {
  swallowed = [];
});
afterAll(async () => {
  for (const ear of open) ear.close();
  line.closeAllConnections();
  line.close();
  await sockets.stop();
});

async function ticketOf(person: Person, at = now()): Promise<string> {
  const ticket = newTicket();
  await tickets.issue(table, ticket, person, at);
  return ticket;
}
async function earOf(person: Person): Promise<Ear> {
  const ear = await listen(sockets.url, await ticketOf(person));
  open.push(ear);
  return ear;
}
const image = (item: Item) =>
  marshall(item, { removeUndefinedValues: true }) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];
let sequence = 0;
const record = (after: Item | null, before: Item | null = null): DynamoDBRecord => ({
  eventName: after ? (before ? 'MODIFY' : 'INSERT') : 'REMOVE',
  dynamodb: {
    SequenceNumber: String((sequence += 1)),
    ...(after && { NewImage: image(after) ?? {} }),
    ...(before && { OldImage: image(before) ?? {} }),
  },
});
const interview = taskOf(made, 'interview');
const moved = (version: number) => record(taskItem({ ...interview, version }), taskItem(interview));

describe('a ticket', () => {
  it('opens one socket, by the protocol of the desk', async () => {
    const ticket = await ticketOf(people.tess);
    const ear = await listen(sockets.url, ticket);
    open.push(ear);
    expect(ear.protocol).toBe('guichet.live.1');
    await expect(listen(sockets.url, ticket)).rejects.toThrow('401');
  });

  it('opens one socket even when two are opened by it at once', async () => {
    const ticket = await ticketOf(people.tess);
    const both = await Promise.allSettled([listen(sockets.url, ticket), listen(sockets.url, ticket)]);
    for (const one of both) if (one.status === 'fulfilled') open.push(one.value);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('opens nothing once its half minute is over, nor when it was made up, nor when it is missing', async () => {
    const late = await ticketOf(people.tess, ago(30_001));
    await expect(listen(sockets.url, late)).rejects.toThrow('401');
    await expect(listen(sockets.url, newTicket())).rejects.toThrow('401');
    await expect(listen(sockets.url, null)).rejects.toThrow('401');
  });
});

describe('following', () => {
  it('is granted for what one may see, and for nothing else', async () => {
    const topics = [group, 'imports', 'mine', requestTopic(request), requestTopic(numberAt('request', 99))] as const;
    const followed = async (person: Person) => (await (await earOf(person)).follow({ topics: [...topics] })).topics;
    expect(await followed(people.tess)).toEqual([group, 'imports', 'mine', requestTopic(request)]);
    expect(await followed(people.cora)).toEqual(['imports', 'mine', requestTopic(request)]);
    expect(await followed(people.rita)).toEqual(['mine', requestTopic(request)]);
    expect(await followed(person('Zoe', ['coordinators'], [], ['Chirurgie']))).toEqual(['imports', 'mine']);
    expect(await followed(person('Zack', []))).toEqual(['mine']);
  });

  it('is told in full each time: what is not said again is not followed any more', async () => {
    const ear = await earOf(people.tess);
    await ear.follow({ topics: [group] });
    await ear.follow({ topics: ['imports'] });
    await tell({ Records: [moved(2)] });
    expect(ear.named()).toEqual([]);
  });

  it('keeps the later of two wishes, whichever comes last', async () => {
    const ear = await earOf(people.tess);
    await ear.follow({ ask: 7, topics: [group] });
    ear.ask({ do: 'follow', ask: 6, topics: [], present: [] });
    ear.ask({ do: 'ping' });
    await ear.hears('pong');
    await tell({ Records: [moved(3)] });
    expect(ear.named()).toEqual([`serviceTask ${interview.number}`]);
  });

  it('of something that makes no sense does no harm', async () => {
    const ear = await earOf(people.tess);
    ear.ask({ do: 'follow', ask: 1, topics: ['everything' as 'mine'], present: [] });
    expect((await ear.follow({ ask: 2, topics: ['mine'] })).topics).toEqual(['mine']);
  });

  it('ends with the socket, and with its time', async () => {
    const ear = await earOf(people.both);
    await ear.follow({ topics: [group] });
    const listening = async () =>
      (await connections.listeners(table, groupChannel('techno-pedagogues'), now())).filter(
        ({ person }) => person.id === people.both.id,
      );
    expect(await listening()).toHaveLength(1);
    const inAnHour = instantOf(msOf(now()) + 60 * 60_000);
    expect(await connections.listeners(table, groupChannel('techno-pedagogues'), inAnHour)).toEqual([]);
    ear.close();
    await vi.waitFor(async () => expect(await listening()).toEqual([]), { timeout: 10_000 });
  });
});

describe('a connection', () => {
  /** One that the table knows and nobody holds. */
  async function left(id: string, at = now()): Promise<connections.Connection> {
    const ticket = await ticketOf(people.theo, at);
    await connections.open(table, id, { ticket, person: people.theo }, at);
    const connection = await connections.read(table, id, at);
    if (!connection) throw new Error('It was just opened');
    const listening = [{ channel: groupChannel('techno-pedagogues'), topic: group }] as const;
    expect(await connections.follow(table, connection, { ask: 1, listening, present: [] }, at)).toBe('done');
    return { ...connection, listening };
  }

  it('that is gone is forgotten, and the others are told', async () => {
    await left('gone-1');
    const ear = await earOf(people.tess);
    await ear.follow({ topics: [group] });
    expect(await tell({ Records: [moved(4)] })).toEqual({ batchItemFailures: [] });
    await ear.hears('news');
    expect(await connections.read(table, 'gone-1', now())).toBeNull();
    const listening = await connections.listeners(table, groupChannel('techno-pedagogues'), now());
    expect(listening.map(({ connection }) => connection)).not.toContain('gone-1');
  });

  it('that does not answer holds up nobody, and is cut off to come back and look', async () => {
    await left('slow-1');
    const ear = await earOf(people.tess);
    await ear.follow({ topics: [group] });
    const telling = tell({ Records: [moved(5)] });
    await ear.hears('news');
    expect(await connections.read(table, 'slow-1', now())).not.toBeNull();
    expect(await telling).toEqual({ batchItemFailures: [] });
    expect(swallowed).toEqual(expect.arrayContaining(['POST slow-1', 'DELETE slow-1']));
    expect(await connections.read(table, 'slow-1', now())).toBeNull();
  });

  it('is told that its time is up, and nothing after', async () => {
    await left('old-1', ago(60 * 60_000));
    expect(await connections.read(table, 'old-1', now())).toBeNull();
    const { handler } = await import('#functions/live/live-socket.ts');
    const event = { requestContext: { routeKey: '$default', connectionId: 'old-1' }, body: '{"do":"ping"}' };
    expect(JSON.parse((await handler(event)).body ?? '')).toEqual({ kind: 'ended' });
  });

  it('that was closed while a wish was under way is not brought back by it', async () => {
    const connection = await left('closed-1');
    await connections.forget(table, 'closed-1');
    const wish = { ask: 2, listening: connection.listening, present: [] };
    expect(await connections.follow(table, connection, wish, now())).toBe('moved');
    await connections.forget(table, 'closed-1');
    expect(await connections.read(table, 'closed-1', now())).toBeNull();
  });
});

describe('a batch of the stream', () => {
  it('of a whole grid is one message to each browser', async () => {
    const ear = await earOf(people.tess);
    await ear.follow({ topics: [group] });
    const rows = Array.from({ length: 500 }, (_, rank) => record(requestItem(created({}, rank + 100).request)));
    expect(await tell({ Records: rows })).toEqual({ batchItemFailures: [] });
    const crowd = await ear.hears('news');
    expect(crowd).toEqual({ kind: 'news', events: [], crowded: [group] });
    expect(ear.heard.filter(({ kind }) => kind === 'news')).toHaveLength(1);
  });

  it('is told up to the record that cannot be read, which is asked for again', async () => {
    const ear = await earOf(people.tess);
    await ear.follow({ topics: [group] });
    const broken: DynamoDBRecord = {
      eventName: 'MODIFY',
      dynamodb: {
        SequenceNumber: '900000',
        NewImage: { kind: { S: 'serviceTask' }, data: { M: {} } },
        OldImage: { kind: { S: 'serviceTask' }, data: { M: {} } },
      },
    };
    expect(await tell({ Records: [moved(6), broken, moved(7)] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '900000' }],
    });
    const news = await ear.hears('news');
    expect(news.events.map(({ version }) => version)).toEqual([6]);
  });
});

describe('being on a request', () => {
  it('is for those who work at the desk', async () => {
    const rita = await earOf(people.rita);
    await rita.follow({ present: [{ request, doing: 'writing' }] });
    expect(await connections.presentOn(table, request, now())).toEqual([]);
    const tess = await earOf(people.tess);
    await tess.follow({ present: [{ request, doing: 'reading' }] });
    expect(await connections.presentOn(table, request, now())).toMatchObject([
      { person: { id: 'tess' }, doing: 'reading' },
    ]);
    await tess.follow({ present: [] });
    expect(await connections.presentOn(table, request, now())).toEqual([]);
  });
});
