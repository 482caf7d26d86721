import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Invoke, Resource } from '#infra/local/part.ts';
import { startSocketApi } from '#infra/local/ws/api.ts';
import type { SocketApi } from '#infra/local/ws/api.ts';
import { groundOf, resource } from '../http/ground.ts';
import type { TestGround } from '../http/ground.ts';

interface SocketEvent {
  readonly requestContext: { readonly routeKey: string; readonly eventType: string; readonly connectionId: string };
  readonly queryStringParameters?: Record<string, string>;
  readonly body?: string;
}

const arn = 'arn:aws:lambda:ca-central-1:000000000000:function:live';

const route = (key: string, more: Record<string, unknown> = {}): Resource =>
  resource('AWS::ApiGatewayV2::Route', `route${key}`, {
    ApiId: 'live1',
    RouteKey: key,
    Target: 'integrations/live',
    ...more,
  });

const resources = [
  resource('AWS::ApiGatewayV2::Api', 'live1', {
    ProtocolType: 'WEBSOCKET',
    RouteSelectionExpression: '$request.body.do',
  }),
  resource('AWS::ApiGatewayV2::Stage', 'stage', { ApiId: 'live1', StageName: 'desk' }),
  resource('AWS::ApiGatewayV2::Integration', 'live', {
    ApiId: 'live1',
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: `arn:aws:apigateway:ca-central-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
  }),
  route('$connect'),
  route('$disconnect'),
  route('$default'),
  route('watch', { RouteResponseSelectionExpression: '$default' }),
];

let ground: TestGround;
let api: SocketApi;
let events: SocketEvent[];
let handler: Invoke;
let sockets: WebSocket[];

const connect = (query = ''): WebSocket => {
  const socket = new WebSocket(api.url + query);
  sockets.push(socket);
  return socket;
};

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });

const next = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('message', (data: Buffer) => resolve(data.toString('utf8')));
  });

const eventOf = (routeKey: string): Promise<SocketEvent> =>
  vi.waitFor(() => {
    const found = events.find(({ requestContext }) => requestContext.routeKey === routeKey);
    if (found === undefined) throw new Error(`no ${routeKey} yet`);
    return found;
  }, 10_000);

const connection = async (): Promise<string> => (await eventOf('$connect')).requestContext.connectionId;

const manage = (id: string, method: string, body?: string): Promise<Response> =>
  fetch(`${api.managementUrl}/live1/desk/@connections/${encodeURIComponent(id)}`, {
    method,
    ...(body === undefined ? {} : { body }),
  });

beforeEach(async () => {
  events = [];
  sockets = [];
  handler = () => Promise.resolve({ ok: true, payload: { statusCode: 200 } });
  ground = await groundOf(resources, (name, event) => {
    expect(name).toBe(arn);
    events.push(event as SocketEvent);
    return handler(name, event);
  });
  const [description] = resources;
  if (description === undefined) throw new Error('no api');
  api = await startSocketApi(ground, { api: description });
});

afterEach(async () => {
  for (const socket of sockets) {
    socket.removeAllListeners();
    socket.on('error', () => undefined);
    socket.terminate();
  }
  await api.stop();
  await ground.clear();
});

it('calls $connect with the query before the socket opens, and $disconnect after it closed', async () => {
  const socket = connect('?token=abc');
  await opened(socket);
  const connected = await eventOf('$connect');
  expect(connected.queryStringParameters).toEqual({ token: 'abc' });
  expect(connected.requestContext.eventType).toBe('CONNECT');
  socket.close(1000, 'bye');
  const gone = await eventOf('$disconnect');
  expect(gone.requestContext).toMatchObject({
    connectionId: connected.requestContext.connectionId,
    disconnectStatusCode: 1000,
    disconnectReason: 'bye',
  });
});

it('agrees on the protocol that $connect chooses, and on none that the browser did not name', async () => {
  const choosing = (protocol: string): Invoke => {
    const payload = { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': protocol } };
    return () => Promise.resolve({ ok: true, payload });
  };
  handler = choosing('desk.1');
  const socket = new WebSocket(api.url, ['desk.1', 'ticket.abc']);
  sockets.push(socket);
  await opened(socket);
  expect(socket.protocol).toBe('desk.1');
  handler = choosing('other');
  const disappointed = new WebSocket(api.url, ['desk.1', 'ticket.abc']);
  sockets.push(disappointed);
  await expect(opened(disappointed)).rejects.toThrow('Server sent no subprotocol');
});

it('refuses the connection that $connect denies, and one to another stage', async () => {
  handler = () => Promise.resolve({ ok: true, payload: { statusCode: 401 } });
  await expect(opened(connect())).rejects.toThrow('401');
  const elsewhere = new WebSocket(api.url.replace('/desk', '/other'));
  sockets.push(elsewhere);
  await expect(opened(elsewhere)).rejects.toThrow('403');
});

it('chooses the route that the message names, or $default', async () => {
  handler = (_name, event) =>
    Promise.resolve({ ok: true, payload: { statusCode: 200, body: `got ${(event as SocketEvent).body ?? ''}` } });
  const socket = connect();
  await opened(socket);
  const answer = next(socket);
  socket.send('{"do":"watch"}');
  expect(await answer).toBe('got {"do":"watch"}');
  socket.send('not json');
  expect((await eventOf('$default')).body).toBe('not json');
});

it('tells the browser when a function failed', async () => {
  const socket = connect();
  await opened(socket);
  handler = () => Promise.resolve({ ok: false, error: { errorType: 'Error', errorMessage: 'boom' } });
  const answer = next(socket);
  socket.send('hello');
  expect(JSON.parse(await answer)).toMatchObject({
    message: 'Internal server error',
    connectionId: await connection(),
  });
});

it('lets functions post to, look at and close a connection, and says 410 when it is gone', async () => {
  const socket = connect();
  await opened(socket);
  const id = await connection();
  const posted = next(socket);
  expect((await manage(id, 'POST', 'bonjour')).status).toBe(200);
  expect(await posted).toBe('bonjour');
  expect(await (await manage(id, 'GET')).json()).toMatchObject({ connectedAt: expect.stringMatching(/Z$/) as string });
  expect((await manage(id, 'POST', 'x'.repeat(128 * 1024 + 1))).status).toBe(413);
  expect((await manage(id, 'DELETE')).status).toBe(204);
  const gone = await manage(id, 'POST', 'encore');
  expect([gone.status, gone.headers.get('x-amzn-errortype')]).toEqual([410, 'GoneException']);
});

it('closes a socket that sends more than 128 KB', async () => {
  const socket = connect();
  await opened(socket);
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve);
  });
  socket.send('x'.repeat(128 * 1024 + 1));
  expect(await closed).toBe(1009);
});
