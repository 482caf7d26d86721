/** The one Step Functions client of a function. */
import { SFNClient } from '@aws-sdk/client-sfn';

let client: SFNClient | undefined;

/** Client with kept connections; its own back-off rides out the service's throttling, which is strict outside large regions. */
export function sfn(): SFNClient {
  client ??= new SFNClient({
    maxAttempts: 6,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  return client;
}
