import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type Emulator from 'aws-ses-v2-local';
import type * as Store from 'aws-ses-v2-local/dist/store.js';
import * as z from 'zod';
import { listen, readBody } from '../http/listen.ts';
import type { Ground, Part } from '../part.ts';

/**
 * SES on loopback: mail that functions send lands in a web inbox and goes nowhere else. The emulator keeps mail in
 * memory only, so each one is written down before its sender is told that it left.
 */
export interface Inbox extends Part {
  /** The web inbox, and the SES API for signed calls. */
  readonly url: string;
  readonly busy: () => number;
}

// Required, not imported: loaders disagree on what the default export of such a package is.
const require = createRequire(import.meta.url);
const emulator = require('aws-ses-v2-local') as typeof Emulator;
const store = require('aws-ses-v2-local/dist/store.js') as typeof Store;

type Email = ReturnType<typeof store.getStoreReadonly>['emails'][number];

/** Written by the emulator itself: naming the type is all there is to check. */
const emailSchema = z.custom<Email>((value) => typeof value === 'object' && value !== null);

const bodyLimit = 40 * 1024 * 1024;

const openShelf = (stateFolder: string) => {
  const database = new DatabaseSync(join(stateFolder, 'mail.db'));
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS mail (seq INTEGER PRIMARY KEY, email TEXT NOT NULL);
  `);
  const add = database.prepare('INSERT INTO mail (email) VALUES (?)');
  return {
    all: (): Email[] =>
      database
        .prepare('SELECT email FROM mail ORDER BY seq')
        .all()
        .map(({ email }) => emailSchema.parse(JSON.parse(String(email)))),
    add: (email: Email): void => void add.run(JSON.stringify(email)),
    clear: (): void => database.exec('DELETE FROM mail'),
    close: (): void => database.close(),
  };
};

const headersOf = (headers: IncomingMessage['headers']): Headers => {
  const passed = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    const dropped = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect'].includes(name);
    if (value !== undefined && !dropped) passed.set(name, [value].flat().join(','));
  }
  return passed;
};

export const startInbox = async (ground: Ground, port = 0): Promise<Inbox> => {
  const shelf = openShelf(ground.stateFolder);
  store.clearStore();
  const shown = store.getStoreReadonly().emails;
  shown.push(...shelf.all());
  let shelved = shown.length;
  let underWay = 0;
  const inner = await emulator.default({ host: '127.0.0.1', port: 0 });
  const address = inner.address();
  if (address === null || typeof address === 'string') throw new Error('The mail emulator has no port.');
  const base = `http://127.0.0.1:${address.port}`;

  const shelve = (): void => {
    const { emails } = store.getStoreReadonly();
    if (emails.length < shelved) {
      shelf.clear();
      shelved = 0;
    }
    for (const email of emails.slice(shelved)) {
      shelf.add(email);
      ground.log('mail', 'sent', { to: email.destination.to.join(', '), subject: email.subject });
    }
    shelved = emails.length;
  };

  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const body = await readBody(request, bodyLimit);
    if (body === undefined) {
      response.writeHead(413).end();
      return;
    }
    const sending = method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) };
    const answer = await fetch(base + url, { method, headers: headersOf(request.headers), ...sending });
    const answered = Buffer.from(await answer.arrayBuffer());
    shelve();
    response.setHeader('content-type', answer.headers.get('content-type') ?? 'application/json');
    response.writeHead(answer.status).end(answered);
  };

  const listening = await listen((request, response) => {
    underWay += 1;
    pass(request, response)
      .catch((error: unknown) => {
        ground.log('mail', 'request failed', { url: request.url, error: String(error) });
        response.destroy();
      })
      .finally(() => {
        underWay -= 1;
      });
  }, port);

  return {
    url: `http://localhost:${listening.port}`,
    busy: () => underWay,
    stop: async () => {
      await listening.close();
      await new Promise((closed) => {
        inner.close(closed);
        inner.closeAllConnections();
      });
      shelf.close();
    },
  };
};
