/** Load, decide, save; and anew from the loading when somebody else wrote in between. */
import type { LineIds } from '#functions/runtime/ids.ts';
import type { Decision } from '#shared/history/change.ts';
import { save } from './changes.ts';
import type { Table } from './table.ts';

/** Times a decision is taken again: each loss means that somebody else got on. */
const attempts = 6;

/**
 * Takes a decision on records as they are and saves it, as one step that nobody comes between.
 * @param load reads the records, consistently.
 * @returns what was decided in the end, and on which records.
 * @throws a fault when others write the same records at every attempt.
 */
export async function settle<Loaded>(
  table: Table,
  newLineId: LineIds,
  load: () => Promise<Loaded>,
  decide: (loaded: Loaded) => Decision | Promise<Decision>,
): Promise<{ readonly loaded: Loaded; readonly decision: Decision }> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const loaded = await load();
    const decision = await decide(loaded);
    if (decision.kind === 'nothing') return { loaded, decision };
    if ((await save(table, decision.change, newLineId)) === 'saved') return { loaded, decision };
  }
  throw new Error(`Others wrote the same records at each of ${attempts} attempts`);
}
