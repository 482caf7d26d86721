/** Ports of the pieces that people see. */

import { createServer } from 'node:net';
import { NotReady } from './preflight.ts';

/** One port each; 0 takes any. The site's is always a real one, as everything else names its address. */
export interface Ports {
  readonly site: number;
  readonly gateway: number;
  readonly inbox: number;
  readonly signIn: number;
  readonly api: number;
  readonly sockets: number;
}

/** The public port and those right after it, refused when one of them is taken; or any free ones when it is 0. */
export async function choosePorts(site: number): Promise<Ports> {
  if (site === 0) return { site: await portThere(0), gateway: 0, inbox: 0, signIn: 0, api: 0, sockets: 0 };
  const ports = { site, gateway: site + 1, inbox: site + 2, signIn: site + 3, api: site + 4, sockets: site + 5 };
  for (const port of Object.values(ports)) await portThere(port);
  return ports;
}

/** Listens for a moment to see that one can. */
function portThere(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      reject(taken ? new NotReady(`Port ${port} is taken: stop what uses it, or choose another by --port.`) : error);
    });
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
