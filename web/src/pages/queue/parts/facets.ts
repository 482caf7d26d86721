/** What the filters offer: values that tasks of the queue have. */
import type { QueueQuery } from '#shared/task/queue.ts';
import type { QueueRow } from '#web/data/queueRow.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}
export interface Facets {
  readonly departments: readonly Option[];
  readonly terms: readonly Option[];
  readonly assignees: readonly Option[];
}

/** Values found in these rows, and those chosen even where no row has them, so that a choice can always be seen. */
export function facetsOf(
  rows: Iterable<QueueRow>,
  { department, term, assignee }: Pick<QueueQuery, 'department' | 'term' | 'assignee'>,
  words: { readonly nobody: string; readonly nameOf: (id: string) => string },
): Facets {
  const departments = new Set<string>(department === null ? [] : [department]);
  const terms = new Set<string>(term === null ? [] : [term]);
  const assignees = new Map<string, string>();
  if (assignee !== null && assignee !== 'nobody') assignees.set(assignee, words.nameOf(assignee));
  for (const { task } of rows) {
    departments.add(task.course.department);
    terms.add(task.course.term);
    if (task.assignee) assignees.set(task.assignee.id, task.assignee.name);
  }
  const plain = (values: Iterable<string>): readonly Option[] =>
    [...values].sort((one, other) => one.localeCompare(other, 'fr')).map((value) => ({ value, label: value }));
  const people = [...assignees].map(([value, label]) => ({ value, label }));
  return {
    departments: plain(departments),
    terms: plain(terms),
    assignees: [
      { value: 'nobody', label: words.nobody },
      ...people.sort((one, other) => one.label.localeCompare(other.label, 'fr')),
    ],
  };
}
