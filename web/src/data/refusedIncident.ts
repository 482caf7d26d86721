/** The incident that a refusal gives back as it is now. Its shape is fetched when something is refused, which is rare. */
import type { Problem } from './problem.ts';
import { incidentOfPage, type Incident } from './incidentRow.ts';

/** Null where the refusal gives none. */
export async function incidentIn(problem: Problem): Promise<Incident | null> {
  if (problem.current === undefined) return null;
  const { incidentPage } = await import('#shared/contract/incidentRecords.ts');
  const current = incidentPage.safeParse(problem.current);
  return current.success ? incidentOfPage(current.data) : null;
}
