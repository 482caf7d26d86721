/** Incidents: written with their history and their links in one transaction, read alone, listed by urgency. */
import type { LineIds } from '#functions/runtime/ids.ts';
import type { GroupId } from '#shared/access/person.ts';
import { indexes } from '#shared/contract/table.ts';
import { parseNumber, type IncidentNumber, type PersonId } from '#shared/ids.ts';
import type { IncidentChange, WrittenIncident } from '#shared/incident/change.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { IncidentLine } from '#shared/incident/line.ts';
import { incidentStages, isOver, type IncidentStage, type IncidentState } from '#shared/incident/state.ts';
import type { Outcome } from '#shared/refusal.ts';
import type { Email } from '#shared/request/course.ts';
import {
  assigneeIncidents,
  groupIncidents,
  incidentKey,
  requesterIncidents,
  runningPrefix,
  unassignedIncidents,
  waitingPrefix,
} from './incidentKeys.ts';
import { linkActions } from './incidentLinks.ts';
import { incidentItem, incidentLineItem, incidentOf, type Item } from './item.ts';
import { phasePrefix } from './keys.ts';
import { beginning, listQuery, readPage, type Cursor, type List, type Page } from './page.ts';
import { remember } from './remembered.ts';
import { countItems, getItem, getItems, transact, type Action, type Table } from './table.ts';

/** The incident as it is now; null when there is none of this number. */
export async function read(table: Table, number: IncidentNumber): Promise<Incident | null> {
  const item = await getItem(table, incidentKey(number));
  return item && incidentOf(item);
}

/** The incidents of these numbers as they are now, in the order asked; those that do not exist are left out. */
export async function readAll(table: Table, numbers: readonly IncidentNumber[]): Promise<readonly Incident[]> {
  const items = await getItems(table, [...new Set(numbers)].map(incidentKey));
  const byNumber = new Map(items.map(incidentOf).map((incident) => [incident.number, incident]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}

const hasVersion = (version: number) => ({
  ConditionExpression: '#data.#version = :expected',
  ExpressionAttributeNames: { '#data': 'data', '#version': 'version' },
  ExpressionAttributeValues: { ':expected': version },
});

/** It is as it was read: of its version, and with what the desk notes by itself without raising that. */
const isStill = ({ version, tierSeen, projection }: Incident) => ({
  ConditionExpression: '#data.#version = :version AND #data.#tierSeen = :tierSeen AND #data.#projection = :projection',
  ExpressionAttributeNames: {
    '#data': 'data',
    '#version': 'version',
    '#tierSeen': 'tierSeen',
    '#projection': 'projection',
  },
  ExpressionAttributeValues: { ':version': version, ':tierSeen': tierSeen, ':projection': projection },
});

function recordActions({ before, after }: WrittenIncident, lines: readonly IncidentLine[]): readonly Action[] {
  const act = lines.find(({ incident }) => incident === after.number);
  const condition = before ? isStill(before) : { ConditionExpression: 'attribute_not_exists(pk)' };
  return [{ Put: { Item: incidentItem(after, act), ...condition } }, ...linkActions(before, after)];
}

export type SavedIncident =
  | { readonly kind: 'saved'; readonly lines: readonly IncidentLine[] }
  /** An incident has moved on since it was read: load, decide and save anew. */
  | { readonly kind: 'conflict' }
  /** The key was used before; `met` is what it remembers. */
  | { readonly kind: 'repeated'; readonly met: Item };

/** The lines of a change, numbered. */
export function numbered({ lines }: IncidentChange, newLineId: LineIds): readonly IncidentLine[] {
  return lines.map((draft) => ({ ...draft, id: newLineId(draft.enteredAt ?? draft.at) }));
}

/**
 * Saves a change in one transaction: the incident on the version it was decided on, its links, the lines that tell it, and
 * what a repetition of the call is to be answered. All of it, or nothing.
 * @param lines those of the change, numbered.
 * @param remembered item of `rememberedItem`, where the call carries an idempotency key.
 */
export async function save(
  table: Table,
  { written, relied }: IncidentChange,
  lines: readonly IncidentLine[],
  remembered: Item | null = null,
): Promise<SavedIncident> {
  const actions: readonly Action[] = [
    ...(remembered ? [remember(remembered)] : []),
    ...(written ? recordActions(written, lines) : []),
    ...(relied && relied.number !== written?.after.number
      ? [{ ConditionCheck: { Key: incidentKey(relied.number), ...hasVersion(relied.version) } }]
      : []),
    ...lines.map((line) => ({ Put: { Item: incidentLineItem(line) } })),
  ];
  const done = await transact(table, actions);
  if (done.done) return { kind: 'saved', lines };
  const [first] = done.failed;
  if (!remembered || first?.index !== 0) return { kind: 'conflict' };
  if (!first.met) throw new Error('What was done under this key before could not be read');
  return { kind: 'repeated', met: first.met };
}

/** Whose incidents: a group's, those of it nobody holds, those a person holds, those a person asked for. */
export type IncidentScope =
  | { readonly kind: 'group' | 'unassigned'; readonly group: GroupId }
  | { readonly kind: 'assignee'; readonly person: PersonId }
  | { readonly kind: 'requester'; readonly email: Email };

/** The last part of a place names the incident. */
function keyAt(place: string): ReturnType<typeof incidentKey> | null {
  const number = parseNumber('incident', place.slice(place.lastIndexOf('#') + 1));
  return number && incidentKey(number);
}

function placesOf(wanted: IncidentStage | IncidentState): string {
  switch (wanted) {
    case 'inHand':
      return phasePrefix(1);
    case 'running':
      return runningPrefix;
    case 'waiting':
      return waitingPrefix;
    case 'over':
      return phasePrefix(3);
    case 'all':
      return '';
    case 'new':
    case 'active':
      return runningPrefix;
    case 'awaitingUserInfo':
    case 'awaitingProblem':
      return waitingPrefix;
    case 'resolved':
    case 'closed':
    case 'cancelled':
      return phasePrefix(3);
    default:
      return wanted satisfies never;
  }
}

const isStage = (wanted: IncidentStage | IncidentState): wanted is IncidentStage =>
  incidentStages.some((stage) => stage === wanted);

const statesIn: Readonly<Record<IncidentStage, readonly IncidentState[]>> = {
  inHand: ['new', 'active', 'awaitingUserInfo', 'awaitingProblem'],
  running: ['new', 'active'],
  waiting: ['awaitingUserInfo', 'awaitingProblem'],
  over: ['resolved', 'closed', 'cancelled'],
  all: [],
};

function partitionOf(scope: IncidentScope): string {
  switch (scope.kind) {
    case 'group':
      return groupIncidents(scope.group);
    case 'unassigned':
      return unassignedIncidents(scope.group);
    case 'assignee':
      return assigneeIncidents(scope.person);
    case 'requester':
      return requesterIncidents(scope.email);
    default:
      return scope satisfies never;
  }
}

function incidentList(scope: IncidentScope, wanted: IncidentStage | IncidentState): List<Incident> {
  const own = scope.kind === 'requester';
  // A requester's list is by when they asked: there the state is looked for, elsewhere it is a place.
  const states = isStage(wanted) ? (own ? statesIn[wanted] : []) : [wanted];
  return {
    index: own ? indexes.byDepartment : scope.kind === 'group' ? indexes.byList : indexes.byPerson,
    partitions: [partitionOf(scope)],
    prefix: own ? '' : placesOf(wanted),
    filter: states.length > 0 ? { state: states } : {},
    // What ended last is what somebody looks for among what is over.
    newestFirst: own || (isStage(wanted) ? wanted === 'over' : isOver(wanted)),
    keyAt,
    parse: incidentOf,
  };
}

/**
 * Incidents by urgency: overdue ones first, then by their next tier change, then those that wait; what is over and a
 * requester's own newest first. Refuses `invalid` (field `cursor`).
 */
export async function list(
  table: Table,
  scope: IncidentScope,
  wanted: IncidentStage | IncidentState,
  page: { readonly limit: number; readonly cursor?: Cursor | undefined },
): Promise<Outcome<Page<Incident>>> {
  return readPage(table, incidentList(scope, wanted), page);
}

/** Most incidents that are counted in a queue: beyond, "many" is all that anybody wants to know. */
const countAtMost = 1_000;

/** How many incidents in hand a queue holds, and whether there are more than were counted. */
export async function countInHand(
  table: Table,
  scope: Exclude<IncidentScope, { kind: 'requester' }>,
): Promise<{ readonly count: number; readonly more: boolean }> {
  const counted = await countItems(
    table,
    listQuery(incidentList(scope, 'inHand'), beginning, countAtMost),
    countAtMost,
  );
  return { count: Math.min(counted, countAtMost - 1), more: counted >= countAtMost };
}
