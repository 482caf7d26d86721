/** Looks at what a calendar would do to open incidents. */
import { openIncidents } from '#functions/store/openIncidents.ts';
import type { Table } from '#functions/store/table.ts';
import { byConcern, effectOn, type Moved } from '#shared/calendar/effect.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { Calendar } from '#shared/time/calendar.ts';
import type { Instant } from '#shared/time/instant.ts';

type Effect = ResponseOf<'previewCalendar'>['effect'];

/** Ten times what a faculty has open at once; looking at them takes some seconds. */
const lookedAtMost = 5_000;
const shownAtMost = 200;

export async function effectOnOpen(table: Table, now: Instant, before: Calendar, after: Calendar): Promise<Effect> {
  const seen = new Set<Incident['number']>();
  const moved: { readonly effect: Moved; readonly incident: Incident }[] = [];
  let more = false;
  for await (const page of openIncidents(table)) {
    for (const incident of page) {
      // One that is worked meanwhile may come twice: once where it was, once where it is.
      if (seen.has(incident.number)) continue;
      seen.add(incident.number);
      const effect = effectOn(incident, now, before, after);
      if (effect) moved.push({ effect, incident });
    }
    more = seen.size >= lookedAtMost;
    if (more) break;
  }
  const items = moved
    .toSorted((one, other) => byConcern(one.effect, other.effect))
    .slice(0, shownAtMost)
    .map(({ effect, incident }) => ({
      number: incident.number,
      title: incident.title,
      state: incident.state,
      clock: effect.clock,
      before: effect.before,
      after: effect.after,
    }));
  return { open: seen.size, changed: moved.length, more, items };
}
