/** One execution environment: a worker thread with its own variables, memory limit and module state. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { LambdaFunction } from './definition.ts';
import type { WorkerCall, WorkerFault, WorkerStart, WorkerWord } from './worker.ts';

/** What one event came to, with the environment's own end told apart from the handler's error. */
export type Outcome =
  | { readonly kind: 'answered'; readonly payload: unknown }
  | { readonly kind: 'threw'; readonly error: WorkerFault }
  | { readonly kind: 'died'; readonly error: WorkerFault };

/** An environment that runs one event at a time. */
export interface Environment {
  run(event: string, requestId: string): Promise<Outcome>;
  readonly alive: boolean;
  end(): Promise<void>;
}

const initSeconds = 20;
const watchMilliseconds = 100;

/** The worker's file without its types, written once: stripping them in each thread costs more than loading it. */
export function plainWorker(cacheFolder: string): string {
  const source = readFileSync(path.join(import.meta.dirname, 'worker.ts'), 'utf8');
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 12);
  const plain = path.join(cacheFolder, `worker-${hash}.mjs`);
  if (existsSync(plain)) return plain;
  mkdirSync(cacheFolder, { recursive: true });
  const scratch = `${plain}.${process.pid}`;
  writeFileSync(scratch, stripTypeScriptTypes(source));
  renameSync(scratch, plain);
  return plain;
}

/** Starts an environment; it is ready, or has failed to load, when `run` first answers. */
export function startEnvironment(
  definition: LambdaFunction,
  variables: Readonly<Record<string, string>>,
  worker: string,
  compileCache: string | undefined,
  print: (line: string) => void,
): Environment {
  const start: WorkerStart = { folder: definition.folder, handler: definition.handler, compileCache };
  const thread = new Worker(worker, {
    workerData: start,
    env: { ...variables },
    execArgv: ['--enable-source-maps', '--no-warnings'],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: definition.memoryMegabytes * 2 + 512 },
  });
  lines(thread.stdout, print);
  lines(thread.stderr, print);

  let alive = true;
  let outOfMemory = false;
  let listener: ((word: WorkerWord | 'exit') => void) | undefined;
  let lastWord: WorkerWord | 'exit' | undefined;
  const hear = (word: WorkerWord | 'exit'): void => {
    if (listener === undefined) lastWord = word;
    else listener(word);
  };
  thread.on('message', hear);
  thread.on('error', (error: unknown) => {
    outOfMemory ||= error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!outOfMemory) print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  });
  thread.on('exit', () => {
    alive = false;
    hear('exit');
  });

  /** Waits for the next word, or ends the thread when it takes too long. */
  const next = (seconds: number): Promise<WorkerWord | 'exit' | 'late'> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        alive = false;
        listener = undefined;
        void thread.terminate();
        resolve('late');
      }, seconds * 1000);
      listener = (word) => {
        clearTimeout(timer);
        listener = undefined;
        resolve(word);
      };
      if (lastWord !== undefined) {
        const word = lastWord;
        lastWord = undefined;
        listener(word);
      }
    });

  // V8 answers a worker's own heap limit by ending the whole process when memory grows in a tight loop, so the limit
  // is watched from here and V8's lies well above it.
  const watch = (): NodeJS.Timeout =>
    setInterval(() => {
      if (!alive) return;
      thread.getHeapStatistics().then(
        ({ used_heap_size: used }) => {
          if (used <= definition.memoryMegabytes * 1024 * 1024) return;
          outOfMemory = true;
          void thread.terminate();
        },
        () => undefined,
      );
    }, watchMilliseconds);

  let initialised = false;
  const run = async (event: string, requestId: string): Promise<Outcome> => {
    if (!initialised) {
      const word = await next(initSeconds);
      if (word === 'late') return died('Runtime.InitTimeout', `Init took more than ${initSeconds} seconds`);
      if (word === 'exit') return died('Runtime.ExitError', 'The runtime exited while loading the function');
      if (word.word === 'failed') {
        alive = false;
        void thread.terminate();
        return { kind: 'died', error: word.error };
      }
      initialised = true;
    }
    const call: WorkerCall = {
      requestId,
      event,
      functionName: definition.name,
      functionArn: definition.arn,
      memory: String(definition.memoryMegabytes),
      deadline: Date.now() + definition.timeoutSeconds * 1000,
    };
    if (alive) thread.postMessage(call);
    const watching = watch();
    const word = await next(definition.timeoutSeconds).finally(() => clearInterval(watching));
    if (word === 'late') {
      const seconds = definition.timeoutSeconds.toFixed(2);
      return died('Sandbox.Timedout', `${requestId} Task timed out after ${seconds} seconds`);
    }
    if (word === 'exit') {
      return outOfMemory
        ? died('Runtime.OutOfMemory', `${requestId} Error: Runtime exited with error: signal: killed`)
        : died('Runtime.ExitError', `${requestId} Error: Runtime exited without providing a reason`);
    }
    switch (word.word) {
      case 'answered':
        return { kind: 'answered', payload: word.payload === undefined ? null : JSON.parse(word.payload) };
      case 'threw':
        return { kind: 'threw', error: word.error };
      case 'ready':
      case 'failed':
        return died('Runtime.ProtocolError', `${requestId} The runtime spoke out of turn`);
    }
  };
  return {
    run,
    get alive() {
      return alive;
    },
    end: async () => {
      alive = false;
      await thread.terminate();
    },
  };
}

function died(errorType: string, errorMessage: string): Outcome {
  return { kind: 'died', error: { errorType, errorMessage, trace: [] } };
}

function lines(stream: Readable, print: (line: string) => void): void {
  createInterface({ input: stream }).on('line', (line) => line !== '' && print(line));
}
