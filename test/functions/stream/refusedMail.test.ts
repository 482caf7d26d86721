/** Stands where the mail service would, and refuses as it does: the local inbox takes everything. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as directory from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { Sigle } from '#shared/request/course.ts';
import { assign } from '#shared/task/decide.ts';
import { created, now, people, taskOf } from '#test/support/desk.ts';
import { startDesk, type RunningDesk } from '#test/support/runningDesk.ts';

type Answer = 'MessageRejected' | 'ServiceUnavailable' | null;
let desk: RunningDesk;
let service: Server;
let answer: (to: string) => Answer;
let taken: string[];
let number: RequestNumber;
let rank = 0;

beforeAll(async () => {
  desk = await startDesk();
  for (const each of Object.values(people)) await directory.upsert(desk.table, each);
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const to = /[a-z]+@example\.org/.exec(Buffer.concat(chunks).toString())?.[0] ?? '';
      const refusal = answer(to);
      response.setHeader('content-type', 'application/json');
      if (refusal === null) {
        taken.push(to);
        response.end(JSON.stringify({ MessageId: 'm' }));
      } else {
        response.statusCode = refusal === 'ServiceUnavailable' ? 503 : 400;
        response.setHeader('x-amzn-errortype', refusal);
        response.end(JSON.stringify({ message: 'Email address is not verified' }));
      }
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  process.env['AWS_ENDPOINT_URL_SESV2'] = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(async () => {
  service.close();
  await desk.stop();
});
beforeEach(async () => {
  rank += 1;
  taken = [];
  const made = created({ sigle: `REF${rank}` as Sigle }, rank);
  number = made.request.number;
  await requests.create(desk.table, made);
  await desk.act(number, (found) => assign(taskOf(found, 'planning'), people.tina, people.mona, now));
  await desk.act(number, (found) => assign(taskOf(found, 'coaching'), people.theo, people.mona, now));
});

it('an address that is refused holds up nobody, and is not tried again', async () => {
  answer = (to) => (to.startsWith('tina') ? 'MessageRejected' : null);
  await desk.flow(2);
  expect(taken).toEqual(['theo@example.org']);
  answer = () => null;
  await desk.deliver(desk.seen);
  expect(taken).toEqual(['theo@example.org']);
});

it('a service that is down gives the message back to the stream, which brings it again', async () => {
  answer = () => 'ServiceUnavailable';
  await expect(desk.flow()).rejects.toThrow();
  answer = () => null;
  await desk.deliver(desk.seen);
  expect(taken.sort()).toEqual(['theo@example.org', 'tina@example.org']);
});
