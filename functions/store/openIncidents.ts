/** Walks through incidents, as many at a time as a page holds: what the calendar touches. */
import { groupIds, type GroupId } from '#shared/access/person.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { IncidentStage } from '#shared/incident/state.ts';
import type { Instant } from '#shared/time/instant.ts';
import { list } from './incidents.ts';
import { readClosing, type DuePage } from './incidentsDue.ts';
import type { Table } from './table.ts';

const pageSize = 200;

async function* ofGroup(table: Table, group: GroupId, stage: IncidentStage): AsyncGenerator<readonly Incident[]> {
  let cursor: string | undefined;
  do {
    const page = await list(table, { kind: 'group', group }, stage, { limit: pageSize, cursor });
    if (!page.ok) throw new Error(`The list of ${group} cannot go on: ${page.refusal.code}`);
    yield page.value.items;
    cursor = page.value.next ?? undefined;
  } while (cursor !== undefined);
}

/** Everything whose clocks or closing lie ahead: in hand of a group, or resolved and waiting for its closing. */
export async function* openIncidents(table: Table): AsyncGenerator<readonly Incident[]> {
  for (const group of groupIds) yield* ofGroup(table, group, 'inHand');
  let from: DuePage['next'] = null;
  do {
    const page: DuePage = await readClosing(table, pageSize, from);
    yield page.incidents;
    from = page.next;
  } while (from);
}

/**
 * Everything with a clock that has ended since an instant: in hand of a group first, then what is over, group by group,
 * newest first.
 */
export async function* incidentsWithRecords(table: Table, since: Instant): AsyncGenerator<readonly Incident[]> {
  const endedSince = ({ recorded }: Incident) =>
    [recorded.response, recorded.resolution].some((kept) => (kept?.clock.stoppedAt ?? '') >= since);
  for (const group of groupIds) {
    for await (const page of ofGroup(table, group, 'inHand')) yield page.filter(endedSince);
  }
  for (const group of groupIds) {
    for await (const page of ofGroup(table, group, 'over')) {
      yield page.filter(endedSince);
      // No clock ends after the last change of state, by which this list goes.
      if ((page.at(-1)?.changes.at(-1)?.at ?? '') < since) break;
    }
  }
}
