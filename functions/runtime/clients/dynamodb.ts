/** The one DynamoDB client of a function. A client per file: a bundle holds only the services its function speaks to. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

let client: DynamoDBDocumentClient | undefined;

/** Document client with kept connections; region, credentials and endpoint come from the environment. */
export function dynamodb(): DynamoDBDocumentClient {
  client ??= DynamoDBDocumentClient.from(
    // A call that is lost is tried again before the function's own time is up.
    new DynamoDBClient({
      maxAttempts: 4,
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  return client;
}
