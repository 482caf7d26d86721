/**
 * The calendar was saved: every open incident follows it at once. What is cut short here or written beside it by a function
 * that still held the former edition, the sweep of the next minutes makes up for; it also says when all is done.
 */
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { holdCalendar } from '#functions/runtime/calendar.ts';
import { systemClock } from '#functions/runtime/clock.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { followCalendar } from '#functions/runtime/followCalendar.ts';
import { logOf } from '#functions/runtime/log.ts';
import { openTable } from '#functions/store/table.ts';

const table = openTable(readEnv('follow-calendar').tableName);
const calendar = holdCalendar(table);
const log = logOf('follow-calendar');

const allDone: DynamoDBBatchResponse = { batchItemFailures: [] };

/** Time kept to come to an end before the function's own is up. */
const endingMs = 10_000;

/** @throws when it was cut short: the stream calls again, and it goes on with those that do not follow yet. */
export async function handler(
  _event: DynamoDBStreamEvent,
  context?: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<DynamoDBBatchResponse> {
  // Whatever the stream tells of, perhaps long after: what holds now is what is to be followed.
  const { edition, settled } = await calendar.fresh();
  if (settled) return allDone;
  const timeIsLeft = () => (context?.getRemainingTimeInMillis() ?? Infinity) > endingMs;
  const { moved, failed, complete } = await followCalendar(table, edition, systemClock(), timeIsLeft);
  for (const { each, error } of failed) log.error('incident does not follow', { incident: each.number, error });
  log.info('calendar followed', { edition: edition.version, moved, failed: failed.length, complete });
  if (!complete) throw new Error(`Not every open incident follows edition ${edition.version} yet`);
  return allDone;
}
