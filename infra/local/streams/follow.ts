/** Runs the stream mappings: reads on after each write, keeps a checkpoint, spreads records over lanes by their key. */

import { createHash, randomUUID } from 'node:crypto';
import type { DynamoCall } from '../dynamo/call.ts';
import { streamOf } from '../dynamo/tables.ts';
import type { Table } from '../dynamo/tables.ts';
import type { SendToQueue } from '../events/outbox.ts';
import type { Journal } from '../journal.ts';
import type { Invoke, Log, Part } from '../part.ts';
import { pause, startLane } from './lane.ts';
import type { GivenUp } from './lane.ts';
import type { Mapping } from './mapping.ts';
import { sharedPages } from './pages.ts';
import type { Pages } from './pages.ts';
import { openReader } from './shards.ts';
import type { Reader, StreamRecord } from './shards.ts';

/** What following streams needs. */
export interface FollowOptions {
  readonly call: DynamoCall;
  readonly journal: Journal;
  readonly tables: readonly Table[];
  readonly mappings: readonly Mapping[];
  readonly region: string;
  readonly invoke: Invoke;
  readonly send: SendToQueue;
  readonly expired: (table: string, keys: Readonly<Record<string, unknown>>) => boolean;
  readonly log: Log;
  readonly pauseMilliseconds?: number;
}

/** Running stream mappings. */
export interface Following extends Part {
  /** A table was written: its followers read at once. */
  readonly wrote: (table: string) => void;
  busy(): number;
}

/** Records read and not dealt with, beyond which a follower stops reading ahead. */
const readAhead = 4000;
/** Deletions by expiry and writes past the gateway wake nobody, so followers look by themselves too. */
const idleMilliseconds = 1000;

/** Starts one follower per mapping. */
export async function followStreams(options: FollowOptions): Promise<Following> {
  const stop = new AbortController();
  const pagesOf = new Map(options.tables.map(({ name }) => [name, sharedPages()] as const));
  const followers = await Promise.all(
    options.mappings.map(async (mapping) => {
      const table = options.tables.find(({ arn }) => mapping.sourceArn.startsWith(`${arn}/stream/`));
      if (table === undefined) throw new Error(`Mapping ${mapping.id}: no table has the stream ${mapping.sourceArn}`);
      const streamArn = await streamOf(options.call, table.name);
      return {
        table: table.name,
        ...startFollower(options, mapping, table, streamArn, pagesOf.get(table.name), stop.signal),
      };
    }),
  );
  return {
    wrote: (written) => {
      pagesOf.get(written)?.wrote();
      followers.filter(({ table }) => table === written).forEach((one) => one.wake());
    },
    busy: () => followers.reduce((sum, one) => sum + one.busy(), 0),
    stop: async () => {
      stop.abort();
      await Promise.all(followers.map(({ ended }) => ended));
    },
  };
}

interface Follower {
  wake(): void;
  busy(): number;
  readonly ended: Promise<void>;
}

interface Pending {
  readonly shard: string;
  readonly sequence: string;
  done: boolean;
}

function startFollower(
  options: FollowOptions,
  mapping: Mapping,
  table: Table,
  streamArn: string,
  pages: Pages | undefined,
  stopped: AbortSignal,
): Follower {
  const { journal, log } = options;
  const read = journal.prepare('SELECT shard, sequence FROM checkpoint WHERE mapping = ? ORDER BY rowid DESC LIMIT 1');
  const forget = journal.prepare('DELETE FROM checkpoint WHERE mapping = ? AND shard <> ?');
  const write = journal.prepare('INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?)');
  const pending: Pending[] = [];
  const bySequence = new Map<string, Pending>();
  let wanted = 1;
  let seen = 0;
  let wakeUp: (() => void) | undefined;
  let shardWritten: string | undefined;

  const advance = (): void => {
    let last: Pending | undefined;
    let handled = 0;
    while (pending[handled]?.done === true) last = pending[handled++];
    if (last === undefined) return;
    pending.splice(0, handled);
    write.run(mapping.id, last.shard, last.sequence);
    if (shardWritten !== last.shard) forget.run(mapping.id, last.shard);
    shardWritten = last.shard;
    if (pending.length < readAhead) wakeUp?.();
  };

  const done = (records: readonly StreamRecord[]): void => {
    for (const { dynamodb } of records) {
      const found = bySequence.get(dynamodb.SequenceNumber);
      if (found !== undefined) found.done = true;
      bySequence.delete(dynamodb.SequenceNumber);
    }
    advance();
  };

  const giveUp = (records: readonly StreamRecord[], why: GivenUp, attempts: number): void => {
    log('streams', 'records were given up', { function: mapping.functionName, why, records: records.length, attempts });
    const shard = bySequence.get(records[0]?.dynamodb.SequenceNumber ?? '')?.shard ?? '';
    const message = givenUpMessage(mapping, shard, records, why, attempts);
    if (mapping.onFailure !== undefined) options.send(mapping.onFailure, JSON.stringify(message));
  };

  const lanes = Array.from({ length: mapping.lanes }, () =>
    startLane({
      mapping,
      invoke: (records) => options.invoke(mapping.functionName, { Records: records }),
      done,
      giveUp,
      stopped,
      pauseMilliseconds: options.pauseMilliseconds ?? 200,
    }),
  );

  const take = (shard: string, records: readonly StreamRecord[]): void => {
    for (const record of records) {
      const entry = { shard, sequence: record.dynamodb.SequenceNumber, done: !mapping.wants(record) };
      pending.push(entry);
      if (entry.done) continue;
      bySequence.set(entry.sequence, entry);
      lanes[laneOf(record, table, lanes.length)]?.add(record);
    }
    advance();
  };

  const idle = async (): Promise<void> => {
    const woken = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    await Promise.race([woken, pause(idleMilliseconds, stopped)]);
    wakeUp = undefined;
  };

  const follow = async (): Promise<void> => {
    let reader: Reader | undefined;
    const over = (): boolean => stopped.aborted;
    while (!over()) {
      try {
        if (reader === undefined) {
          const kept = read.get(mapping.id);
          const from = kept && { shard: String(kept['shard']), sequence: String(kept['sequence']) };
          const expired = (keys: Readonly<Record<string, unknown>>): boolean => options.expired(table.name, keys);
          const named = {
            call: options.call,
            streamArn,
            templateArn: mapping.sourceArn,
            region: options.region,
            expired,
            ...(pages && { pages }),
          };
          reader = await openReader(named, from, mapping.start);
        }
        const asked = wanted;
        const { shard, records } = await reader.next();
        take(shard, records);
        if (records.length === 0) seen = asked;
        if (pending.length >= readAhead || (records.length === 0 && asked === wanted)) await idle();
      } catch (error) {
        if (over()) return;
        log('streams', 'a stream could not be read', { mapping: mapping.id, error: String(error) });
        await pause(idleMilliseconds, stopped);
      }
    }
  };

  return {
    wake: () => {
      wanted += 1;
      wakeUp?.();
    },
    busy: () => pending.length + (wanted === seen ? 0 : 1),
    ended: follow(),
  };
}

/** Records of one item partition share a lane, so their order holds. */
function laneOf(record: StreamRecord, table: Table, lanes: number): number {
  if (lanes === 1) return 0;
  const [partition = ''] = table.keys;
  const digest = createHash('md5').update(JSON.stringify(record.dynamodb.Keys[partition])).digest();
  return digest.readUInt32BE(0) % lanes;
}

function givenUpMessage(
  mapping: Mapping,
  shard: string,
  records: readonly StreamRecord[],
  condition: GivenUp,
  attempts: number,
): object {
  const instant = (record: StreamRecord | undefined): string =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionName,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: instant(records[0]),
      approximateArrivalOfLastRecord: instant(records.at(-1)),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
}
