/** Reads a table's stream from DynamoDB Local, in order, shard after shard, and words its records as AWS does. */

import * as z from 'zod';
import { DynamoError } from '../dynamo/call.ts';
import type { DynamoCall } from '../dynamo/call.ts';
import type { Page, Pages } from './pages.ts';

/** A stream record as a function receives it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly eventSourceARN: string;
  readonly awsRegion: string;
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Readonly<Record<string, unknown>>;
  };
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
}

/** A place in the stream. */
export interface Position {
  readonly shard: string;
  /** Last record that was dealt with; undefined: from the shard's beginning. */
  readonly sequence: string | undefined;
}

const shardsSchema = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })),
    LastEvaluatedShardId: z.string().optional(),
  }),
});

const recordSchema = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    ApproximateCreationDateTime: z.number(),
    Keys: z.record(z.string(), z.unknown()),
  }),
});

/** What a reader needs. */
export interface ReaderOptions {
  readonly call: DynamoCall;
  /** The stream as the server names it, and as the template does. */
  readonly streamArn: string;
  readonly templateArn: string;
  readonly region: string;
  /** Whether a deletion was made by expiry. */
  readonly expired: (keys: Readonly<Record<string, unknown>>) => boolean;
  /** Pages shared with other readers of the stream. */
  readonly pages?: Pages;
}

/** Reads on from its place at each call. */
export interface Reader {
  /** The next records (none when the reader has caught up) and the shard they came from. */
  next(): Promise<{ readonly shard: string; readonly records: readonly StreamRecord[] }>;
}

const streams = (operation: string): string => `DynamoDBStreams_20120810.${operation}`;

/** Starts reading after `from`, or at the stream's start or end when nothing was read before. */
export async function openReader(
  options: ReaderOptions,
  from: Position | undefined,
  start: 'TRIM_HORIZON' | 'LATEST',
): Promise<Reader> {
  const { call, streamArn, pages } = options;

  const shards = async (): Promise<z.infer<typeof shardsSchema>['StreamDescription']['Shards']> => {
    const all = [];
    let after: string | undefined;
    do {
      const page = await call(streams('DescribeStream'), { StreamArn: streamArn, ExclusiveStartShardId: after });
      const { StreamDescription } = shardsSchema.parse(page);
      all.push(...StreamDescription.Shards);
      after = StreamDescription.LastEvaluatedShardId;
    } while (after !== undefined);
    return all;
  };

  const iteratorAt = async (shard: string, at: object): Promise<string> => {
    const answer = await call(streams('GetShardIterator'), { StreamArn: streamArn, ShardId: shard, ...at });
    return String(answer['ShardIterator']);
  };

  const known = await shards();
  const kept = from !== undefined && known.some(({ ShardId }) => ShardId === from.shard) ? from : undefined;
  const first = start === 'LATEST' && from === undefined ? known.at(-1) : known[0];
  let shard = kept?.shard ?? first?.ShardId ?? '';
  let last = kept?.sequence;
  let iterator: string | undefined;

  const openIterator = async (): Promise<string> => {
    if (last === undefined)
      return iteratorAt(shard, { ShardIteratorType: kept === undefined ? start : 'TRIM_HORIZON' });
    try {
      return await iteratorAt(shard, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: last });
    } catch (error) {
      // What was kept so long ago is gone from the stream: what remains of it is next.
      if (error instanceof DynamoError && error.code === 'TrimmedDataAccessException') {
        return iteratorAt(shard, { ShardIteratorType: 'TRIM_HORIZON' });
      }
      throw error;
    }
  };

  const readPage = async (): Promise<Page> => {
    iterator ??= await openIterator();
    const page = await call(streams('GetRecords'), { ShardIterator: iterator, Limit: 1000 });
    const wire: unknown[] = Array.isArray(page['Records']) ? page['Records'] : [];
    const following = page['NextShardIterator'];
    return {
      records: wire.map((one) => worded(options, recordSchema.parse(one))),
      following: typeof following === 'string' ? following : undefined,
    };
  };

  const next: Reader['next'] = async () => {
    if (shard === '') shard = (await shards())[0]?.ShardId ?? '';
    if (shard === '') return { shard, records: [] };
    let page: Page;
    try {
      const place = last === undefined ? undefined : `${shard} ${last}`;
      page = await (place === undefined || pages === undefined ? readPage() : pages.read(place, readPage));
    } catch (error) {
      iterator = undefined;
      if (error instanceof DynamoError && /Expired|Trimmed/.test(error.code)) return next();
      throw error;
    }
    const { records } = page;
    last = records.at(-1)?.dynamodb.SequenceNumber ?? last;
    iterator = page.following;
    const read = { shard, records };
    if (iterator === undefined) {
      const child = (await shards()).find(({ ParentShardId }) => ParentShardId === shard);
      if (child !== undefined) {
        shard = child.ShardId;
        last = undefined;
        iterator = await iteratorAt(shard, { ShardIteratorType: 'TRIM_HORIZON' });
        if (records.length === 0) return next();
      }
    }
    return read;
  };
  return { next };
}

function worded(options: ReaderOptions, wire: z.infer<typeof recordSchema>): StreamRecord {
  const deleted = wire.eventName === 'REMOVE' || wire.eventName === 'UNKNOWN_TO_SDK_VERSION';
  const byExpiry = deleted && options.expired(wire.dynamodb.Keys);
  return {
    eventID: wire.eventID,
    eventName: deleted ? 'REMOVE' : wire.eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: options.region,
    dynamodb: wire.dynamodb,
    eventSourceARN: options.templateArn,
    ...(byExpiry ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } } : {}),
  };
}
