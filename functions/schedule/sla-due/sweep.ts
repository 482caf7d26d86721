/** Does what fell due of incidents, and reads nothing but that. */
import type { HeldCalendar } from '#functions/runtime/calendar.ts';
import { doByItself, forEachOf } from '#functions/runtime/incidentByItself.ts';
import type { Log } from '#functions/runtime/log.ts';
import { readDue, type DuePage } from '#functions/store/incidentsDue.ts';
import type { Table } from '#functions/store/table.ts';
import type { CalendarEdition } from '#shared/calendar/edition.ts';
import { doDue } from '#shared/incident/due.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { coverage } from '#shared/incident/openingsFor.ts';
import { businessMs, isOpen } from '#shared/time/business.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';

export interface Swept {
  /** Whether the desk is open; while it is closed nothing is done. */
  readonly open: boolean;
  readonly tiersNoted: number;
  readonly closed: number;
  readonly failed: number;
  /** Business milliseconds for which the oldest of what was not done is due; 0 when all was. */
  readonly behindMs: number;
}

/** What a sweep works with. */
export interface Sweeping {
  readonly table: Table;
  readonly calendar: Pick<HeldCalendar, 'current'>;
  /** The edition that holds when it begins. */
  readonly edition: CalendarEdition;
  readonly now: Instant;
  readonly timeIsLeft: () => boolean;
  readonly log: Pick<Log, 'error'>;
}

const pageSize = 100;
const atOnce = 8;

/** One Query when nothing is due, however many incidents are open; what is left when time is up is the next minute's. */
export async function sweep({ table, calendar, edition, now, timeIsLeft, log }: Sweeping): Promise<Swept> {
  if (!isOpen(msOf(now), coverage(edition.calendar, msOf(now), msOf(now)))) {
    return { open: false, tiersNoted: 0, closed: 0, failed: 0, behindMs: 0 };
  }
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
    from = page.next;
    // Of a page that was not read it is known that it begins where this one ends.
    const unread = from && !timeIsLeft() ? page.incidents.slice(-1) : [];
    oldest = oldestOf([...done.failed.map(({ each }) => each), ...done.left, ...unread], oldest);
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
