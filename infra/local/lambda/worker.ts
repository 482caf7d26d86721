/** Inside one execution environment: loads the handler once, then answers one event at a time. */

import { createRequire, enableCompileCache } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** What a new environment is told. */
export interface WorkerStart {
  readonly folder: string;
  readonly handler: string;
  readonly compileCache: string | undefined;
}

/** One event for the environment. */
export interface WorkerCall {
  readonly requestId: string;
  readonly event: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memory: string;
  readonly deadline: number;
}

/** What the environment says back: that it is ready, or how the event went. */
export type WorkerWord =
  | { readonly word: 'ready' }
  | { readonly word: 'failed'; readonly error: WorkerFault }
  | { readonly word: 'answered'; readonly payload: string | undefined }
  | { readonly word: 'threw'; readonly error: WorkerFault };

/** An error as Lambda reports it. */
export interface WorkerFault {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

type Handler = (event: unknown, context: unknown) => unknown;

function fault(error: unknown): WorkerFault {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

async function load({ folder, handler }: WorkerStart): Promise<Handler> {
  const dot = handler.lastIndexOf('.');
  const file = path.join(folder, handler.slice(0, dot));
  const loaded: unknown = await loadModule(file);
  const found: unknown = Reflect.get(Object(loaded), handler.slice(dot + 1));
  if (typeof found !== 'function') throw new Error(`${handler} is not exported by ${folder}`);
  return found as Handler;
}

async function loadModule(file: string): Promise<unknown> {
  const require = createRequire(`${file}.js`);
  for (const extension of ['.js', '.cjs']) {
    try {
      require.resolve(file + extension);
    } catch {
      continue;
    }
    return require(file + extension);
  }
  return import(pathToFileURL(`${file}.mjs`).href);
}

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only');
const say = (word: WorkerWord): void => port.postMessage(word);

const start = workerData as WorkerStart;
if (start.compileCache !== undefined) enableCompileCache(start.compileCache);
try {
  const handler = await load(start);
  port.on('message', (call: WorkerCall) => {
    const context = {
      awsRequestId: call.requestId,
      functionName: call.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: call.functionArn,
      memoryLimitInMB: call.memory,
      logGroupName: `/aws/lambda/${call.functionName}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, call.deadline - Date.now()),
    };
    // The event and the answer cross as JSON, as on AWS: what JSON cannot carry is lost here too.
    Promise.resolve()
      .then(() => handler(JSON.parse(call.event), context))
      .then(
        (payload) => say({ word: 'answered', payload: JSON.stringify(payload) }),
        (error: unknown) => say({ word: 'threw', error: fault(error) }),
      );
  });
  say({ word: 'ready' });
} catch (error) {
  say({ word: 'failed', error: fault(error) });
}
