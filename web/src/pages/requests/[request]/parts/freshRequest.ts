/** What a line of history marks on the page of a request. */
import type { HistoryLine } from '#web/data/history.ts';

/** A task that follows its request's course or date: the request's own line says it. */
export const followsRequest = ({ subject, content }: HistoryLine): boolean =>
  subject.startsWith('SCTASK') && content.kind === 'change' && content.action === 'updated';

export function marksOf({ subject, content }: HistoryLine): readonly string[] {
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
