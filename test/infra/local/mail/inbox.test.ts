import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { startInbox } from '#infra/local/mail/inbox.ts';
import type { Inbox } from '#infra/local/mail/inbox.ts';
import { groundOf } from '../http/ground.ts';
import type { TestGround } from '../http/ground.ts';

const shownSchema = z.object({
  emails: z.array(
    z.object({
      subject: z.string(),
      from: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string().optional() }),
    }),
  ),
});

let ground: TestGround;
let inbox: Inbox;

const shown = async () => shownSchema.parse(await (await fetch(`${inbox.url}/store`)).json()).emails;

const send = async (subject: string): Promise<void> => {
  const client = new SESv2Client({
    endpoint: inbox.url,
    region: 'ca-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
  });
  const { MessageId } = await client.send(
    new SendEmailCommand({
      FromEmailAddress: 'guichet@umontreal.example',
      Destination: { ToAddresses: ['emilie.haddad@umontreal.example'] },
      Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: 'Bonjour Émilie' } } } },
    }),
  );
  client.destroy();
  expect(MessageId).toBeTruthy();
};

beforeEach(async () => {
  ground = await groundOf([], () => Promise.reject(new Error('no function here')));
  inbox = await startInbox(ground);
});

afterEach(async () => {
  await inbox.stop();
  await ground.clear();
});

it('keeps what the SDK sends, over a restart, in the order it left', async () => {
  await send('Première');
  await send('Deuxième');
  await inbox.stop();
  inbox = await startInbox(ground);
  await send('Troisième');
  const mails = await shown();
  expect(mails.map(({ subject }) => subject)).toEqual(['Première', 'Deuxième', 'Troisième']);
  expect(mails[0]).toMatchObject({
    from: 'guichet@umontreal.example',
    destination: { to: ['emilie.haddad@umontreal.example'] },
    body: { text: 'Bonjour Émilie' },
  });
});

it('forgets for good what is cleared from the inbox', async () => {
  await send('Première');
  await fetch(`${inbox.url}/clear-store`, { method: 'POST' });
  await inbox.stop();
  inbox = await startInbox(ground);
  expect(await shown()).toEqual([]);
});

it('has a page to read mail in', async () => {
  const page = await fetch(inbox.url);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
});

it('refuses an unsigned call', async () => {
  const answer = await fetch(`${inbox.url}/v2/email/outbound-emails`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(403);
});
