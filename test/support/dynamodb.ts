/** One DynamoDB in memory for all tests of functions: started before the first, ended after the last. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDynamo } from '#infra/local/dynamo/launch.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly dynamodb: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'guichet-dynamodb-'));
  const server = await startDynamo({
    folder,
    inMemory: true,
    cacheFolder: path.join(import.meta.dirname, '../../node_modules/.cache/guichet'),
    warn: (sentence) => console.warn(sentence),
  });
  project.provide('dynamodb', server.endpoint);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
