/** One lane of a mapping: its records in order, in batches, each tried until it is handled, too old or given up. */

import type { Invoked } from '../part.ts';
import { failedItems } from './mapping.ts';
import type { Mapping } from './mapping.ts';
import type { StreamRecord } from './shards.ts';

/** Why records were given up, in Lambda's words. */
export type GivenUp = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** What a lane works with. */
export interface LaneOptions {
  readonly mapping: Mapping;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<Invoked>;
  /** These records are dealt with, for good or ill. */
  readonly done: (records: readonly StreamRecord[]) => void;
  readonly giveUp: (records: readonly StreamRecord[], why: GivenUp, attempts: number) => void;
  readonly stopped: AbortSignal;
  /** Base of the pauses between tries. */
  readonly pauseMilliseconds: number;
}

const longestPause = 10_000;

/** Takes records in the order of the stream. */
export interface Lane {
  add(record: StreamRecord): void;
}

/** Makes a lane; it works by itself as soon as it is given something. */
export function startLane(options: LaneOptions): Lane {
  const { mapping, stopped } = options;
  const waiting: StreamRecord[] = [];
  let working = false;
  let full: (() => void) | undefined;

  const work = async (): Promise<void> => {
    while (waiting.length > 0 && !stopped.aborted) {
      if (waiting.length < mapping.batchSize && mapping.windowMilliseconds > 0) {
        await Promise.race([
          pause(mapping.windowMilliseconds, stopped),
          new Promise<void>((resolve) => {
            full = resolve;
          }),
        ]);
      }
      await deliver(options, waiting.splice(0, mapping.batchSize), 0);
    }
    working = false;
  };

  return {
    add: (record) => {
      waiting.push(record);
      if (waiting.length >= mapping.batchSize) full?.();
      if (working) return;
      working = true;
      // A turn later, so that records read together make one batch.
      setImmediate(() => void work());
    },
  };
}

async function deliver(options: LaneOptions, batch: readonly StreamRecord[], attempt: number): Promise<void> {
  const { mapping, stopped } = options;
  const over = (): boolean => stopped.aborted;
  if (over()) return;
  const fresh = young(options, batch, attempt);
  if (fresh.length === 0) return;
  const answered = await options.invoke(fresh);
  // A function that was stopped with the stack has not failed: the checkpoint stays, the next start tries again.
  if (over()) return;
  const rest = unhandled(mapping, fresh, answered);
  options.done(fresh.slice(0, fresh.length - rest.length));
  if (rest.length === 0) return;
  if (mapping.bisects && rest.length > 1 && rest.length === fresh.length) {
    const middle = Math.ceil(rest.length / 2);
    await deliver(options, rest.slice(0, middle), attempt);
    await deliver(options, rest.slice(middle), attempt);
    return;
  }
  if (mapping.retries !== undefined && attempt >= mapping.retries) {
    options.giveUp(rest, 'RetryAttemptsExhausted', attempt + 1);
    options.done(rest);
    return;
  }
  await pause(Math.min(options.pauseMilliseconds * 2 ** attempt, longestPause), stopped);
  await deliver(options, rest, attempt + 1);
}

/** The records that are still young enough to be tried; the others are given up. */
function young(options: LaneOptions, batch: readonly StreamRecord[], attempts: number): readonly StreamRecord[] {
  const age = options.mapping.maximumAgeMilliseconds;
  if (age === undefined) return batch;
  const oldest = (Date.now() - age) / 1000;
  const old = batch.filter(({ dynamodb }) => dynamodb.ApproximateCreationDateTime < oldest);
  if (old.length === 0) return batch;
  options.giveUp(old, 'RecordAgeExceeded', attempts);
  options.done(old);
  return batch.filter((record) => !old.includes(record));
}

/** What must be tried again: everything from the first failed record on, as order is kept. */
function unhandled(mapping: Mapping, batch: readonly StreamRecord[], answered: Invoked): readonly StreamRecord[] {
  if (!answered.ok) return batch;
  if (!mapping.reportsItems) return [];
  const failed = failedItems(answered.payload);
  if (failed === undefined) return batch;
  if (failed.length === 0) return [];
  const first = batch.findIndex(({ dynamodb }) => failed.includes(dynamodb.SequenceNumber));
  return first === -1 ? batch : batch.slice(first);
}

/** Waits, or not, when the stack stops. */
export function pause(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      stopped.removeEventListener('abort', end);
      resolve();
    }
    if (stopped.aborted) end();
    else stopped.addEventListener('abort', end);
  });
}
