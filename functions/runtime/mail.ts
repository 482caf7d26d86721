/** Sends mail. An address that cannot be written to is an answer; a service that is busy or down is a fault to try again. */
import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { Notice } from '#shared/notice/notice.ts';
import type { Email } from '#shared/request/course.ts';

export interface Mail extends Notice {
  readonly from: string;
  readonly to: Email;
}

/** Refusals that the same message would meet again. */
const final: ReadonlySet<string> = new Set([
  'AccountSuspendedException',
  'BadRequestException',
  'MailFromDomainNotVerifiedException',
  'MessageRejected',
  'NotFoundException',
  'SendingPausedException',
]);

export type Sent = { readonly sent: true } | { readonly sent: false; readonly because: string };

/** Sends one message as plain text. */
export async function send(client: SESv2Client, { from, to, subject, text }: Mail): Promise<Sent> {
  try {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: 'UTF-8' },
            Body: { Text: { Data: text, Charset: 'UTF-8' } },
            // Robots do not answer robots.
            Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
          },
        },
      }),
    );
    return { sent: true };
  } catch (error) {
    if (error instanceof Error && final.has(error.name)) return { sent: false, because: error.name };
    throw error;
  }
}
