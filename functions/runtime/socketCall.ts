/** What API Gateway says of a WebSocket, and what goes back: after this, nothing of the envelope is left. */
import { liveAsk } from '#shared/contract/live.ts';
import type { LiveAsk, LiveMessage } from '#shared/live/event.ts';
import { ticketPrefix } from '#shared/live/protocol.ts';

/** What the desk reads of a WebSocket event. */
export interface SocketEvent {
  readonly requestContext: { readonly routeKey: string; readonly connectionId: string };
  /** Of `$connect` only, spelled as the browser spelled them. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

export interface SocketReply {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The ticket among the protocols that the browser named; null when there is none. */
export function ticketIn({ headers = {} }: SocketEvent): string | null {
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol');
  const protocols = named?.[1]?.split(',').map((protocol) => protocol.trim()) ?? [];
  return protocols.find((protocol) => protocol.startsWith(ticketPrefix))?.slice(ticketPrefix.length) ?? null;
}

/** What the browser asks; null when it is nothing this desk understands. */
export function readAsk(body: string | undefined): LiveAsk | null {
  try {
    const parsed = liveAsk.safeParse(JSON.parse(body ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** An answer down the socket that asked. */
export function reply(message: LiveMessage): SocketReply {
  return { statusCode: 200, body: JSON.stringify(message) };
}
