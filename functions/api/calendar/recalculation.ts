/** Clocks that have ended, looked at and recorded anew by the calendar that holds. */
import { doByItself } from '#functions/runtime/incidentByItself.ts';
import * as incidents from '#functions/store/incidents.ts';
import { incidentsWithRecords } from '#functions/store/openIncidents.ts';
import type { Table } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import type { CalendarEdition } from '#shared/calendar/edition.ts';
import { recalculate, recalculations, type Recalculated } from '#shared/calendar/recalculate.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import type { Incident, RecordedClock } from '#shared/incident/incident.ts';
import type { Instant } from '#shared/time/instant.ts';

type Preview = ResponseOf<'previewRecalculation'>;
type Item = Preview['items'][number];

/** As many as one look of a person takes in; the rest is asked for when these are done. */
const shownAtMost = 100;
/** Incidents looked at for one answer. */
const lookedAtMost = 5_000;

/** Incidents whose recorded clocks would change, newest first; those with both clocks changed count once. */
export async function recalculable(
  table: Table,
  since: Instant,
  now: Instant,
  edition: CalendarEdition,
): Promise<Preview> {
  const found = new Map<IncidentNumber, readonly Item[]>();
  let looked = 0;
  for await (const page of incidentsWithRecords(table, since)) {
    for (const incident of page) {
      const items = itemsOf(incident, recalculations(incident, now, edition));
      if (items.length === 0) continue;
      if (found.size >= shownAtMost) return { items: [...found.values()].flat(), more: true };
      found.set(incident.number, items);
    }
    looked += page.length;
    if (looked >= lookedAtMost) return { items: [...found.values()].flat(), more: true };
  }
  return { items: [...found.values()].flat(), more: false };
}

/** Records these anew, one after the other; asked again, those that are done are left alone. */
export async function recalculateAll(
  table: Table,
  numbers: readonly IncidentNumber[],
  reason: string,
  { caller, now, edition }: { readonly caller: Person; readonly now: Instant; readonly edition: CalendarEdition },
): Promise<readonly Item[]> {
  const done: Item[] = [];
  for (const listed of await incidents.readAll(table, numbers)) {
    let before = listed;
    const change = await doByItself(table, listed, async (incident) => {
      before = incident;
      const decision = recalculate(incident, reason, caller, now, edition);
      return decision.ok && decision.value.kind === 'change' ? decision.value.change : null;
    });
    if (change) done.push(...itemsOf(before, recalculations(before, now, edition)));
  }
  return done;
}

function itemsOf({ number, title, state }: Incident, found: readonly Recalculated[]): readonly Item[] {
  return found.map(({ clock, before, after }) => ({
    number,
    title,
    state,
    clock,
    before: shown(before),
    after: shown(after),
  }));
}

function shown({ clock: { elapsedMs, tier, dueAt, breachedAt }, edition }: RecordedClock): Item['before'] {
  return { elapsedMs, tier, dueAt, breachedAt, calendar: edition };
}
