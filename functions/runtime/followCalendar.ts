/**
 * Lets every open incident follow an edition of the calendar. It may be cut short at any point and begun again: who follows
 * already is left alone, and of two editions saved one after the other the later wins, whoever comes last.
 */
import { openIncidents } from '#functions/store/openIncidents.ts';
import type { Table } from '#functions/store/table.ts';
import type { CalendarEdition } from '#shared/calendar/edition.ts';
import { follow } from '#shared/incident/due.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { Instant } from '#shared/time/instant.ts';
import { doByItself, forEachOf } from './incidentByItself.ts';

export interface Followed {
  /** Incidents that did not follow yet. */
  readonly moved: number;
  readonly failed: readonly { readonly each: Incident; readonly error: unknown }[];
  /** Everything that is open was seen, and follows. */
  readonly complete: boolean;
}

const atOnce = 8;

/**
 * @param now instant at which clocks are reckoned.
 * @param timeIsLeft false when the function must come to its end.
 */
export async function followCalendar(
  table: Table,
  edition: CalendarEdition,
  now: Instant,
  timeIsLeft: () => boolean,
): Promise<Followed> {
  let moved = 0;
  const failed: Followed['failed'][number][] = [];
  for await (const page of openIncidents(table)) {
    const outdated = page.filter(({ projection }) => projection.edition < edition.version);
    const done = await forEachOf(outdated, { atOnce, timeIsLeft }, async (listed) => {
      const written = await doByItself(table, listed, async (incident) => {
        const after = follow(incident, now, edition);
        return after && { written: after, lines: [], relied: null };
      });
      if (written) moved += 1;
    });
    failed.push(...done.failed);
    if (!timeIsLeft()) return { moved, failed, complete: false };
  }
  return { moved, failed, complete: failed.length === 0 };
}
