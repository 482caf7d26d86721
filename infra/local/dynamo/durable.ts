/**
 * DynamoDB Local answers a transaction before SQLite has committed it: the commit waits in a queue, and a kill at that
 * moment loses what was promised. Whatever reads a table stands behind the commit in the same queue, one for all tables.
 */

import type { DynamoCall } from './call.ts';

/** Settled once everything that was written before this call is on disk. */
export type OnDisk = (table: string) => Promise<void>;

/** Waits for commits; tables in memory have nothing to wait for. */
export function onDisk(call: DynamoCall, inMemory: boolean): OnDisk {
  if (inMemory) return () => Promise.resolve();
  return async (TableName) => {
    await call('DynamoDB_20120810.DescribeTimeToLive', { TableName });
  };
}
