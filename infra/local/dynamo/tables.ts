/** Tables as the template declares them: created when missing, indexes and streams added when the template grew. */

import * as z from 'zod';
import type { Resource } from '../part.ts';
import { DynamoError } from './call.ts';
import type { DynamoCall } from './call.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
});

const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.array(indexSchema).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
});

/** What the rest of the stack needs to know of a table. */
export interface Table {
  readonly name: string;
  readonly arn: string;
  readonly keys: readonly string[];
  readonly streamed: boolean;
  /** Attribute of the instant (seconds) after which an item may be deleted. */
  readonly expiry: string | undefined;
}

const describedSchema = z.object({
  Table: z.object({
    TableStatus: z.string(),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), IndexStatus: z.string() })).optional(),
    StreamSpecification: z.object({ StreamEnabled: z.boolean() }).optional(),
    LatestStreamArn: z.string().optional(),
  }),
});

function operation(name: string): string {
  return `DynamoDB_20120810.${name}`;
}

/** Table resources of the template. */
export function tablesOf(resources: readonly Resource[]): Resource[] {
  return resources.filter(({ type }) => type === 'AWS::DynamoDB::Table' || type === 'AWS::DynamoDB::GlobalTable');
}

/** Brings one table to the shape the template gives it. */
export async function provideTable(call: DynamoCall, resource: Resource): Promise<Table> {
  const wanted = tableSchema.parse(resource.properties);
  const stream = wanted.StreamSpecification && { ...wanted.StreamSpecification, StreamEnabled: true };
  try {
    await call(operation('CreateTable'), {
      TableName: resource.name,
      KeySchema: wanted.KeySchema,
      AttributeDefinitions: wanted.AttributeDefinitions,
      GlobalSecondaryIndexes: wanted.GlobalSecondaryIndexes,
      LocalSecondaryIndexes: wanted.LocalSecondaryIndexes,
      StreamSpecification: stream,
      BillingMode: 'PAY_PER_REQUEST',
    });
  } catch (error) {
    if (!(error instanceof DynamoError && error.code === 'ResourceInUseException')) throw error;
    const found = await described(call, resource.name);
    const missing = (wanted.GlobalSecondaryIndexes ?? []).filter(
      (index) => !(found.GlobalSecondaryIndexes ?? []).some(({ IndexName }) => IndexName === index.IndexName),
    );
    for (const index of missing) {
      await call(operation('UpdateTable'), {
        TableName: resource.name,
        AttributeDefinitions: wanted.AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      });
      await active(call, resource.name);
    }
    if (stream !== undefined && found.StreamSpecification?.StreamEnabled !== true) {
      await call(operation('UpdateTable'), { TableName: resource.name, StreamSpecification: stream });
    }
  }
  await active(call, resource.name);
  const expiry = wanted.TimeToLiveSpecification;
  return {
    name: resource.name,
    arn: resource.arn,
    keys: wanted.KeySchema.map((key) => key.AttributeName),
    streamed: stream !== undefined,
    expiry: expiry?.Enabled === true ? expiry.AttributeName : undefined,
  };
}

/** The stream that the server gave to a table; its ARN is not the one of the template. */
export async function streamOf(call: DynamoCall, table: string): Promise<string> {
  const { LatestStreamArn } = await described(call, table);
  if (LatestStreamArn === undefined) throw new Error(`Table ${table} has no stream`);
  return LatestStreamArn;
}

async function described(call: DynamoCall, name: string): Promise<z.infer<typeof describedSchema>['Table']> {
  return describedSchema.parse(await call(operation('DescribeTable'), { TableName: name })).Table;
}

async function active(call: DynamoCall, name: string): Promise<void> {
  for (;;) {
    const table = await described(call, name);
    const settled = (table.GlobalSecondaryIndexes ?? []).every(({ IndexStatus }) => IndexStatus === 'ACTIVE');
    if (table.TableStatus === 'ACTIVE' && settled) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
