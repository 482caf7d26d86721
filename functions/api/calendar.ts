/** The desk's calendar: opening hours and closures as they hold, how they came to be, and their editing. */
import { holdCalendar, type HoldingCalendar } from '#functions/runtime/calendar.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { serve } from '#functions/runtime/http.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import * as calendars from '#functions/store/calendar.ts';
import { openTable } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import { mayEditCalendar, worksAtDesk } from '#shared/access/policy.ts';
import { warningsOf } from '#shared/calendar/check.ts';
import { edit } from '#shared/calendar/edit.ts';
import { proposals } from '#shared/calendar/propose.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { calendarRoutes } from '#shared/contract/routes/calendar.ts';
import { accepted } from '#shared/refusal.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';
import { localDate, startOf } from '#shared/time/zone.ts';
import { effectOnOpen } from './calendar/effect.ts';
import { recalculable, recalculateAll } from './calendar/recalculation.ts';

const table = openTable(readEnv('api-calendar').tableName);
const calendar = holdCalendar(table);

export const handler = serve('api-calendar', calendarRoutes, {
  readCalendar: async ({ caller, now }) => accepted(pageOf(await calendar.fresh(), caller, now)),

  saveCalendar: async ({ caller, body, ifMatch, now }) => {
    const holding = await calendar.fresh();
    const decided = edit(holding.edition, body, caller, now);
    if (!decided.ok && decided.refusal.code === 'notAllowed') return decided;
    if (holding.edition.version !== ifMatch) {
      return refuse('versionMismatch', { current: pageOf(holding, caller, now), changes: [] });
    }
    if (!decided.ok) return decided;
    const { value: edition } = decided;
    // Saved as it stands already: no edition for nothing.
    if (edition.saved?.changes.length === 0) return accepted(pageOf(holding, caller, now));
    if (!(await calendars.save(table, edition))) {
      return refuse('versionMismatch', { current: pageOf(await calendar.fresh(), caller, now), changes: [] });
    }
    calendar.saw(edition);
    return accepted(pageOf({ edition, settled: false }, caller, now));
  },

  previewCalendar: async ({ caller, body, now }) => {
    const { edition } = await calendar.fresh();
    const decided = edit(edition, body, caller, now);
    if (!decided.ok) return decided;
    const { calendar: after } = decided.value;
    const warnings = warningsOf(after, edition.calendar, localDate(msOf(now), after.zone));
    return accepted({ warnings, effect: await effectOnOpen(table, now, edition.calendar, after) });
  },

  proposeClosures: async ({ params }) => {
    const { edition } = await calendar.fresh();
    return accepted({ items: proposals(params.year, edition.calendar) });
  },

  listCalendarSavings: async ({ caller, query }) => {
    if (!worksAtDesk(caller)) return refuse('notAllowed');
    const page = await calendars.listEditions(table, query);
    if (!page.ok) return page;
    const items = page.value.items.flatMap(({ version, saved }) => (saved ? [{ version, ...saved }] : []));
    return accepted({ items, next: page.value.next });
  },

  previewRecalculation: async ({ caller, body, now }) => {
    if (!mayEditCalendar(caller)) return refuse('notAllowed');
    const { edition } = await calendar.fresh();
    return accepted(await recalculable(table, startOf(body.since, edition.calendar.zone), now, edition));
  },

  recalculate: async ({ caller, body, now }) => {
    if (!mayEditCalendar(caller)) return refuse('notAllowed');
    const { edition } = await calendar.fresh();
    return accepted({ items: await recalculateAll(table, body.incidents, body.reason, { caller, now, edition }) });
  },
});

function pageOf({ edition, settled }: HoldingCalendar, caller: Person, now: Instant): ResponseOf<'readCalendar'> {
  const { version, calendar: holds, saved } = edition;
  return {
    version,
    ...holds,
    saved: saved && worksAtDesk(caller) ? { at: saved.at, by: saved.by, note: saved.note } : null,
    warnings: warningsOf(holds, null, localDate(msOf(now), holds.zone)),
    settled,
    may: { edit: mayEditCalendar(caller) },
  };
}
