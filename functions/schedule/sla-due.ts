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
import { doByItself, forEachOf } from '#functions/runtime/incidentByItself.ts';
import { logOf } from '#functions/runtime/log.ts';
import { measured } from '#functions/runtime/metric.ts';
import * as calendars from '#functions/store/calendar.ts';
import { readDue, type DuePage } from '#functions/store/incidentsDue.ts';
import { openTable } from '#functions/store/table.ts';
import type { CalendarEdition } from '#shared/calendar/edition.ts';
import { doDue } from '#shared/incident/due.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { coverage } from '#shared/incident/openingsFor.ts';
import { businessMs, isOpen } from '#shared/time/business.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';

const table = openTable(readEnv('sla-due').tableName);
const calendar = holdCalendar(table);
const log = logOf('sla-due');

export interface Swept {
  /** Whether the desk is open; while it is closed nothing else is done. */
  readonly open: boolean;
  readonly tiersNoted: number;
  readonly closed: number;
  readonly failed: number;
  /** Business milliseconds for which the oldest of what was not done is due; 0 when all was. */
  readonly behindMs: number;
}

type Calling = Pick<Context, 'getRemainingTimeInMillis' | 'functionName'>;

/** Time kept to come to an end before the function's own is up; what is left is the next minute's. */
const endingMs = 5_000;
const pageSize = 100;
const atOnce = 8;

export async function handler(_event?: unknown, context?: Calling): Promise<Swept> {
  const now = systemClock();
  const timeIsLeft = () => (context?.getRemainingTimeInMillis() ?? Infinity) > endingMs;
  const holding = await calendar.fresh();
  if (!holding.settled) await makeUpFor(holding, now, timeIsLeft);
  const swept = await sweep(holding.edition, now, timeIsLeft);
  log.info('swept', { ...swept, ...measured('dueBehind', swept.behindMs, context?.functionName ?? 'sla-due', now) });
  return swept;
}

async function sweep(edition: CalendarEdition, now: Instant, timeIsLeft: () => boolean): Promise<Swept> {
  const nothing = { open: false, tiersNoted: 0, closed: 0, failed: 0, behindMs: 0 };
  if (!isOpen(msOf(now), coverage(edition.calendar, msOf(now), msOf(now)))) return nothing;
  let [tiersNoted, closed, failed] = [0, 0, 0];
  let oldest: Instant | null = null;
  let from: DuePage['next'] = null;
  do {
    const page: DuePage = await readDue(table, now, pageSize, from);
    const done = await forEachOf(page.incidents, { atOnce, timeIsLeft }, async (listed) => {
      const change = await doByItself(table, listed, async (incident) => {
        const decision = doDue(incident, now, await calendar.current(incident.projection.edition));
        return decision.kind === 'change' ? decision.change : null;
      });
      if (change?.written?.after.state === 'closed') closed += 1;
      else tiersNoted += change?.lines.length ?? 0;
    });
    for (const { each, error } of done.failed) log.error('due not done', { incident: each.number, error });
    failed += done.failed.length;
    oldest = oldestOf([...done.failed.map(({ each }) => each), ...done.left], oldest);
    from = page.next;
  } while (from && timeIsLeft());
  return { open: true, tiersNoted, closed, failed, behindMs: behind(oldest, now, edition) };
}

function oldestOf(waiting: readonly Incident[], before: Instant | null): Instant | null {
  return waiting.reduce<Instant | null>((oldest, { projection: { due } }) => {
    return due && (oldest === null || due.at < oldest) ? due.at : oldest;
  }, before);
}

function behind(oldest: Instant | null, now: Instant, { calendar: holds }: CalendarEdition): number {
  return oldest === null ? 0 : businessMs(msOf(oldest), msOf(now), coverage(holds, msOf(oldest), msOf(now)));
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
