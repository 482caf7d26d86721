/** Tasks of a queue as the browser filters and orders them: thousands at once, so what is compared is made once. */
import { fold } from '#shared/grid/cell.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { taskStates } from '#shared/task/serviceTask.ts';
import type { QueueColumn, QueueQuery, QueueSort, QueueStates } from '#shared/task/queue.ts';

export type Task = ResponseOf<'listTasks'>['items'][number];
type TaskPage = ResponseOf<'readTask'>;

/** A task with what it is found and ordered by. */
export interface QueueRow {
  readonly task: Task;
  /** All that free text is looked for in, folded. */
  readonly words: string;
  /** Course, department and holder as they are ordered. */
  readonly course: string;
  readonly department: string;
  readonly assignee: string;
}

/** Comes after every name. */
const last = '\uffff';

/** A task made ready to be found and ordered. */
export function rowOf(task: Task): QueueRow {
  const { sigle, section, title, department, responsible, term } = task.course;
  const [holder, place] = [task.assignee?.name ?? '', fold(department)];
  const course = `${sigle} ${section}`;
  return {
    task,
    words: fold([task.number, task.request, course, title, department, responsible.name, holder, term].join(' ')),
    course,
    department: place,
    assignee: holder === '' ? last : fold(holder),
  };
}

/** A task's page as its row. */
export function taskOfPage({ checklist, ...page }: TaskPage): Task {
  const { number, request, version, kind, label, state, group, assignee, course, slackDays, openedAt } = page;
  return {
    ...{ number, request, version, kind, label, state, group, assignee, course, slackDays, openedAt },
    checklist: { done: checklist.filter(({ done }) => done !== null).length, total: checklist.length },
  };
}

/** Whether a task is among the states wanted. */
export function isAmong(states: QueueStates, { state }: Pick<Task, 'state'>): boolean {
  switch (states) {
    case 'inHand':
      return state === 'open' || state === 'inProgress';
    case 'open':
    case 'inProgress':
    case 'pending':
      return state === states;
    case 'over':
      return state === 'closed' || state === 'skipped' || state === 'cancelled';
    case 'all':
      return true;
    default:
      return states satisfies never;
  }
}

export type Filters = Pick<QueueQuery, 'states' | 'kind' | 'department' | 'approach' | 'term' | 'assignee' | 'text'>;

/** Whether a row is one of those wanted; each word of the text must be somewhere in it. */
export function matcher(filters: Filters): (row: QueueRow) => boolean {
  const { states, kind, department, approach, term, assignee, text } = filters;
  const wanted = fold(text)
    .split(' ')
    .filter((word) => word !== '');
  const place = department === null ? null : fold(department);
  return (row) =>
    isAmong(states, row.task) &&
    (kind === null || row.task.kind === kind) &&
    (place === null || row.department === place) &&
    (approach === null || row.task.course.approach === approach) &&
    (term === null || row.task.course.term === term) &&
    (assignee === null || (row.task.assignee?.id ?? 'nobody') === assignee) &&
    wanted.every((word) => row.words.includes(word));
}

const order = (one: string | number, other: string | number): number => (one < other ? -1 : Number(one > other));

/** `A2020` as its year and its season in the year: winter, summer, autumn. */
function termKey(term: string): string {
  return `${term.slice(1)}${'HEA'.indexOf(term.slice(0, 1))}`;
}

function share({ done, total }: Task['checklist']): number {
  return total === 0 ? 0 : done / total;
}

const keys: Readonly<Record<QueueColumn, (row: QueueRow) => string | number>> = {
  due: ({ task }) => task.course.dueOn,
  course: ({ course }) => course,
  task: ({ task }) => task.label,
  state: ({ task }) => taskStates.indexOf(task.state),
  assignee: ({ assignee }) => assignee,
  checklist: ({ task }) => share(task.checklist),
  approach: ({ task }) => task.course.approach,
  department: ({ department }) => department,
  term: ({ task }) => termKey(task.course.term),
  opened: ({ task }) => task.openedAt ?? last,
  number: ({ task }) => task.number,
};

/** Which of two rows comes first; those that are equal by the column in due order, then by number. */
export function comparing({ column, direction }: QueueSort): (one: QueueRow, other: QueueRow) => number {
  const key = keys[column];
  const sign = direction === 'descending' ? -1 : 1;
  return (one, other) =>
    sign * order(key(one), key(other)) ||
    order(one.task.course.dueOn, other.task.course.dueOn) ||
    order(one.task.number, other.task.number);
}
