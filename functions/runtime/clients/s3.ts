/** The one S3 client of a function. */
import { S3Client } from '@aws-sdk/client-s3';

let client: S3Client | undefined;

/** Client with kept connections; region, credentials and endpoint come from the environment. */
export function s3(): S3Client {
  client ??= new S3Client({ maxAttempts: 4, requestHandler: { connectionTimeout: 1_000 } });
  return client;
}
