/**
 * Makes the words that requests are found by anew: for a table that was filled before the index existed, and after a
 * change of the rule that makes words. Called by ops with a `rebuildSearchCommand`; may be called at any time.
 */
import type { Context } from 'aws-lambda';
import { readEnv } from '#functions/runtime/env.ts';
import { logOf } from '#functions/runtime/log.ts';
import * as requests from '#functions/store/requests.ts';
import * as searchEntries from '#functions/store/searchEntries.ts';
import { openTable } from '#functions/store/table.ts';
import { rebuildSearchCommand } from '#shared/contract/messages.ts';

const table = openTable(readEnv('rebuild-search').tableName);
const log = logOf('rebuild-search');

export interface RebuildResult {
  readonly indexed: number;
  /** Where a walk that ran out of time goes on; null when it saw everything. */
  readonly next: string | null;
}

/** Time kept to answer before the function's own is up. */
const answeringMs = 15_000;
/** Requests indexed side by side. */
const atOnce = 8;

export async function handler(
  event: unknown,
  context?: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<RebuildResult> {
  let cursor = rebuildSearchCommand.parse(event ?? {}).from ?? undefined;
  let indexed = 0;
  do {
    const page = await requests.list(table, { kind: 'all' }, {}, { limit: atOnce, cursor });
    if (!page.ok) throw new Error(`The walk cannot go on from ${cursor}: ${page.refusal.code}`);
    await Promise.all(page.value.items.map(({ number }) => searchEntries.index(table, number)));
    indexed += page.value.items.length;
    cursor = page.value.next ?? undefined;
  } while (cursor !== undefined && (context?.getRemainingTimeInMillis() ?? Infinity) > answeringMs);
  const result = { indexed, next: cursor ?? null };
  log.info('search rebuilt', { ...result });
  return result;
}
