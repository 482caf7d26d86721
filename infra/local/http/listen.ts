import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';

export interface Listening {
  readonly server: Server;
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a web server on the loopback interface only; port 0 takes any free port. */
export const listen = (listener: RequestListener, port: number): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = createServer(listener);
    // A connection closed for being idle may be closed while the next request is on its way: who asked opens and closes.
    server.keepAliveTimeout = 0;
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('The server has no port.'));
        return;
      }
      resolve({
        server,
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });

/** Reads a body whole; `undefined` when it is larger than `limit` bytes (the rest is read and dropped). */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks);
};
