/** What became of a row: its tone, sign and words. */
import { CircleX, Copy, Equal, FilePen, FilePlus, FileQuestionMark, Hourglass } from '@lucide/vue';
import type { RowOutcome } from '#shared/grid/import.ts';

export const outcomeLooks = {
  refused: { tone: 'red', icon: CircleX, word: 'imports.outcome.refused', many: 'imports.outcomes.refused' },
  notValidated: {
    tone: 'yellow',
    icon: Hourglass,
    word: 'imports.outcome.notValidated',
    many: 'imports.outcomes.notValidated',
  },
  duplicate: { tone: 'neutral', icon: Copy, word: 'imports.outcome.duplicate', many: 'imports.outcomes.duplicate' },
  vanished: {
    tone: 'orange',
    icon: FileQuestionMark,
    word: 'imports.outcome.vanished',
    many: 'imports.outcomes.vanished',
  },
  created: { tone: 'green', icon: FilePlus, word: 'imports.outcome.created', many: 'imports.outcomes.created' },
  updated: { tone: 'blue', icon: FilePen, word: 'imports.outcome.updated', many: 'imports.outcomes.updated' },
  unchanged: { tone: 'neutral', icon: Equal, word: 'imports.outcome.unchanged', many: 'imports.outcomes.unchanged' },
} as const satisfies Record<RowOutcome, object>;

/** In the order they are offered: first what somebody has to look at. */
export const offeredOutcomes = Object.keys(outcomeLooks) as readonly RowOutcome[];

/** Outcomes that change, or would change, a request. */
export const changing = ['created', 'updated', 'vanished'] as const satisfies readonly RowOutcome[];
