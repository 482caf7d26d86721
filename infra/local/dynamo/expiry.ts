/**
 * Time to live, done by us: DynamoDB Local never deletes an item that misses the key of an index, and its own stream
 * records of such deletions are unreadable. A deleted key is noted first, so that its stream record can carry the
 * identity of the service that AWS gives it.
 */

import type { Journal } from '../journal.ts';
import type { Log } from '../part.ts';
import { DynamoError } from './call.ts';
import type { DynamoCall } from './call.ts';
import type { Table } from './tables.ts';

const everyMilliseconds = 10 * 60_000;
const forgetAfterMilliseconds = 24 * 3_600_000;

/** An attribute map as the wire has it. */
export type WireItem = Readonly<Record<string, unknown>>;

/** Deletes what is past its time. */
export interface Expiry {
  /** Deletes everything expired now; how many items went. */
  readonly sweep: () => Promise<number>;
  /** Whether this deletion of the stream was made by expiry. */
  readonly made: (table: string, key: WireItem) => boolean;
  stop(): void;
}

function keyText(keys: readonly string[], item: WireItem): string {
  return JSON.stringify([...keys].sort().map((name) => item[name]));
}

/** Starts the sweeper for the tables that have a time to live. */
export function startExpiry(
  call: DynamoCall,
  journal: Journal,
  tables: readonly Table[],
  wrote: (table: string) => void,
  log: Log,
): Expiry {
  const remember = journal.prepare('INSERT OR REPLACE INTO expired VALUES (?, ?, ?)');
  const known = journal.prepare('SELECT 1 FROM expired WHERE tableName = ? AND itemKey = ?');
  const forget = journal.prepare('DELETE FROM expired WHERE deletedAt < ?');

  const sweepTable = async (table: Table, attribute: string): Promise<number> => {
    let deleted = 0;
    let start: unknown;
    const now = String(Math.floor(Date.now() / 1000));
    const condition = {
      ExpressionAttributeNames: { '#expiry': attribute },
      ExpressionAttributeValues: { ':now': { N: now } },
    };
    do {
      const page = await call('DynamoDB_20120810.Scan', {
        TableName: table.name,
        FilterExpression: '#expiry < :now',
        ...condition,
        ExclusiveStartKey: start,
      });
      for (const item of Array.isArray(page['Items']) ? (page['Items'] as WireItem[]) : []) {
        remember.run(table.name, keyText(table.keys, item), Date.now());
        try {
          await call('DynamoDB_20120810.DeleteItem', {
            TableName: table.name,
            Key: Object.fromEntries(table.keys.map((name) => [name, item[name]])),
            ConditionExpression: '#expiry < :now',
            ...condition,
          });
          deleted += 1;
        } catch (error) {
          // Somebody gave it more time between the scan and now.
          if (!(error instanceof DynamoError && error.code === 'ConditionalCheckFailedException')) throw error;
        }
      }
      start = page['LastEvaluatedKey'];
    } while (start !== undefined);
    if (deleted > 0) wrote(table.name);
    return deleted;
  };

  const sweep = async (): Promise<number> => {
    forget.run(Date.now() - forgetAfterMilliseconds);
    let deleted = 0;
    for (const table of tables) if (table.expiry !== undefined) deleted += await sweepTable(table, table.expiry);
    return deleted;
  };

  const timer = setInterval(() => {
    sweep().then(
      (deleted) => deleted > 0 && log('dynamodb', 'expired items deleted', { deleted }),
      (error: unknown) => log('dynamodb', 'expired items could not be deleted', { error: String(error) }),
    );
  }, everyMilliseconds).unref();

  const keysOf = new Map(tables.map((table) => [table.name, table.keys]));
  return {
    sweep,
    made: (table, key) => known.get(table, keyText(keysOf.get(table) ?? [], key)) !== undefined,
    stop: () => clearInterval(timer),
  };
}
