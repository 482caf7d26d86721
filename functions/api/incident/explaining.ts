/** Why an incident's clocks show what they show, each by the calendar it is reckoned by. */
import type { HeldCalendar } from '#functions/runtime/calendar.ts';
import * as calendars from '#functions/store/calendar.ts';
import type { Table } from '#functions/store/table.ts';
import type { CalendarEdition } from '#shared/calendar/edition.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { explainClock } from '#shared/incident/explain.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { clockNames, type ClockName } from '#shared/incident/tier.ts';
import type { Instant } from '#shared/time/instant.ts';

type Explanation = ResponseOf<'explainIncident'>;

/**
 * The explanation of both clocks at an instant. One that has ended is explained by the edition of the calendar it was
 * recorded with, so that what is shown is what was recorded.
 */
export async function explanationOf(
  table: Table,
  calendar: HeldCalendar,
  incident: Incident,
  now: Instant,
): Promise<Explanation> {
  const present = await calendar.current(incident.projection.edition);
  const clocks = await Promise.all(
    clockNames.map(async (name) => {
      const { edition, recorded } = await editionOf(table, incident, name, present);
      const explained = explainClock(name, incident.changes, now, edition.calendar);
      const by = { version: edition.version, zone: edition.calendar.zone, recorded };
      return explained ? [{ ...explained, calendar: by }] : [];
    }),
  );
  return { asOf: now, clocks: clocks.flat() };
}

async function editionOf(
  table: Table,
  { number, recorded }: Incident,
  name: ClockName,
  present: CalendarEdition,
): Promise<{ readonly edition: CalendarEdition; readonly recorded: boolean }> {
  const version = recorded[name]?.edition ?? null;
  if (version === null) return { edition: present, recorded: false };
  const edition = version === present.version ? present : await calendars.readEdition(table, version);
  if (!edition) throw new Error(`${number} was recorded with edition ${version} of the calendar, which is not there`);
  return { edition, recorded: true };
}
