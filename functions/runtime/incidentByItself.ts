/** What the desk does to incidents by itself: decided on what a list showed, and anew when somebody wrote in between. */
import * as incidents from '#functions/store/incidents.ts';
import type { Table } from '#functions/store/table.ts';
import type { IncidentChange } from '#shared/incident/change.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { newLineId } from './ids.ts';

/** Times a decision is taken again: each loss means that somebody else got on. */
const attempts = 6;

/**
 * Takes a decision on an incident and saves it, as one step that nobody comes between.
 * @param listed the incident as a list had it, which may lag behind: a decision on what has moved on is never saved.
 * @param decide null when there is nothing to do, or nothing any more.
 * @returns what was saved; null when there was nothing to do.
 * @throws a fault when others write the same incident at every attempt.
 */
export async function doByItself(
  table: Table,
  listed: Incident,
  decide: (incident: Incident) => Promise<IncidentChange | null>,
): Promise<IncidentChange | null> {
  let incident: Incident | null = listed;
  for (let attempt = 1; incident && attempt <= attempts; attempt += 1) {
    const change = await decide(incident);
    if (!change) return null;
    const saved = await incidents.save(table, change, incidents.numbered(change, newLineId));
    if (saved.kind === 'saved') return change;
    incident = await incidents.read(table, listed.number);
  }
  if (!incident) throw new Error(`${listed.number} was listed and is not there`);
  throw new Error(`Others wrote ${listed.number} at each of ${attempts} attempts`);
}

/** Does this for each, so many at once, until time is up. @returns what was begun and came to nothing by a fault. */
export async function forEachOf<Each>(
  all: readonly Each[],
  { atOnce, timeIsLeft }: { readonly atOnce: number; readonly timeIsLeft: () => boolean },
  work: (each: Each) => Promise<void>,
): Promise<{
  readonly failed: readonly { readonly each: Each; readonly error: unknown }[];
  readonly left: readonly Each[];
}> {
  const failed: { each: Each; error: unknown }[] = [];
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    while (timeIsLeft()) {
      const each = waiting.shift();
      if (each === undefined) return;
      try {
        await work(each);
      } catch (error) {
        failed.push({ each, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return { failed, left: waiting };
}
