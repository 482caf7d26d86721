/** The one mail client of a function. */
import { SESv2Client } from '@aws-sdk/client-sesv2';

let client: SESv2Client | undefined;

/** Client with kept connections; region, credentials and endpoint come from the environment. */
export function ses(): SESv2Client {
  client ??= new SESv2Client({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  return client;
}
