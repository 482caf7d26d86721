/** Passes a request on to an emulator and its answer back, over connections that stay open. */

import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Where to, and what was already read of the body. */
export interface Passage {
  readonly endpoint: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  /** The body when it was read; otherwise it streams through. */
  readonly body?: Buffer;
}

/** An emulator's answer whose body is still to be read. */
export interface Forwarder {
  /** Sends the request on; resolves with the answer's head. */
  send(incoming: IncomingMessage, passage: Passage): Promise<IncomingMessage>;
  close(): void;
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'host']);

/** Headers that belong to the message and not to one hop of it. */
export function passedOn(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

/** DynamoDB Local's server closes what was idle for half a minute, Node's after five seconds. */
const idleMilliseconds = 4_000;

/** Makes a forwarder with its own pool of connections. */
export function forwarder(): Forwarder {
  // Gone before an emulator closes them for being idle, which would cut off the next request.
  const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: idleMilliseconds });
  return {
    send: (incoming, passage) =>
      new Promise((resolve, reject) => {
        const sent = request(
          `${passage.endpoint}${passage.path}`,
          { method: incoming.method, headers: passage.headers, agent },
          resolve,
        );
        sent.on('error', reject);
        if (passage.body !== undefined) sent.end(passage.body);
        else incoming.pipe(sent);
      }),
    close: () => agent.destroy(),
  };
}

/** Streams an emulator's answer to the caller with some headers more. */
export function relay(
  answer: IncomingMessage,
  response: ServerResponse,
  more: OutgoingHttpHeaders = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { ...answer.headers, ...more };
    delete headers.connection;
    delete headers['keep-alive'];
    delete headers['transfer-encoding'];
    response.writeHead(answer.statusCode ?? 502, headers);
    answer.pipe(response);
    answer.on('error', reject);
    response.on('close', resolve);
  });
}

/** Reads a whole body. */
export async function readBody(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
