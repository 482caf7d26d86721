/** What a line of history marks on the page of an incident. */
import type { IncidentLine } from '#web/data/incident.ts';

export function marksOf({ content }: IncidentLine): readonly string[] {
  return content.kind === 'change' ? content.changes.map(({ field }) => field.split('.')[0] ?? field) : [];
}
