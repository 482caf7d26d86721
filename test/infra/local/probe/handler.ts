/** One handler for every function of the probe stack: does the AWS call it is told, and notes what it is given. */

import { appendFileSync } from 'node:fs';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import * as z from 'zod';

const dynamo = new DynamoDBClient();
const s3 = new S3Client();
const table = process.env['TABLE'] ?? '';
const bucket = process.env['BUCKET'] ?? '';

const orderSchema = z.object({ order: z.string(), key: z.string().default('k') });

type Order = (key: string) => unknown;

const orders: Readonly<Record<string, Order>> = {
  put: (key) => dynamo.send(new PutItemCommand({ TableName: table, Item: { pk: { S: key }, sk: { S: 'x' } } })),
  get: async (key) =>
    (await dynamo.send(new GetItemCommand({ TableName: table, Key: { pk: { S: key }, sk: { S: 'x' } } }))).Item,
  query: (key) =>
    dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byMark',
        KeyConditionExpression: 'mark = :mark',
        ExpressionAttributeValues: { ':mark': { S: key } },
      }),
    ),
  read: async (key) => (await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body?.transformToString(),
  form: (key) =>
    createPresignedPost(s3, {
      Bucket: bucket,
      Key: `in/${key}`,
      Conditions: [['content-length-range', 1, 10]],
      Expires: 60,
    }),
  environment: () => Object.keys(process.env).sort(),
  loop: () => {
    for (;;);
  },
  exit: () => process.exit(3),
  leak: async () => {
    const held: string[][] = [];
    for (;;) {
      held.push(Array.from({ length: 20_000 }, (_, at) => `${at} of ${held.length}`));
      await new Promise(setImmediate);
    }
  },
  fail: () => Promise.reject(new RangeError('as told')),
};

const recordSchema = z.object({ dynamodb: z.object({ Keys: z.object({ pk: z.object({ S: z.string() }) }) }) });

/** Answers an order; anything else is noted, and refused when it speaks of poison. */
export async function handler(event: unknown): Promise<unknown> {
  const parsed = orderSchema.safeParse(event);
  if (parsed.success) {
    const order = orders[parsed.data.order];
    if (order === undefined) throw new Error(`No order ${parsed.data.order}`);
    try {
      return { done: (await order(parsed.data.key)) ?? null };
    } catch (error) {
      if (parsed.data.order === 'fail' || !(error instanceof Error)) throw error;
      return { name: error.name, message: error.message };
    }
  }
  const seen = process.env['SEEN'];
  if (seen !== undefined) appendFileSync(seen, `${JSON.stringify(event)}\n`);
  const records = z.object({ Records: z.array(recordSchema) }).safeParse(event);
  const keys = records.success ? records.data.Records.map(({ dynamodb }) => dynamodb.Keys.pk.S) : [];
  if (JSON.stringify(event).includes('poison')) throw new Error(`poison among ${keys.join(', ')}`);
  return { batchItemFailures: [] };
}
