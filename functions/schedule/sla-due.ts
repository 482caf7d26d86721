/**
 * Each minute: what fell due of incidents is done. A tier that a running clock has passed is noted in the history, from which
 * group and assignee are told; what was resolved long enough closes. Only what is due is read, so nothing due costs one
 * Query however many incidents are open. While the desk is closed it sleeps, and nobody is told anything: what fell due
 * then, or while this was off, is done at the next opening with the instants at which it was due.
 */
import type { Context } from 'aws-lambda';
import { holdCalendar, calendarHeldMs, type HoldingCalendar } from '#functions/runtime/calendar.ts';
import { systemClock } from '#functions/runtime/clock.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { followCalendar } from '#functions/runtime/followCalendar.ts';
import { logOf } from '#functions/runtime/log.ts';
import { measured } from '#functions/runtime/metric.ts';
import * as calendars from '#functions/store/calendar.ts';
import { openTable } from '#functions/store/table.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';
import { sweep, type Swept } from './sla-due/sweep.ts';

const table = openTable(readEnv('sla-due').tableName);
const calendar = holdCalendar(table);
const log = logOf('sla-due');

type Calling = Pick<Context, 'getRemainingTimeInMillis' | 'functionName'>;

/** Time kept to come to an end before the function's own is up; what is left is the next minute's. */
const endingMs = 5_000;

export async function handler(_event?: unknown, context?: Calling): Promise<Swept> {
  const now = systemClock();
  const timeIsLeft = () => (context?.getRemainingTimeInMillis() ?? Infinity) > endingMs;
  const holding = await calendar.fresh();
  if (!holding.settled) await makeUpFor(holding, now, timeIsLeft);
  const swept = await sweep({ table, calendar, edition: holding.edition, now, timeIsLeft, log });
  log.info('swept', { ...swept, ...measured('dueBehind', swept.behindMs, context?.functionName ?? 'sla-due', now) });
  return swept;
}

/** By then every function has asked for the calendar anew, and what it was at with the former one is written. */
const allHaveSeenMs = calendarHeldMs + 20_000;

/**
 * The calendar was saved a while ago: a last look at everything that is open, for what was written meanwhile by a function
 * that still held the former edition, and for what was cut short. After that nothing is left to follow.
 */
async function makeUpFor({ edition }: HoldingCalendar, now: Instant, timeIsLeft: () => boolean): Promise<void> {
  if (!edition.saved || msOf(now) - msOf(edition.saved.at) < allHaveSeenMs) return;
  const { moved, failed, complete } = await followCalendar(table, edition, now, timeIsLeft);
  for (const { each, error } of failed) log.error('incident does not follow', { incident: each.number, error });
  const settled = complete && (await calendars.settle(table, edition.version));
  log.info('calendar made up for', { edition: edition.version, moved, failed: failed.length, settled });
}
