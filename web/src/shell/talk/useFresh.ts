/** What somebody else just changed: marked for a moment, and said once in words. */
import { onScopeDispose, ref } from 'vue';
import type { ToldLine } from './told.ts';

/** Long enough to be noticed by who comes back to the page. */
const markedMs = 12_000;

/** Words and marks of the lines of one kind of record. */
export interface FreshWords<Line> {
  /** Words of a line, for those who hear the page. */
  readonly say: (line: Line) => string;
  readonly more: (count: number) => string;
  /** What a line marks on the page. */
  readonly marksOf: (line: Line) => readonly string[];
  /** Whether it says nothing of its own. */
  readonly follows?: (line: Line) => boolean;
}

/** Marks of lines by other people than me. */
export function useFresh<Line extends ToldLine>(
  me: string,
  { say, more, marksOf, follows = () => false }: FreshWords<Line>,
) {
  const marks = ref<ReadonlySet<string>>(new Set());
  const said = ref('');
  const timers = new Set<ReturnType<typeof setTimeout>>();
  onScopeDispose(() => timers.forEach((timer) => clearTimeout(timer)));

  return {
    marks,
    said,
    /** Takes in new lines, newest first. */
    tell: (lines: readonly Line[]): void => {
      const others = lines.filter((line) => line.by.person?.id !== me && !follows(line));
      const [newest] = others;
      if (!newest) return;
      const fresh = others.flatMap(marksOf);
      marks.value = new Set([...marks.value, ...fresh]);
      said.value = others.length === 1 ? say(newest) : `${say(newest)} ${more(others.length - 1)}`;
      const timer = setTimeout(() => {
        timers.delete(timer);
        marks.value = new Set([...marks.value].filter((mark) => !fresh.includes(mark)));
      }, markedMs);
      timers.add(timer);
    },
  };
}
