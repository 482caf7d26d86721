/** A WebSocket API with the desk's own function behind it, and browsers that open it. */
import { WebSocket } from 'ws';
import { startSocketApi } from '#infra/local/ws/api.ts';
import type { Invoked } from '#infra/local/part.ts';
import { liveMessage } from '#shared/contract/live.ts';
import type { LiveAsk, LiveMessage } from '#shared/live/event.ts';
import { liveProtocol, ticketPrefix } from '#shared/live/protocol.ts';
import { groundOf, resource } from '#test/infra/local/http/ground.ts';
import { vi } from 'vitest';

type Kind = LiveMessage['kind'];
type Told<Wanted extends Kind> = Extract<LiveMessage, { kind: Wanted }>;

/** A browser's end of a socket. */
export interface Ear {
  /** All that was said, in order. */
  readonly heard: readonly LiveMessage[];
  readonly protocol: string;
  ask(ask: LiveAsk): void;
  /** Follows, and waits until the desk says so. */
  follow(ask: Partial<Extract<LiveAsk, { do: 'follow' }>>): Promise<Told<'following'>>;
  /** The first message of a kind that is as wanted. */
  hears<Wanted extends Kind>(kind: Wanted, wanted?: (message: Told<Wanted>) => boolean): Promise<Told<Wanted>>;
  /** Everything named so far as `serviceTask SCTASK0010001`, once each. */
  named(): readonly string[];
  readonly closed: Promise<void>;
  close(): void;
}

const patience = { timeout: 60_000, interval: 20 } as const;

/** Opens a socket by a ticket; rejects when the desk refuses it. */
export async function listen(url: string, ticket: string | null): Promise<Ear> {
  const socket = new WebSocket(url, [liveProtocol, ...(ticket === null ? [] : [`${ticketPrefix}${ticket}`])]);
  const heard: LiveMessage[] = [];
  let asks = 0;
  socket.on('message', (data: Buffer) => {
    heard.push(liveMessage.parse(JSON.parse(data.toString('utf8'))));
  });
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const hears: Ear['hears'] = (kind, wanted = () => true) =>
    vi.waitFor(() => {
      const found = heard.find(
        (message): message is Told<typeof kind> => message.kind === kind && wanted(message as Told<typeof kind>),
      );
      if (!found) throw new Error(`Nothing such was heard yet: ${JSON.stringify(heard)}`);
      return found;
    }, patience);
  const ask = (asked: LiveAsk): void => socket.send(JSON.stringify(asked));
  return {
    heard,
    protocol: socket.protocol,
    ask,
    follow: (wish) => {
      asks += 1;
      const number = wish.ask ?? asks;
      ask({ do: 'follow', topics: [], present: [], ...wish, ask: number });
      return hears('following', (message) => message.ask === number);
    },
    hears,
    named: () => {
      const events = heard.flatMap((message) => (message.kind === 'news' ? message.events : []));
      return [...new Set(events.map(({ record }) => `${record.kind} ${record.number}`))];
    },
    closed,
    close: () => socket.close(),
  };
}

/** Runs a function behind a WebSocket API of its own. */
export async function startSockets(handle: (event: never) => Promise<unknown>) {
  const arn = 'arn:aws:lambda:ca-central-1:000000000000:function:live-socket';
  const route = (RouteKey: string, more: object = {}) =>
    resource('AWS::ApiGatewayV2::Route', RouteKey, {
      ApiId: 'live1',
      RouteKey,
      Target: 'integrations/live',
      ...more,
    });
  const api = resource('AWS::ApiGatewayV2::Api', 'live1', { ProtocolType: 'WEBSOCKET' });
  const resources = [
    api,
    resource('AWS::ApiGatewayV2::Stage', 'stage', { ApiId: 'live1', StageName: 'live' }),
    resource('AWS::ApiGatewayV2::Integration', 'live', {
      ApiId: 'live1',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: `arn:aws:apigateway:ca-central-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
    }),
    route('$connect'),
    route('$disconnect'),
    route('$default', { RouteResponseSelectionExpression: '$default' }),
  ];
  const invoke = async (_: string, event: unknown): Promise<Invoked> => {
    try {
      return { ok: true, payload: await handle(event as never) };
    } catch (error) {
      return { ok: false, error: { errorType: 'Error', errorMessage: String(error) } };
    }
  };
  const ground = await groundOf(resources, invoke);
  const sockets = await startSocketApi(ground, { api });
  return {
    url: sockets.url,
    managementUrl: `${sockets.managementUrl}/live1/live`,
    stop: async (): Promise<void> => {
      await sockets.stop();
      await ground.clear();
    },
  };
}
