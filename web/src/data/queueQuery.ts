/** A queue as an address says it: `/queue?view=group&group=technologues&term=A2020&sort=-due`. */
import { groupIds } from '#shared/access/person.ts';
import { approaches } from '#shared/request/course.ts';
import { taskKinds } from '#shared/request/plan.ts';
import {
  queueColumns,
  queueStates,
  queueViews,
  wholeQueue,
  type QueueQuery,
  type QueueSort,
} from '#shared/task/queue.ts';

/** What the router reads of an address. */
export type AddressQuery = Readonly<Record<string, string | null | readonly (string | null)[] | undefined>>;

export function textIn(query: AddressQuery, name: string): string | null {
  const value = query[name];
  const one = typeof value === 'string' ? value : value?.find((each) => each !== null);
  return one === undefined || one.trim() === '' ? null : one;
}

export function oneOf<Value extends string>(known: readonly Value[], text: string | null): Value | null {
  return known.find((each) => each === text) ?? null;
}

function sortOf(text: string | null): QueueSort {
  const column = oneOf(queueColumns, text?.replace(/^-/, '') ?? null);
  return column ? { column, direction: text?.startsWith('-') ? 'descending' : 'ascending' } : wholeQueue.sort;
}

/** The queue an address asks for; what it does not say, or says badly, is as in the whole queue. */
export function queueIn(query: AddressQuery): QueueQuery {
  const group = oneOf(groupIds, textIn(query, 'group'));
  const view = oneOf(queueViews, textIn(query, 'view')) ?? (group ? 'group' : wholeQueue.view);
  const columns = textIn(query, 'columns')?.split(',');
  const shown = columns && queueColumns.filter((column) => columns.includes(column));
  return {
    ...(view === 'mine' || !group ? { view: 'mine', group: null } : { view, group }),
    states: oneOf(queueStates, textIn(query, 'state')) ?? wholeQueue.states,
    kind: oneOf(taskKinds, textIn(query, 'task')),
    department: textIn(query, 'department'),
    approach: oneOf(approaches, textIn(query, 'approach')),
    term: textIn(query, 'term'),
    assignee: textIn(query, 'assignee'),
    text: textIn(query, 'q') ?? '',
    sort: sortOf(textIn(query, 'sort')),
    columns: shown && shown.length > 0 ? shown : null,
  };
}

/** What the address of a queue says; nothing of what goes without saying. */
export function addressOfQueue(query: QueueQuery): Readonly<Record<string, string>> {
  const { view, group, states, kind, department, approach, term, assignee, text, sort, columns } = query;
  const sorted = `${sort.direction === 'descending' ? '-' : ''}${sort.column}`;
  const said: Readonly<Record<string, string | null>> = {
    view,
    group,
    state: states === wholeQueue.states ? null : states,
    task: kind,
    department,
    approach,
    term,
    assignee,
    q: text.trim() === '' ? null : text,
    sort: sorted === wholeQueue.sort.column ? null : sorted,
    columns: columns ? columns.join(',') : null,
  };
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );
}

/** The queue without what narrows it: its view, order and columns stay. */
export function unfiltered({ view, group, sort, columns }: QueueQuery): QueueQuery {
  return { ...wholeQueue, view, group, sort, columns };
}

const narrowing = ['kind', 'department', 'approach', 'term', 'assignee'] as const;

/** Whether something narrows the queue besides its view. */
export function isNarrowed(query: QueueQuery): boolean {
  return (
    query.text.trim() !== '' || query.states !== wholeQueue.states || narrowing.some((name) => query[name] !== null)
  );
}
