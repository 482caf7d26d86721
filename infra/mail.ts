import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity as MailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { DeskFunction } from './parts/deskFunction.ts';
import type { Settings } from './settings.ts';

/** The address mail leaves from. Its owner confirms it once, by the message that SES sends at the first deployment. */
export class Mail extends Construct {
  readonly #identityArn: string;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    super(scope, id);
    new EmailIdentity(this, 'Sender', { identity: MailIdentity.email(settings.mailSender) });
    this.#identityArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'identity',
      resourceName: settings.mailSender,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }

  /** Lets a function send mail from the desk's address and from no other. */
  allowSending(by: DeskFunction): void {
    by.allow(['ses:SendEmail'], [this.#identityArn]);
  }
}
