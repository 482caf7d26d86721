/** Requests: created with their plan in one transaction, read alone or with their tasks, listed in due order. */
import { indexes } from '#shared/contract/table.ts';
import { parseNumber, type RequestNumber } from '#shared/ids.ts';
import type { Outcome } from '#shared/refusal.ts';
import { courseKey, type Approach, type Email } from '#shared/request/course.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import type { IsoDate } from '#shared/time/instant.ts';
import { isOver, statesIn, type Request, type RequestPhase, type RequestState } from '#shared/request/request.ts';
import { courseHoldItem, courseHoldOf, requestItem, requestOf, taskItem } from './item.ts';
import { departmentPartition, phasePrefix, requesterPartition, requestKey, requestsPartition } from './keys.ts';
import { readPage, type Cursor, type Filter, type List, type Page } from './page.ts';
import * as serviceTasks from './serviceTasks.ts';
import { actionsPerTransaction, getItem, getItems, query, transact, type Action, type Table } from './table.ts';

/** What came of a creation: a natural key that is held names the request that holds it. */
export type Created = { readonly kind: 'created' } | { readonly kind: 'held'; readonly by: RequestNumber };

/** The writes that create a request, its tasks and the hold on its natural key; the hold comes first. */
export function creation({ request, tasks }: RequestWithTasks): readonly Action[] {
  const hold = courseHoldItem({ key: courseKey(request.course), request: request.number });
  return [
    {
      Put: {
        Item: hold,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    ...[requestItem(request), ...tasks.map((task) => taskItem(task))].map((item) => ({
      Put: { Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
    })),
  ];
}

/**
 * Creates a request with its tasks, all or nothing. A natural key can never become two requests: when another holds it,
 * nothing is written and its number is told.
 */
export async function create(table: Table, made: RequestWithTasks): Promise<Created> {
  const written = await transact(table, creation(made));
  if (written.done) return { kind: 'created' };
  const [hold] = written.failed;
  if (hold?.index !== 0 || !hold.met) throw new Error(`The numbers of ${made.request.number} are in use`);
  const { request: by } = courseHoldOf(hold.met);
  // Our own number: an earlier attempt went through and its answer was lost.
  return by === made.request.number ? { kind: 'created' } : { kind: 'held', by };
}

/** Requests whose creation fits in one transaction. */
export const creationsPerTransaction = Math.floor(actionsPerTransaction / 6);

/**
 * Creates many requests, as many to a transaction as fit: fewer round trips for the same units. Where one of a transaction
 * is held, its neighbours are created one by one.
 * @returns what came of each, in the order given.
 */
export async function createAll(table: Table, made: readonly RequestWithTasks[]): Promise<readonly Created[]> {
  const results: Created[] = [];
  for (let start = 0; start < made.length; start += creationsPerTransaction) {
    const together = made.slice(start, start + creationsPerTransaction);
    const written = together.length > 1 && (await transact(table, together.flatMap(creation))).done;
    if (written) results.push(...together.map(() => ({ kind: 'created' }) as const));
    else for (const each of together) results.push(await create(table, each));
  }
  return results;
}

/** The request as it is now; null when there is none of this number. */
export async function read(table: Table, number: RequestNumber): Promise<Request | null> {
  const item = await getItem(table, requestKey(number));
  return item && requestOf(item);
}

/** The requests of these numbers as they are now, in the order asked; those that do not exist are left out. */
export async function readAll(table: Table, numbers: readonly RequestNumber[]): Promise<readonly Request[]> {
  const items = await getItems(table, numbers.map(requestKey));
  const byNumber = new Map(items.map(requestOf).map((request) => [request.number, request]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}

/** The request, then its tasks in plan order: so its version vouches for what the tasks say. */
export async function readWithTasks(table: Table, number: RequestNumber): Promise<RequestWithTasks | null> {
  const request = await read(table, number);
  return request && { request, tasks: await serviceTasks.readOf(table, request) };
}

/** Whose requests: everybody's, those of some departments, or those of a head of course. */
export type RequestScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'departments'; readonly departments: readonly string[] }
  | { readonly kind: 'requester'; readonly email: Email };

export interface RequestFilter {
  readonly term?: string | undefined;
  readonly department?: string | undefined;
  readonly approach?: Approach | undefined;
  readonly state?: RequestState | undefined;
  /** Told again by `state` where that is given. */
  readonly phase?: RequestPhase | undefined;
}

function phaseOf({ state, phase }: RequestFilter): string {
  const wanted = state === undefined ? phase : isOver({ state }) ? 'over' : 'inHand';
  return wanted === undefined ? '' : phasePrefix(wanted === 'over' ? 3 : 1);
}

/** The last part of a place, `1#2020-09-03#RITM0010001`, names the request. */
function keyAt(place: string): ReturnType<typeof requestKey> | null {
  const number = parseNumber('request', place.slice(place.lastIndexOf('#') + 1));
  return number && requestKey(number);
}

function requestList(scope: RequestScope, wanted: RequestFilter): List<Request> {
  const { term, department, approach, state, phase } = wanted;
  const filter: Filter = {
    ...(approach !== undefined && { 'course.approach': [approach] }),
    ...(state !== undefined && { state: [state] }),
  };
  const common = { newestFirst: false, keyAt, parse: requestOf };
  switch (scope.kind) {
    case 'departments':
      return {
        ...common,
        index: indexes.byDepartment,
        partitions: scope.departments.map(departmentPartition),
        prefix: term === undefined ? '' : `${term}#${phaseOf(wanted)}`,
        // Term comes before phase in this index: without a term the phase is a filter.
        filter: { ...filter, ...(term === undefined && state === undefined && phase && { state: statesIn(phase) }) },
      };
    case 'all':
    case 'requester': {
      const own = scope.kind === 'requester';
      return {
        ...common,
        index: own ? indexes.byPerson : indexes.byList,
        partitions: [own ? requesterPartition(scope.email) : requestsPartition],
        prefix: phaseOf(wanted),
        filter: {
          ...filter,
          ...(term !== undefined && { 'course.term': [term] }),
          ...(department !== undefined && { 'course.department': [department] }),
        },
      };
    }
    default:
      return scope satisfies never;
  }
}

/** Requests in hand that are due within these days, both included, in due order. */
export async function starting(table: Table, from: IsoDate, to: IsoDate, limit: number): Promise<readonly Request[]> {
  const { name, partition, sort } = indexes.byList;
  const { items } = await query(table, {
    IndexName: name,
    KeyConditionExpression: '#p = :p AND #s BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#p': partition, '#s': sort },
    ExpressionAttributeValues: {
      ':p': requestsPartition,
      ':from': `${phasePrefix(1)}${from}`,
      ':to': `${phasePrefix(1)}${to}#~`,
    },
    Limit: limit,
  });
  return items.map(requestOf);
}

/** Requests of a department looked through for those in trouble: those of several years. */
const troubledRead = 2_000;

/** Requests in hand of a department that are due before this day, or gone from their grid. */
export async function troubled(
  table: Table,
  department: string,
  before: IsoDate,
  limit: number,
): Promise<readonly Request[]> {
  const { name, partition } = indexes.byDepartment;
  const { items } = await query(table, {
    IndexName: name,
    KeyConditionExpression: '#p = :p',
    FilterExpression:
      '#data.#state IN (:open, :inProgress) AND (#data.#dueOn < :before OR attribute_type(#data.#vanished, :map))',
    ExpressionAttributeNames: {
      '#p': partition,
      '#data': 'data',
      '#state': 'state',
      '#dueOn': 'dueOn',
      '#vanished': 'vanished',
    },
    ExpressionAttributeValues: {
      ':p': departmentPartition(department),
      ':open': 'open',
      ':inProgress': 'inProgress',
      ':before': before,
      ':map': 'M',
    },
    ScanIndexForward: false,
    Limit: troubledRead,
  });
  return items.slice(0, limit).map(requestOf);
}

/**
 * Requests in due order, work in hand first; those of departments come department by department, term by term.
 * Refuses `invalid` (field `cursor`).
 */
export async function list(
  table: Table,
  scope: RequestScope,
  filter: RequestFilter,
  page: { readonly limit: number; readonly cursor?: Cursor | undefined },
): Promise<Outcome<Page<Request>>> {
  // Asking for one department is asking for its partition, whoever asks.
  const wanted: RequestScope =
    scope.kind === 'all' && filter.department !== undefined
      ? { kind: 'departments', departments: [filter.department] }
      : scope;
  return readPage(table, requestList(wanted, filter), page);
}
