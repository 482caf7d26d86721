/** A table of its own for a test file, drawn from the contract as infrastructure draws it. */
import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { openTable, type Table } from '#functions/store/table.ts';
import { envNames } from '#shared/contract/env.ts';
import { indexes, primaryKey } from '#shared/contract/table.ts';

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;
const keys = (partition: string, sort: string) =>
  [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ] as const;

/** Creates the desk's table under this name at an endpoint. */
export async function createTable(client: DynamoDBClient, name: string): Promise<void> {
  const all = [primaryKey, ...Object.values(indexes)];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: all.flatMap(({ partition, sort }) => [attribute(partition), attribute(sort)]),
      KeySchema: [...keys(primaryKey.partition, primaryKey.sort)],
      GlobalSecondaryIndexes: Object.values(indexes).map((index) => ({
        IndexName: index.name,
        KeySchema: [...keys(index.partition, index.sort)],
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
}

/**
 * A new empty table, and the environment by which functions loaded after this find it: handlers run as they are deployed.
 */
export async function freshTable(): Promise<Table> {
  const name = `guichet-${randomUUID()}`;
  Object.assign(process.env, {
    AWS_REGION: 'ca-central-1',
    AWS_ACCESS_KEY_ID: 'LOCAL',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('dynamodb'),
    [envNames.tableName]: name,
    [envNames.intakeBucket]: 'guichet-intake-test',
  });
  const client = new DynamoDBClient({});
  await createTable(client, name);
  return openTable(name, { client: DynamoDBDocumentClient.from(client) });
}
