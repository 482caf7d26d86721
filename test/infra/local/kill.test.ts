import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { notes, scratch } from './probe/stack.ts';

let stateFolder: string;
let seen: string;
let running: ChildProcess | undefined;

beforeEach(async () => {
  stateFolder = await scratch();
  seen = await scratch();
});

afterEach(async () => {
  if (running?.exitCode === null && running.signalCode === null) running.kill('SIGKILL');
  await rm(stateFolder, { recursive: true, force: true });
  await rm(seen, { recursive: true, force: true });
});

interface Running {
  readonly gateway: string;
  /** What lies in the failure queue once the stack is quiet. */
  settled(): Promise<string[]>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

async function start(pause: number): Promise<Running> {
  const child = fork(path.join(import.meta.dirname, 'probe', 'run.ts'), [stateFolder, seen, String(pause)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: [],
  });
  running = child;
  const ended = once(child, 'exit');
  if (child.stdout === null) throw new Error('The stack says nothing');
  const line = once(createInterface(child.stdout), 'line');
  const fallen = ended.then(() => Promise.reject(new Error('The stack ended')));
  const said = z.tuple([z.string()]).parse(await Promise.race([line, fallen]));
  const { gateway } = z.object({ gateway: z.string() }).parse(JSON.parse(said[0]));
  const end = (): Promise<void> => ended.then(() => undefined);
  return {
    gateway,
    settled: async () => {
      const answer = once(child, 'message');
      child.send('settle');
      return z.object({ dead: z.array(z.string()) }).parse((await answer)[0]).dead;
    },
    kill: () => {
      child.kill('SIGKILL');
      return end();
    },
    stop: () => {
      child.send('stop');
      return end();
    },
  };
}

const batchSchema = z.object({
  Records: z.array(z.object({ dynamodb: z.object({ Keys: z.object({ pk: z.object({ S: z.string() }) }) }) })),
});

function streamed(): string[] {
  return notes(seen, 'reader').flatMap((event) =>
    batchSchema.parse(event).Records.map(({ dynamodb }) => dynamodb.Keys.pk.S),
  );
}

test('a killed stack goes on where it stood: no record, object, event or retry is lost, and nothing starts over', async () => {
  const first = await start(600_000);
  const credentials = { accessKeyId: 'OPERATOR', secretAccessKey: 'operator' };
  const at = { endpoint: first.gateway, region: 'ca-central-1', credentials };
  const dynamo = new DynamoDBClient(at);
  const s3 = new S3Client(at);
  const keys = Array.from({ length: 60 }, (_, index) => `item ${index}`);
  // The names are those of the probe's own template, which are the same at each start.
  const items = keys.map((pk) => ({ pk: { S: pk }, sk: { S: 'x' } }));
  for (const Item of items) await dynamo.send(new PutItemCommand({ TableName: 'probe-Items', Item }));
  await s3.send(new PutObjectCommand({ Bucket: 'probe-intake', Key: 'in/poison', Body: 'x' }));
  await s3.send(new PutObjectCommand({ Bucket: 'probe-intake', Key: 'in/good', Body: 'x' }));
  await first.kill();
  dynamo.destroy();
  s3.destroy();

  const second = await start(0);
  const dead = await second.settled();
  expect(new Set(streamed())).toEqual(new Set(keys));
  expect(dead.filter((body) => body.includes('in/poison'))).toHaveLength(1);
  const landed = notes(seen, 'landed').map((event) => JSON.stringify(event));
  expect(landed.filter((event) => event.includes('in/good')).length).toBeGreaterThanOrEqual(1);
  await second.stop();

  const before = streamed().length;
  const third = await start(0);
  expect(await third.settled()).toEqual(dead);
  expect(streamed()).toHaveLength(before);
  expect(notes(seen, 'landed')).toHaveLength(landed.length);
  await third.stop();
}, 180_000);

test('a second stack on the same folder is refused with a sentence', async () => {
  const first = await start(0);
  const { startStack } = await import('#infra/local/main.ts');
  await expect(startStack({ stateFolder })).rejects.toThrow(/already runs on .* \(process \d+\): stop it first/);
  await first.stop();
}, 120_000);
