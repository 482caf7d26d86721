/** The doors of a local stack that runs in a process of its own, so that measuring takes nothing from what is measured. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { openTable } from '#functions/store/table.ts';
import { signIn } from '#infra/local/oidc/signIn.ts';
import { Caller } from '#test/support/caller.ts';

const readySchema = z.object({
  word: z.literal('ready'),
  readyMs: z.number(),
  site: z.string(),
  gateway: z.string(),
  region: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  issuer: z.string(),
  clientId: z.string(),
  table: z.string(),
  intakeBucket: z.string(),
  stateMachineArn: z.string(),
});

export interface StackChoice {
  /** Where state is kept; a folder that goes away with the stack when not given. */
  readonly stateFolder?: string;
  readonly inMemory: boolean;
  /** Without stream mappings. */
  readonly quiet: boolean;
}

export const scratchFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'guichet-bench-'));

/** Starts a stack and waits until it is ready. */
export async function runStack({ stateFolder, inMemory, quiet }: StackChoice) {
  const folder = stateFolder ?? (await scratchFolder());
  const options = {
    stateFolder: folder,
    inMemory,
    ...(quiet && { app: path.join(import.meta.dirname, 'quietApp.ts') }),
    verbose: process.env['BENCH_VERBOSE'] === '1',
  };
  const began = performance.now();
  const child = fork(path.join(import.meta.dirname, 'stackProcess.ts'), [JSON.stringify(options)], { execArgv: [] });
  const ended = once(child, 'exit').then(([code]) => code as unknown);
  const fallen = ended.then((code) => Promise.reject(new Error(`The stack ended with ${String(code)}`)));
  const heard = async (): Promise<unknown> => ((await Promise.race([once(child, 'message'), fallen])) as unknown[])[0];
  const ready = readySchema.parse(await heard());
  const processMs = performance.now() - began;

  const at = { endpoint: ready.gateway, region: ready.region, credentials: ready.credentials };
  const plain = new DynamoDBClient(at);
  const document = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  const s3 = new S3Client({ ...at, forcePathStyle: true });
  const sfn = new SFNClient(at);
  return {
    ...ready,
    processMs,
    s3,
    sfn,
    records: openTable(ready.table, { client: document }),
    /** One of the seeded people, signed in. */
    caller: async (username: string): Promise<Caller> => {
      const { accessToken } = await signIn({ issuer: ready.issuer, clientId: ready.clientId }, username);
      return new Caller(ready.site, accessToken);
    },
    /** Settles once nothing is under way. */
    settled: async (): Promise<void> => {
      const answer = heard();
      child.send('settle');
      await answer;
    },
    stop: async (): Promise<void> => {
      for (const client of [plain, s3, sfn]) client.destroy();
      child.send('stop');
      await ended;
      fallen.catch(() => undefined);
      if (stateFolder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Stack = Awaited<ReturnType<typeof runStack>>;
