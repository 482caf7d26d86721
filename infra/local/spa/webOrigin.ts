import { randomUUID } from 'node:crypto';
import { Agent, request as ask } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** Hands a request on to another web server, as CloudFront does with a custom origin. */

export interface WebOrigin {
  forward(request: IncomingMessage, path: string): Promise<IncomingMessage>;
  close(): void;
}

export const webOrigin = (address: string): WebOrigin => {
  const agent = new Agent({ keepAlive: true });
  const base = new URL(address);
  return {
    forward: (request, path) =>
      new Promise((resolve, reject) => {
        // The origin answers to its own host name only, and hop-by-hop headers end here.
        const { host: _host, connection: _connection, ...headers } = request.headers;
        const viewer = request.socket.remoteAddress ?? '127.0.0.1';
        const forwardedFor = [headers['x-forwarded-for'], viewer].flat().filter(Boolean).join(', ');
        const outgoing = ask(
          {
            agent,
            hostname: base.hostname,
            port: base.port,
            method: request.method,
            path,
            headers: { ...headers, host: base.host, 'x-forwarded-for': forwardedFor, 'x-amz-cf-id': randomUUID() },
          },
          resolve,
        );
        outgoing.on('error', reject);
        request.on('aborted', () => outgoing.destroy());
        request.pipe(outgoing);
      }),
    close: () => agent.destroy(),
  };
};
