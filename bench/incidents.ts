/** Incidents to fill a table with, straight by the store. */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { incidentItem } from '#functions/store/item.ts';
import type { Table } from '#functions/store/table.ts';
import { firstEdition } from '#shared/calendar/edition.ts';
import { numberAt } from '#shared/ids.ts';
import { reckoned } from '#shared/incident/change.ts';
import { noLinks, type Incident } from '#shared/incident/incident.ts';
import type { StateChange } from '#shared/incident/state.ts';
import type { Email } from '#shared/request/course.ts';
import { instantOf, type Instant } from '#shared/time/instant.ts';

/** Of the size that the portal's form gives it, with this history. */
export function incidentWith(rank: number, changes: readonly StateChange[], now: Instant): Incident {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) throw new Error('An incident begins with a state');
  return reckoned(
    {
      number: numberAt('incident', rank),
      version: changes.length,
      kind: 'incident',
      subkind: 'behaviour',
      channel: 'portal',
      title: `Le son coupe pendant la classe virtuelle ${rank}`,
      text: 'Depuis ce matin le son coupe toutes les deux minutes, chez moi et chez deux étudiants. '.repeat(4),
      requester: {
        name: `Personne ${rank % 900}`,
        email: `personne.${rank % 900}@umontreal.example` as Email,
        person: null,
      },
      openedBy: null,
      openedAt: first.at,
      enteredAt: first.at,
      group: rank % 2 === 0 ? 'technologues' : 'techno-pedagogues',
      assignee: null,
      state: last.to,
      changes,
      links: noLinks,
      resolution: null,
      cancellation: null,
      tierSeen: { response: 'normal', resolution: 'normal' },
      recorded: { response: null, resolution: null },
      projection: { edition: firstEdition.version, due: null, urgentAt: null },
    },
    now,
    firstEdition,
  );
}

const at = (text: string): Instant => instantOf(Date.parse(text));
/** Thursday the 10th of September 2020: nothing special happens for some days around it. */
const opening = '2020-09-10T08:30:00-04:00';
export const sweepAt = at('2020-09-10T12:31:00-04:00');

/** Unanswered since the opening: a minute before the sweep it came to the next tier. */
export const dueAt = (rank: number): Incident =>
  incidentWith(rank, [{ at: at(opening), seq: 0, to: 'new' }], at(opening));

/** Opened a while later: its next tier comes after the sweep. */
export const openAt = (rank: number): Incident => {
  const opened = instantOf(Date.parse(opening) + 600_000 + (rank % 10_000) * 1_000);
  return incidentWith(rank, [{ at: opened, seq: 0, to: 'new' }], opened);
};

const sideBySide = 4;

/** Writes incidents of these ranks with no condition, as fast as the table takes them. */
export async function fillIncidents(table: Table, from: number, to: number, made: (rank: number) => Incident) {
  const size = 25;
  const groups = Array.from({ length: Math.ceil((to - from) / size) }, (_, group) => from + group * size).values();
  const worker = async () => {
    for (const start of groups) {
      const ranks = Array.from({ length: Math.min(size, to - start) }, (_, offset) => start + offset);
      const puts = ranks.map((rank) => ({ PutRequest: { Item: incidentItem(made(rank)) } }));
      await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}
