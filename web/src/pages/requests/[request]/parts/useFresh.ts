/** What somebody else just changed: marked for a moment, and said once in words. */
import { onScopeDispose, ref } from 'vue';
import type { HistoryLine } from '#web/data/history.ts';

/** Long enough to be noticed by who comes back to the page. */
const markedMs = 12_000;

/** Marks of lines by other people than me. @param say words of a line, for those who hear the page. */
export function useFresh(me: string, say: (line: HistoryLine) => string, more: (count: number) => string) {
  const marks = ref<ReadonlySet<string>>(new Set());
  const said = ref('');
  const timers = new Set<ReturnType<typeof setTimeout>>();
  onScopeDispose(() => timers.forEach((timer) => clearTimeout(timer)));

  /** A task that follows its request's course or date: the request's own line says it. */
  const follows = ({ subject, content }: HistoryLine) =>
    subject.startsWith('SCTASK') && content.kind === 'change' && content.action === 'updated';

  function marksOf({ subject, content }: HistoryLine): readonly string[] {
    if (content.kind !== 'change') return [];
    const fields = content.changes.map(({ field }) => {
      const [concept = '', second = ''] = field.split('.');
      return concept === 'checklist' ? second : concept;
    });
    // Of a task, its state is marked on the task itself.
    return subject.startsWith('SCTASK')
      ? [subject, ...fields.filter((field) => !['state', 'assignee', 'assigneeId', 'course'].includes(field))]
      : fields;
  }

  return {
    marks,
    said,
    /** Takes in new lines, newest first. */
    tell: (lines: readonly HistoryLine[]): void => {
      const others = lines.filter((line) => (line.by.kind !== 'person' || line.by.person.id !== me) && !follows(line));
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
