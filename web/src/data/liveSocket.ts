/** One WebSocket to the desk, from its ticket to its end. */
import type { LiveAsk, LiveMessage } from '#shared/live/event.ts';
import { liveProtocol, ticketPrefix } from '#shared/live/protocol.ts';

/** What the desk needs of a browser's WebSocket. */
export type RawSocket = Pick<WebSocket, 'readyState' | 'send' | 'close'> & {
  onopen: ((event: Event) => unknown) | null;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onclose: ((event: CloseEvent) => unknown) | null;
};
export type OpenSocket = (url: string, protocols: string[]) => RawSocket;

/** A socket that does not open in this time is on a network that swallows it. */
const openWithinMs = 10_000;
/** A sign of life is asked for after a minute's silence of ours: API Gateway closes what is silent for ten. */
const pingEveryMs = 60_000;
const pongWithinMs = 10_000;

export interface LiveSocket {
  readonly send: (ask: LiveAsk) => void;
  /** Closes it; `ended` is not called. */
  readonly close: () => void;
}

export interface SocketEvents {
  readonly opened: () => void;
  readonly told: (message: LiveMessage) => void;
  /** Called once, however it ended: refused, cut, silent. */
  readonly ended: () => void;
}

export function openLiveSocket(
  { url, ticket, open }: { readonly url: string; readonly ticket: string; readonly open: OpenSocket },
  { opened, told, ended }: SocketEvents,
): LiveSocket {
  const raw = open(url, [liveProtocol, `${ticketPrefix}${ticket}`]);
  let over = false;
  let death: ReturnType<typeof setTimeout> | null = setTimeout(end, openWithinMs);
  const heart = setInterval(beat, pingEveryMs);

  function alive(): void {
    if (death !== null) clearTimeout(death);
    death = null;
  }
  function finish(): void {
    over = true;
    alive();
    clearInterval(heart);
    raw.onopen = raw.onmessage = raw.onclose = null;
    raw.close();
  }
  function end(): void {
    if (over) return;
    finish();
    ended();
  }
  function send(ask: LiveAsk): void {
    if (raw.readyState !== 1) return;
    raw.send(JSON.stringify(ask));
    death ??= setTimeout(end, pongWithinMs);
  }
  function beat(): void {
    send({ do: 'ping' });
  }

  raw.onopen = () => {
    alive();
    opened();
  };
  raw.onmessage = ({ data }) => {
    alive();
    const message = parsed(data);
    // Nothing of ours: API Gateway says so when a function failed. The next ask tells whether it is for good.
    if (!message) return;
    if (message.kind === 'ended') end();
    else told(message);
  };
  raw.onclose = end;
  return { send, close: () => over || finish() };
}

function parsed(data: unknown): LiveMessage | null {
  try {
    const message: unknown = JSON.parse(String(data));
    return isOurs(message) ? message : null;
  } catch {
    return null;
  }
}

const kinds: ReadonlySet<unknown> = new Set<LiveMessage['kind']>(['following', 'news', 'present', 'pong', 'ended']);

function isOurs(message: unknown): message is LiveMessage {
  return typeof message === 'object' && message !== null && 'kind' in message && kinds.has(message.kind);
}
