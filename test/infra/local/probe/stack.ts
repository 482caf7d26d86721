/** Starts the probe stack and reads what its functions noted. */

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startStack } from '#infra/local/main.ts';
import type { Stack, StackOptions } from '#infra/local/stack.ts';

/** The app that the probe stack is drawn by. */
export const probeApp = path.join(import.meta.dirname, 'app.ts');

/** A running probe stack. */
export interface Probe {
  readonly stack: Stack;
  readonly folder: string;
  /** Events that the function wrote down, oldest first. */
  seen(functionName: string): unknown[];
  stop(): Promise<void>;
}

/** A folder that goes away with the test. */
export async function scratch(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'guichet-test-'));
}

/** The events in a function's notes. */
export function notes(folder: string, name: string): unknown[] {
  const file = path.join(folder, name);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

/** Starts it in memory on free ports, unless told otherwise. */
export async function startProbe(options: Partial<StackOptions> = {}): Promise<Probe> {
  const folder = await scratch();
  const stack = await startStack({
    app: probeApp,
    context: { seen: folder },
    inMemory: true,
    port: 0,
    retryPauses: [0],
    ...options,
  });
  return {
    stack,
    folder,
    seen: (name) => notes(folder, name),
    stop: async () => {
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
