/** WebSockets that a test opens, answers and cuts by hand. */
import type { LiveAsk, LiveMessage } from '#shared/live/event.ts';
import type { OpenSocket, RawSocket } from '#web/data/liveSocket.ts';

export class HandSocket implements RawSocket {
  onopen: RawSocket['onopen'] = null;
  onmessage: RawSocket['onmessage'] = null;
  onclose: RawSocket['onclose'] = null;
  readyState: RawSocket['readyState'] = 0;
  readonly sent: LiveAsk[] = [];
  readonly protocols: readonly string[];

  constructor(protocols: readonly string[]) {
    this.protocols = protocols;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as LiveAsk);
  }
  close(): void {
    this.readyState = 3;
  }
  /** The desk lets it in. */
  accept(): void {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
  }
  /** The desk says something. */
  say(message: LiveMessage): void {
    this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
  /** The desk or the network ends it. */
  cut(): void {
    this.readyState = 3;
    this.onclose?.(new CloseEvent('close'));
  }
  /** What it was last asked to follow. */
  get wish(): Extract<LiveAsk, { do: 'follow' }> | undefined {
    return this.sent.findLast((ask) => ask.do === 'follow');
  }
  /** Grants what it was last asked. */
  grant(): void {
    const { wish } = this;
    if (!wish) throw new Error('Nothing was asked');
    this.say({ kind: 'following', ask: wish.ask, topics: wish.topics });
  }
}

export function handSockets() {
  const opened: HandSocket[] = [];
  const open: OpenSocket = (_, protocols) => {
    const socket = new HandSocket(protocols);
    opened.push(socket);
    return socket;
  };
  return {
    open,
    opened: opened as readonly HandSocket[],
    get last(): HandSocket {
      const socket = opened.at(-1);
      if (!socket) throw new Error('No socket was opened');
      return socket;
    },
  };
}
