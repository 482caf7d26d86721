import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { STATUS_CODES } from 'node:http';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import * as z from 'zod';
import { listen, readBody } from '../http/listen.ts';
import type { Ground, Part, Resource } from '../part.ts';
import { connectEvent, disconnectEvent, messageEvent } from './event.ts';
import type { Connected } from './event.ts';
import { socketTemplate } from './template.ts';
import type { SocketRoute } from './template.ts';

/** A WebSocket API of the template. */
export interface SocketApi extends Part {
  readonly apiId: string;
  /** Where browsers connect, stage included. */
  readonly url: string;
  /** Where `/<api>/<stage>/@connections/<id>` answers, for the gateway. */
  readonly managementUrl: string;
  readonly busy: () => number;
}

export interface SocketApiOptions {
  /** The `AWS::ApiGatewayV2::Api` to run, with `ProtocolType: WEBSOCKET`. */
  readonly api: Resource;
  readonly port?: number;
}

interface Connection extends Connected {
  readonly socket: WebSocket;
  lastActive: number;
}

const messageLimit = 128 * 1024;
const idleMs = 10 * 60_000;
const longestMs = 2 * 3_600_000;

const answerSchema = z.object({
  statusCode: z.coerce.number().default(200),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
});

/** The protocol that `$connect` chose among those the browser named: API Gateway passes on what the function says, or none. */
const chosenProtocol = (headers: Readonly<Record<string, string>>): string | false =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1] ?? false;

const pick = (body: string, selector: readonly string[]): string | undefined => {
  try {
    let value: unknown = JSON.parse(body);
    for (const key of selector) value = z.record(z.string(), z.unknown()).parse(value)[key];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
};

const textOf = (data: Buffer | ArrayBuffer | Buffer[]): Buffer =>
  Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);

const refuseUpgrade = (socket: Duplex, status: number): void => {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
  );
};

export const startSocketApi = async (ground: Ground, options: SocketApiOptions): Promise<SocketApi> => {
  const template = socketTemplate(ground.resources, options.api);
  const connections = new Map<string, Connection>();
  const chosen = new WeakMap<IncomingMessage, string | false>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: messageLimit,
    handleProtocols: (named, request) => {
      const protocol = chosen.get(request) ?? false;
      return protocol !== false && named.has(protocol) ? protocol : false;
    },
  });
  let underWay = 0;
  let open = true;

  const counted = async <Value>(work: Promise<Value>): Promise<Value> => {
    underWay += 1;
    try {
      return await work;
    } finally {
      underWay -= 1;
    }
  };

  const call = async (route: SocketRoute, event: unknown) => {
    const invoked = await counted(ground.invoke(route.functionName, event));
    if (!invoked.ok) {
      ground.log('ws', 'function failed', { route: route.routeKey, ...invoked.error });
      return undefined;
    }
    const parsed = answerSchema.safeParse(invoked.payload ?? {});
    return parsed.success ? parsed.data : undefined;
  };

  const receive = async (connection: Connection, body: Buffer, binary: boolean): Promise<void> => {
    connection.lastActive = Date.now();
    const named = pick(body.toString('utf8'), template.selector);
    const route = (named === undefined ? undefined : template.routes.get(named)) ?? template.routes.get('$default');
    const tell = (message: string, requestId: string): void =>
      connection.socket.send(JSON.stringify({ message, connectionId: connection.id, requestId }));
    if (route === undefined) {
      tell('Forbidden', randomBytes(8).toString('hex'));
      return;
    }
    const event = messageEvent(template, connection, route.routeKey, body, binary);
    const answered = await call(route, event);
    if (answered === undefined) tell('Internal server error', event.requestContext.requestId);
    else if (route.answers && answered.body !== undefined) connection.socket.send(answered.body);
  };

  const welcome = (connection: Connection): void => {
    connections.set(connection.id, connection);
    connection.socket.on('message', (data, binary) => {
      receive(connection, textOf(data), binary).catch((error: unknown) => {
        ground.log('ws', 'message failed', { connection: connection.id, error: String(error) });
      });
    });
    // A broken frame or a message too large closes the socket; the closing is what counts.
    connection.socket.on('error', (error) => ground.log('ws', 'socket failed', { error: error.message }));
    connection.socket.on('close', (code, reason) => {
      connections.delete(connection.id);
      const route = template.routes.get('$disconnect');
      if (route !== undefined && open) void call(route, disconnectEvent(template, connection, code, reason.toString()));
    });
  };

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'ws://localhost');
    if (pathname.replace(/\/$/, '') !== `/${template.stage}`) {
      refuseUpgrade(socket, 403);
      return;
    }
    const now = Date.now();
    const connected: Connected = {
      id: randomBytes(11).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
      at: now,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
      host: (request.headers.host ?? 'localhost').replace(/:\d+$/, ''),
    };
    const route = template.routes.get('$connect');
    const answered =
      route === undefined
        ? { statusCode: 200, headers: {} }
        : await call(route, connectEvent(template, connected, request));
    const status = answered?.statusCode ?? 500;
    if (status < 200 || status > 299) {
      refuseUpgrade(socket, status);
      return;
    }
    chosen.set(request, chosenProtocol(answered?.headers ?? {}));
    server.handleUpgrade(request, socket, head, (accepted) => {
      welcome({ ...connected, socket: accepted, lastActive: now });
    });
  };

  const manage = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = (status: number, body?: object, error?: string): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...(error && { 'x-amzn-errortype': error }) });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    const body = await readBody(request, messageLimit);
    const id = /\/@connections\/([^/?]+)$/.exec(request.url ?? '')?.[1];
    if (id === undefined) {
      reply(403, { message: 'Forbidden' }, 'ForbiddenException');
      return;
    }
    const connection = connections.get(decodeURIComponent(id));
    if (connection === undefined) {
      reply(410, { message: 'Gone' }, 'GoneException');
      return;
    }
    switch (request.method ?? 'GET') {
      case 'POST':
        if (body === undefined) {
          reply(413, { message: 'Payload too large' }, 'PayloadTooLargeException');
          return;
        }
        connection.socket.send(body.toString('utf8'));
        connection.lastActive = Date.now();
        {
          reply(200);
          return;
        }
      case 'DELETE':
        connection.socket.close(1000, 'Connection Closed Normally');
        connections.delete(connection.id);
        {
          reply(204);
          return;
        }
      case 'GET': {
        reply(200, {
          connectedAt: new Date(connection.at).toISOString(),
          identity: { sourceIp: connection.sourceIp, userAgent: connection.userAgent },
          lastActiveAt: new Date(connection.lastActive).toISOString(),
        });
        return;
      }
      default: {
        reply(403, { message: 'Forbidden' }, 'ForbiddenException');
        return;
      }
    }
  };

  const listening = await listen((request, response) => {
    manage(request, response).catch((error: unknown) => {
      ground.log('ws', 'call failed', { url: request.url, error: String(error) });
      response.destroy();
    });
  }, options.port ?? 0);
  listening.server.on('upgrade', (request, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      ground.log('ws', 'connection failed', { error: String(error) });
      refuseUpgrade(socket, 500);
    });
  });
  // A connection lasts two hours at most, and ten minutes without a message.
  const sweeper = setInterval(() => {
    const now = Date.now();
    for (const connection of connections.values()) {
      const over = now - connection.at > longestMs || now - connection.lastActive > idleMs;
      if (over) connection.socket.close(1001, 'Going away');
    }
  }, 30_000);

  return {
    apiId: template.apiId,
    url: `ws://localhost:${listening.port}/${template.stage}`,
    managementUrl: `http://127.0.0.1:${listening.port}`,
    busy: () => underWay,
    stop: async () => {
      open = false;
      clearInterval(sweeper);
      for (const { socket } of connections.values()) socket.terminate();
      server.close();
      await listening.close();
    },
  };
};
