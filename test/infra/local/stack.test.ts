import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startProbe } from './probe/stack.ts';
import type { Probe } from './probe/stack.ts';

let probe: Probe;
let dynamo: DynamoDBClient;
let s3: S3Client;
let table: string;
let bucket: string;

const named = (type: string): string => probe.stack.resources.find((one) => one.type === type)?.name ?? '';

beforeAll(async () => {
  probe = await startProbe();
  const { addresses, region, credentials } = probe.stack;
  dynamo = new DynamoDBClient({ endpoint: addresses.gateway, region, credentials });
  s3 = new S3Client({ endpoint: addresses.gateway, region, credentials });
  table = named('AWS::DynamoDB::Table');
  bucket = named('AWS::S3::Bucket');
}, 90_000);

afterAll(async () => {
  dynamo.destroy();
  s3.destroy();
  await probe.stop();
});

const doneSchema = z.object({ done: z.unknown() });
const refusedSchema = z.object({ name: z.string(), message: z.string() });

async function ordered(name: string, order: string, key = 'k'): Promise<unknown> {
  const answered = await probe.stack.invoke(name, { order, key });
  if (!answered.ok) throw new Error(answered.error.errorMessage);
  return answered.payload;
}

describe('functions', () => {
  test('see their own variables, local addresses in them, and nothing of this machine', async () => {
    const answered = doneSchema.parse(await ordered('granted', 'environment'));
    expect(answered.done).toContain('TABLE');
    expect(answered.done).not.toContain('HOME');
  });

  test('that throw answer with the type and message of their error', async () => {
    expect(await probe.stack.invoke('granted', { order: 'fail' })).toEqual({
      ok: false,
      error: { errorType: 'RangeError', errorMessage: 'as told' },
    });
  });

  test.each([
    ['loop', 'hasty', 'Sandbox.Timedout'],
    ['exit', 'bare', 'Runtime.ExitError'],
    ['leak', 'leaky', 'Runtime.OutOfMemory'],
  ])('that end by %s fail alone, and the next call runs', async (order, name, errorType) => {
    expect(await probe.stack.invoke(name, { order })).toMatchObject({ ok: false, error: { errorType } });
    expect(await probe.stack.invoke(name, { order: 'fail' })).toMatchObject({ error: { errorType: 'RangeError' } });
  });
});

describe('permissions', () => {
  test('let a function do what its role grants', async () => {
    expect(await ordered('granted', 'put', 'mine')).toMatchObject({ done: {} });
    expect(await ordered('granted', 'get', 'mine')).toMatchObject({ done: { pk: { S: 'mine' } } });
  });

  test('refuse what no statement grants, in the words of AWS', async () => {
    const refused = refusedSchema.parse(await ordered('bare', 'put'));
    expect(refused.name).toBe('AccessDeniedException');
    expect(refused.message).toMatch(
      /^User: arn:aws:sts::000000000000:assumed-role\/\S+ is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:ca-central-1:000000000000:table\/\S+ because no identity-based policy allows the dynamodb:PutItem action$/,
    );
  });

  test('hold an index apart from its table', async () => {
    expect(refusedSchema.parse(await ordered('granted', 'query')).message).toContain('/index/byMark');
  });

  test('refuse an object outside the granted prefix as S3 would', async () => {
    expect(refusedSchema.parse(await ordered('granted', 'read', 'in/a')).name).toBe('AccessDenied');
  });

  test('let the operator do everything', async () => {
    const Key = { pk: { S: 'operator' }, sk: { S: 'x' } };
    await dynamo.send(new PutItemCommand({ TableName: table, Item: Key }));
    expect((await dynamo.send(new GetItemCommand({ TableName: table, Key }))).Item).toEqual(Key);
  });
});

const landedSchema = z.object({
  'detail-type': z.literal('Object Created'),
  source: z.literal('aws.s3'),
  detail: z.object({
    object: z.object({ key: z.string(), size: z.number(), etag: z.string(), sequencer: z.string() }),
    reason: z.string(),
  }),
});

function landings(prefix: string): z.infer<typeof landedSchema>['detail'][] {
  return probe
    .seen('landed')
    .map((event) => landedSchema.safeParse(event))
    .flatMap((parsed) => (parsed.success ? [parsed.data.detail] : []))
    .filter(({ object }) => object.key.startsWith(prefix));
}

describe('objects that land', () => {
  test('are told once each, with key, size, etag, a rising sequencer and the reason', async () => {
    const Key = 'in/told/é et a.csv';
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'four' }));
    const copied = { Bucket: bucket, Key: 'in/told/copy', CopySource: `${bucket}/${encodeURIComponent(Key)}` };
    await s3.send(new CopyObjectCommand(copied));
    const parts = { Bucket: bucket, Key: 'in/told/parts' };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(parts));
    const { ETag } = await s3.send(new UploadPartCommand({ ...parts, UploadId, PartNumber: 1, Body: 'whole' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await s3.send(new CompleteMultipartUploadCommand({ ...parts, UploadId, MultipartUpload }));
    await probe.stack.settled();
    const told = landings('in/told/').sort((a, b) => (a.object.sequencer < b.object.sequencer ? -1 : 1));
    expect(told.map(({ object, reason }) => [object.key, object.size, reason])).toEqual([
      [Key, 4, 'PutObject'],
      ['in/told/copy', 4, 'CopyObject'],
      ['in/told/parts', 5, 'CompleteMultipartUpload'],
    ]);
    expect(told.every(({ object }) => /^[0-9a-f]{32}(-1)?$/.test(object.etag))).toBe(true);
  });

  test('outside the prefixes of every rule are told to nobody', async () => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'elsewhere/a', Body: 'x' }));
    await probe.stack.settled();
    expect(landings('elsewhere')).toEqual([]);
  });

  test('are tried three times when their function fails, then lie in the failure queue with their error', async () => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'in/poison', Body: 'x' }));
    await probe.stack.settled();
    expect(landings('in/poison')).toHaveLength(3);
    const [letter] = probe.stack.messages('dead').filter((body) => body.includes('in/poison'));
    expect(JSON.parse(letter ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      responsePayload: { errorType: 'Error' },
    });
  });
});

const formSchema = z.object({ done: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }) });

async function post(content: string, change: Record<string, string> = {}): Promise<Response> {
  const { done } = formSchema.parse(await ordered('granted', 'form', 'form.csv'));
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...done.fields, ...change })) form.set(name, value);
  form.set('file', new Blob([content]), 'grid.csv');
  return fetch(done.url, { method: 'POST', body: form, headers: { origin: 'http://page.test' } });
}

describe('a form upload from a browser', () => {
  test('lands and is told like any other', async () => {
    const answer = await post('grid');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://page.test');
    await probe.stack.settled();
    expect(landings('in/form.csv').map(({ reason }) => reason)).toEqual(['POST Object']);
  });

  test.each([
    ['too large', 'more than ten', {}, 'EntityTooLarge'],
    ['under another key', 'grid', { key: 'in/other.csv' }, 'AccessDenied'],
    ['with a field more', 'grid', { 'x-amz-meta-more': 'x' }, 'AccessDenied'],
  ])('is refused when it is %s', async (_, content, change, code) => {
    const answer = await post(content, change);
    expect(answer.ok).toBe(false);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
  });

  test('is announced by a preflight that only the named origins pass', async () => {
    const ask = (origin: string): Promise<Response> =>
      fetch(`${probe.stack.addresses.gateway}/${bucket}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    expect((await ask('http://page.test')).status).toBe(200);
    expect((await ask('http://other.test')).status).toBe(403);
  });
});

const batchSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      eventSourceARN: z.string(),
      awsRegion: z.string(),
      userIdentity: z.object({ type: z.string(), principalId: z.string() }).optional(),
      dynamodb: z.object({ Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }) }),
    }),
  ),
});

type StreamRecord = z.infer<typeof batchSchema>['Records'][number];

function batches(): StreamRecord[][] {
  return probe
    .seen('reader')
    .map((event) => batchSchema.safeParse(event))
    .flatMap((parsed) => (parsed.success ? [parsed.data.Records] : []));
}

async function write(...items: (readonly [pk: string, sk: string, goneAt?: number])[]): Promise<void> {
  await dynamo.send(
    new TransactWriteItemsCommand({
      TransactItems: items.map(([pk, sk, goneAt]) => ({
        Put: {
          TableName: table,
          Item: { pk: { S: pk }, sk: { S: sk }, ...(goneAt === undefined ? {} : { goneAt: { N: String(goneAt) } }) },
        },
      })),
    }),
  );
}

describe('the stream of a table', () => {
  test('brings every record once, in the order of its partition, worded as on AWS', async () => {
    const count = 40;
    await write(...Array.from({ length: count }, (_, at) => ['ordered', String(at).padStart(3, '0')] as const));
    await probe.stack.settled();
    const records = batches()
      .flat()
      .filter(({ dynamodb }) => dynamodb.Keys.pk.S === 'ordered');
    expect(records.map(({ dynamodb }) => Number(dynamodb.Keys.sk.S))).toEqual(
      Array.from({ length: count }, (_, at) => at),
    );
    expect(records[0]).toMatchObject({ eventName: 'INSERT', awsRegion: 'ca-central-1' });
    expect(records[0]?.eventSourceARN).toMatch(/^arn:aws:dynamodb:ca-central-1:000000000000:table\/\S+\/stream\//);
  });

  test('leaves out what the filter does not want', async () => {
    await write(['filtered', 'quiet'], ['filtered', 'loud']);
    await probe.stack.settled();
    const keys = batches()
      .flat()
      .filter(({ dynamodb }) => dynamodb.Keys.pk.S === 'filtered');
    expect(keys.map(({ dynamodb }) => dynamodb.Keys.sk.S)).toEqual(['loud']);
  });

  test('gives up one bad record alone, which lies in the failure queue, and lets its neighbours through', async () => {
    const same = 'shared partition';
    await write([same, 'a'], [same, 'b'], [same, 'poison'], [same, 'c'], [same, 'd']);
    await probe.stack.settled();
    const handled = batches()
      .filter((records) => records.every(({ dynamodb }) => dynamodb.Keys.sk.S !== 'poison'))
      .flat()
      .filter(({ dynamodb }) => dynamodb.Keys.pk.S === same);
    expect(handled.map(({ dynamodb }) => dynamodb.Keys.sk.S)).toEqual(['a', 'b', 'c', 'd']);
    const letters = probe.stack.messages('dead').filter((body) => body.includes('DDBStreamBatchInfo'));
    expect(letters).toHaveLength(1);
    expect(JSON.parse(letters[0] ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });

  test('tells a deletion by expiry from one by a person, for items outside every index too', async () => {
    await write(['expired', 'x', 1_000], ['kept', 'x', 4_000_000_000]);
    expect(await probe.stack.expire()).toBe(1);
    await probe.stack.settled();
    const [removed, ...others] = batches()
      .flat()
      .filter(({ eventName }) => eventName === 'REMOVE');
    expect(others).toEqual([]);
    expect(removed?.dynamodb.Keys.pk.S).toBe('expired');
    expect(removed?.userIdentity).toEqual({ type: 'Service', principalId: 'dynamodb.amazonaws.com' });
  });
});

describe('a queue', () => {
  test('hands its messages to the function and is empty afterwards', async () => {
    const { addresses, credentials, region } = probe.stack;
    const scope = `Credential=${credentials.accessKeyId}/20270101/${region}/sqs/aws4_request`;
    const answer = await fetch(addresses.gateway, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.SendMessage',
        authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({ QueueUrl: `${addresses.gateway}/000000000000/work`, MessageBody: 'do this' }),
    });
    expect(answer.status).toBe(200);
    await probe.stack.settled();
    expect(probe.seen('worker')).toMatchObject([{ Records: [{ body: 'do this', eventSource: 'aws:sqs' }] }]);
    expect(probe.stack.messages('work')).toEqual([]);
  });
});

test('a schedule calls its function with its input', async () => {
  const before = probe.seen('landed').length;
  probe.stack.fire('nightly');
  await probe.stack.settled();
  expect(probe.seen('landed')).toHaveLength(before + 1);
});

test('everything listens on loopback only', () => {
  expect(listeners().filter((address) => !address.endsWith('0100007F'))).toEqual([]);
  expect(listeners().length).toBeGreaterThan(2);
});

/** Local addresses (hexadecimal, as the kernel writes them) of the listening sockets of this process and its children. */
function listeners(): string[] {
  const sockets = new Set<string>();
  for (const pid of [process.pid, ...childrenOf(process.pid)]) {
    for (const name of readdirSync(`/proc/${pid}/fd`)) {
      try {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1];
        if (inode !== undefined) sockets.add(inode);
      } catch {
        // The descriptor was closed meanwhile.
      }
    }
  }
  return ['tcp', 'tcp6'].flatMap((family) =>
    readFileSync(`/proc/net/${family}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && sockets.has(fields[9] ?? ''))
      .map((fields) => (fields[1] ?? '').split(':')[0] ?? ''),
  );
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((text) => text !== '')
    .map(Number);
}
