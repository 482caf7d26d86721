/** What a person should hear of: what others wrote or changed on what they hold or took part in. */
import type { ChangeAction, HistoryLine, LineContent } from '../history/line.ts';
import type { LineId, PersonId } from '../ids.ts';
import type { RequestWithTasks } from '../request/decide.ts';
import type { CourseEntry } from '../request/course.ts';
import type { TaskKind } from '../request/plan.ts';
import { isOver, type ServiceTask } from '../task/serviceTask.ts';

/** A line of history as news: short, and readable without its request. */
export interface News extends Pick<HistoryLine, 'id' | 'request' | 'at' | 'by'> {
  readonly course: Pick<CourseEntry, 'sigle' | 'section' | 'approach' | 'title'>;
  /** The step it speaks of; null when it speaks of the whole request. */
  readonly step: TaskKind | null;
  readonly content:
    | { readonly kind: 'comment' | 'workNote'; readonly text: string }
    | { readonly kind: 'change'; readonly action: ChangeAction };
}

/** How somebody last looked at their news: all up to this line, and none for null. */
export type SeenUpTo = LineId | null;

/** Characters of a comment that news show. */
const textAtMost = 240;

/** Done by the desk itself in the course of things: nobody's news. */
const silent: ReadonlySet<ChangeAction> = new Set(['started', 'repaired']);

/** Whether a line can be news at all, before anything is read for it. */
export function isNewsworthy({ content }: Pick<HistoryLine, 'content'>): boolean {
  return content.kind !== 'change' || !silent.has(content.action);
}

/** Who hears of a line about a request: those who hold one of its steps, and who has written on it before. */
function concernedByRequest(
  content: LineContent,
  tasks: readonly ServiceTask[],
  writers: readonly PersonId[],
): readonly PersonId[] {
  if (content.kind !== 'change')
    return [...tasks.flatMap(({ assignee }) => (assignee ? [assignee.id] : [])), ...writers];
  // What was cancelled ends with its request: those who held it hear of that too.
  return tasks.flatMap((task) =>
    task.assignee && (!isOver(task) || task.state === 'cancelled') ? [task.assignee.id] : [],
  );
}

/** Who hears of a line about a step: who holds it, and who held it until then. */
function concernedByStep(content: LineContent, task: ServiceTask): readonly PersonId[] {
  if (content.kind !== 'change') return [];
  const former = content.changes.flatMap(({ field, from }) =>
    field === 'assigneeId' && typeof from === 'string' ? [from as PersonId] : [],
  );
  // A changed course is told once, by the line of the request.
  const own = content.action === 'updated' || !task.assignee ? [] : [task.assignee.id];
  return [...own, ...former];
}

/**
 * Who hears of a line, and what; nobody hears of what they did themselves.
 * @param writers who has written on the request before; only looked at for comments and work notes.
 */
export function newsOf(
  line: HistoryLine,
  { request, tasks }: RequestWithTasks,
  writers: readonly PersonId[],
): { readonly news: News; readonly to: readonly PersonId[] } {
  const task = tasks.find(({ number }) => number === line.subject) ?? null;
  const { content, by, id, at } = line;
  const concerned =
    task && content.kind === 'change' ? concernedByStep(content, task) : concernedByRequest(content, tasks, writers);
  const self = by.kind === 'person' ? by.person.id : null;
  const { sigle, section, approach, title } = request.course;
  return {
    news: {
      id,
      request: request.number,
      at,
      by,
      course: { sigle, section, approach, title },
      step: task?.kind ?? null,
      content:
        content.kind === 'change'
          ? { kind: 'change', action: content.action }
          : { kind: content.kind, text: content.text.slice(0, textAtMost) },
    },
    to: [...new Set(concerned)].filter((person) => person !== self),
  };
}
