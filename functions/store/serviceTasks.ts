/** Service tasks: read alone or as a request's plan, listed as queues in due order. */
import type { GroupId } from '#shared/access/person.ts';
import { indexes } from '#shared/contract/table.ts';
import { parseNumber, type PersonId, type ServiceTaskNumber } from '#shared/ids.ts';
import type { Outcome } from '#shared/refusal.ts';
import type { Approach } from '#shared/request/course.ts';
import { plan } from '#shared/request/plan.ts';
import type { Request } from '#shared/request/request.ts';
import type { ServiceTask, TaskState } from '#shared/task/serviceTask.ts';
import type { IsoDate } from '#shared/time/instant.ts';
import { taskOf } from './item.ts';
import { assigneePartition, groupPartition, phasePrefix, taskKey, taskPhase, unassignedPartition } from './keys.ts';
import { beginning, listQuery, readPage, type Cursor, type List, type Page } from './page.ts';
import { countItems, getItem, getItems, type BareQuery, type Table } from './table.ts';

/** The task as it is now; null when there is none of this number. */
export async function read(table: Table, number: ServiceTaskNumber): Promise<ServiceTask | null> {
  const item = await getItem(table, taskKey(number));
  return item && taskOf(item);
}

/** The tasks of a request, in plan order. */
export async function readOf(
  table: Table,
  request: Pick<Request, 'number' | 'tasks'>,
): Promise<readonly ServiceTask[]> {
  const numbers = plan.map(({ kind }) => request.tasks[kind]);
  const items = await getItems(table, numbers.map(taskKey));
  const tasks = new Map(items.map((item) => [taskOf(item).number, taskOf(item)]));
  return numbers.map((number) => {
    const task = tasks.get(number);
    if (!task) throw new Error(`${request.number} lacks its task ${number}`);
    return task;
  });
}

/** Which queue: all of a group's tasks, those nobody holds, or those a person holds. */
export type Queue =
  | { readonly kind: 'group'; readonly group: GroupId }
  | { readonly kind: 'unassigned'; readonly group: GroupId }
  | { readonly kind: 'assignee'; readonly person: PersonId };

export interface TaskFilter {
  readonly term?: string | undefined;
  readonly department?: string | undefined;
  readonly approach?: Approach | undefined;
  /** Work in hand (open and in progress) unless said; `over` is closed, skipped or cancelled. */
  readonly state?: TaskState | 'over' | 'all' | undefined;
}

/** The last part of a place, `1#2020-09-03#SCTASK0010001`, names the task. */
function keyAt(place: string): ReturnType<typeof taskKey> | null {
  const number = parseNumber('serviceTask', place.slice(place.lastIndexOf('#') + 1));
  return number && taskKey(number);
}

function partitionOf(queue: Queue): string {
  switch (queue.kind) {
    case 'group':
      return groupPartition(queue.group);
    case 'unassigned':
      return unassignedPartition(queue.group);
    case 'assignee':
      return assigneePartition(queue.person);
    default:
      return queue satisfies never;
  }
}

/** Where the states wanted lie, and which of those that lie there are not. */
function statesWanted(state: TaskFilter['state']): Pick<List<ServiceTask>, 'prefix' | 'filter'> {
  switch (state) {
    case undefined:
      return { prefix: phasePrefix(1), filter: {} };
    case 'all':
      return { prefix: '', filter: {} };
    case 'over':
      return { prefix: phasePrefix(3), filter: {} };
    case 'pending':
      // A phase of its own: its prefix says it all.
      return { prefix: phasePrefix(2), filter: {} };
    case 'open':
    case 'inProgress':
    case 'closed':
    case 'skipped':
    case 'cancelled':
      return { prefix: phasePrefix(taskPhase({ state })), filter: { state: [state] } };
    default:
      return state satisfies never;
  }
}

function taskList(queue: Queue, { term, department, approach, state }: TaskFilter): List<ServiceTask> {
  return {
    index: queue.kind === 'group' ? indexes.byList : indexes.byPerson,
    partitions: [partitionOf(queue)],
    ...statesWanted(state),
    filter: {
      ...statesWanted(state).filter,
      ...(term !== undefined && { 'course.term': [term] }),
      ...(department !== undefined && { 'course.department': [department] }),
      ...(approach !== undefined && { 'course.approach': [approach] }),
    },
    newestFirst: false,
    keyAt,
    parse: taskOf,
  };
}

/** A queue in due order. Refuses `invalid` (field `cursor`). */
export async function list(
  table: Table,
  queue: Queue,
  filter: TaskFilter,
  page: { readonly limit: number; readonly cursor?: Cursor | undefined },
): Promise<Outcome<Page<ServiceTask>>> {
  return readPage(table, taskList(queue, filter), page);
}

/** Most tasks that are counted in a queue: beyond, "many" is all that anybody wants to know. */
const countAtMost = 1_000;

/**
 * How many tasks in hand a queue holds, and whether there are more than were counted.
 * @param before only those due before this day.
 */
export async function countInHand(
  table: Table,
  queue: Queue,
  before?: IsoDate,
): Promise<{ readonly count: number; readonly more: boolean }> {
  const asked = listQuery(taskList(queue, {}), beginning, countAtMost);
  const within: BareQuery =
    before === undefined
      ? asked
      : {
          ...asked,
          KeyConditionExpression: '#p = :p AND #s BETWEEN :s AND :before',
          ExpressionAttributeValues: { ...asked.ExpressionAttributeValues, ':before': `${phasePrefix(1)}${before}` },
        };
  const counted = await countItems(table, within, countAtMost);
  return { count: Math.min(counted, countAtMost - 1), more: counted >= countAtMost };
}
