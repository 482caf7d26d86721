/** History as it is told: what people wrote stands by itself, changes between are folded. */
import type { ToldLine } from './told.ts';

export const lineFilters = ['all', 'comment', 'workNote', 'change'] as const;
export type LineFilter = (typeof lineFilters)[number];

export type HistoryGroup<Line> =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'fold'; readonly id: string; readonly lines: readonly Line[] };

/** From here on, changes side by side are folded. */
const foldFrom = 3;

/** Lines of one kind, or all. */
export function filtered<Line extends ToldLine>(lines: readonly Line[], filter: LineFilter): readonly Line[] {
  return filter === 'all' ? lines : lines.filter(({ content }) => content.kind === filter);
}

/** Lines in their order, runs of three changes or more put together. A fold is named by its oldest line, which stays. */
export function grouped<Line extends ToldLine>(lines: readonly Line[]): readonly HistoryGroup<Line>[] {
  const groups: HistoryGroup<Line>[] = [];
  let run: Line[] = [];
  const endRun = () => {
    const oldest = run.at(-1);
    if (oldest && run.length >= foldFrom) groups.push({ kind: 'fold', id: oldest.id, lines: run });
    else groups.push(...run.map((line) => ({ kind: 'line', line }) as const));
    run = [];
  };
  for (const line of lines) {
    if (line.content.kind === 'change') run.push(line);
    else {
      endRun();
      groups.push({ kind: 'line', line });
    }
  }
  endRun();
  return groups;
}
