/** A table full of incidents, and the sweep as it is deployed, at an hour that the test chooses. */
import { vi } from 'vitest';
import * as history from '#functions/store/incidentHistory.ts';
import * as incidents from '#functions/store/incidents.ts';
import type { Table } from '#functions/store/table.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { Instant } from '#shared/time/instant.ts';
import { sideBySide } from './doors.ts';

/** Writes incidents as they are, with no history. */
export async function keep(table: Table, all: readonly Incident[]): Promise<void> {
  await sideBySide(all, async (after) => {
    const saved = await incidents.save(table, { written: { before: null, after }, lines: [], relied: null }, []);
    if (saved.kind !== 'saved') throw new Error(`${after.number} is there already`);
  });
}

export async function stored(table: Table, number: IncidentNumber): Promise<Incident> {
  const incident = await incidents.read(table, number);
  if (!incident) throw new Error(`There is no ${number}`);
  return incident;
}

/** What history tells of an incident, oldest first: action, what changed, when. */
export async function toldOf(table: Table, number: IncidentNumber): Promise<readonly string[]> {
  const page = await history.list(table, number, { limit: 100, commentsOnly: false });
  if (!page.ok) throw new Error(page.refusal.code);
  return page.value.items
    .map(({ at, content }) =>
      content.kind === 'change'
        ? [content.action, ...content.changes.map(({ to }) => String(to)), at].join(' ')
        : content.kind,
    )
    .toReversed();
}

/** Does this while every clock of this process shows this instant; timers run on. */
export async function at<Result>(now: Instant, work: () => Promise<Result>): Promise<Result> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}
