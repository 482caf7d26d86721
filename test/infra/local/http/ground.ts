import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BusEvent, Ground, Invoke, Resource } from '#infra/local/part.ts';

/** Ground for one piece of the local stack on its own: a scratch folder and functions given by the test. */
export interface TestGround extends Ground {
  readonly published: BusEvent[];
  readonly logged: string[];
  clear(): Promise<void>;
}

export const groundOf = async (resources: readonly Resource[], invoke: Invoke): Promise<TestGround> => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'guichet-local-'));
  const published: BusEvent[] = [];
  const logged: string[] = [];
  return {
    resources,
    accountId: '000000000000',
    region: 'ca-central-1',
    stateFolder,
    invoke,
    publish: (event) => {
      published.push(event);
      return Promise.resolve();
    },
    granted: () => true,
    localise: (value) => value,
    log: (piece, message, fields) => void logged.push(`${piece} ${message} ${JSON.stringify(fields ?? {})}`),
    published,
    logged,
    clear: () => rm(stateFolder, { recursive: true, force: true }),
  };
};

/** A resource as the resolver would hand it over. */
export const resource = (
  type: string,
  name: string,
  properties: Readonly<Record<string, unknown>>,
  arn = `arn:aws:test:ca-central-1:000000000000:${name}`,
): Resource => ({ id: name, type, name, properties, arn });
