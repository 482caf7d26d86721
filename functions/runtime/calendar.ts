/** The desk's calendar as a process holds it between calls: hardly ever asked for, and never older than what was seen. */
import * as calendars from '#functions/store/calendar.ts';
import type { Table } from '#functions/store/table.ts';
import type { CalendarEdition } from '#shared/calendar/edition.ts';

/** The edition that holds, and whether every open incident is known to follow it. */
export interface HoldingCalendar {
  readonly edition: CalendarEdition;
  readonly settled: boolean;
}

export interface HeldCalendar {
  /**
   * The edition that holds. It is asked for anew after a few seconds, or at once when a record is newer than what is held:
   * one that was projected with a later edition proves that there is one.
   * @param atLeast version of the edition that a record at hand was projected with.
   */
  readonly current: (atLeast?: number) => Promise<CalendarEdition>;
  /** The edition that holds now, asked for whatever is held. */
  readonly fresh: () => Promise<HoldingCalendar>;
  /** What was saved from here, so that this process reckons by it at once. */
  readonly saw: (edition: CalendarEdition) => void;
}

/** Milliseconds for which a calendar is used without asking. Who re-projects waits this out before all is said to follow. */
export const calendarHeldMs = 10_000;

/**
 * Holds the table's calendar. An edition stays one object for as long as it holds, by which its index of openings is kept.
 * @param elapsed milliseconds on a clock that never goes back.
 */
export function holdCalendar(table: Table, elapsed: () => number = () => performance.now()): HeldCalendar {
  let held: { readonly edition: CalendarEdition; readonly asked: number } | null = null;
  const keep = (edition: CalendarEdition, asked: number): CalendarEdition => {
    // Of two calls side by side, the one that saw less does not win.
    if (!held || held.edition.version <= edition.version) held = { edition, asked };
    return held.edition;
  };
  const fresh = async (): Promise<HoldingCalendar> => {
    const asked = elapsed();
    const { version, settled } = await calendars.readHead(table);
    const known = held?.edition.version === version ? held.edition : await calendars.readEdition(table, version);
    if (!known) throw new Error(`Edition ${version} of the calendar is not in the table`);
    const edition = keep(known, asked);
    return { edition, settled: settled && edition.version === version };
  };
  return {
    fresh,
    current: async (atLeast = 0) => {
      const good = held && held.edition.version >= atLeast && elapsed() - held.asked < calendarHeldMs;
      return held && good ? held.edition : (await fresh()).edition;
    },
    saw: (edition) => void keep(edition, elapsed()),
  };
}
