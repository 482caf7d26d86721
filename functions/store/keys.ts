/** The only maker of keys. Each function answers one question of the desk; the comment says which access pattern it serves. */
import { createHash } from 'node:crypto';
import { groupIds, type GroupId } from '#shared/access/person.ts';
import type { DraftKind } from '#shared/draft/draft.ts';
import { fold } from '#shared/grid/cell.ts';
import type { Import, RowOutcome } from '#shared/grid/import.ts';
import type { Channel } from '#shared/live/channel.ts';
import { livePrefix, searchPartition, viewsPrefix } from '#shared/contract/table.ts';
import {
  numberPrefixes,
  type CaseNumber,
  type ImportNumber,
  type LineId,
  type NumberKind,
  type PersonId,
  type RequestNumber,
  type ServiceTaskNumber,
  type ViewId,
} from '#shared/ids.ts';
import type { CourseKey, Email } from '#shared/request/course.ts';
import { isOver as isRequestOver, type Request } from '#shared/request/request.ts';
import type { ServiceTask } from '#shared/task/serviceTask.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * Place of a record in lists: work in hand first, then what waits, then what is over.
 * One digit, so that "in hand" is one range of a sort key.
 */
export type Phase = 1 | 2 | 3;

/** A case and all that lies beside it. */
export const casePartition = (number: CaseNumber): string =>
  number.startsWith(numberPrefixes.incident) ? `INCIDENT#${number}` : `REQUEST#${number}`;
export const requestKey = (request: RequestNumber): Key => ({ pk: casePartition(request), sk: 'REQUEST' });
/** History lies beside its case: newest lines are one backwards Query of `LINE#`. */
export const lineKey = (number: CaseNumber, line: LineId): Key => ({ pk: casePartition(number), sk: `LINE#${line}` });
export const linePrefix = 'LINE#';
/** What a person wrote on a case under a key of their own: a repetition finds it. */
export const idempotencyKey = (number: CaseNumber, person: PersonId, key: string): Key => ({
  pk: casePartition(number),
  sk: `KEY#${createHash('sha256').update(`${person}#${key}`).digest('hex')}`,
});
/** Remembers that somebody was told of a line: a person by their identifier, others by their address. */
export const notifiedKey = (number: CaseNumber, line: LineId, person: PersonId | Email): Key => ({
  pk: casePartition(number),
  sk: `NOTIFIED#${line}#${person}`,
});
/** What a person is writing on a request or an incident: their drafts there are one Query. */
export const draftPrefix = (person: PersonId, on: CaseNumber): Key => ({
  pk: `DRAFTS#${person}`,
  sk: `${on}#`,
});
export const draftKey = (person: PersonId, on: CaseNumber, kind: DraftKind): Key => {
  const { pk, sk } = draftPrefix(person, on);
  return { pk, sk: `${sk}${kind}` };
};
export const taskKey = (task: ServiceTaskNumber): Key => ({ pk: `TASK#${task}`, sk: 'TASK' });
export const tokenKey = (task: ServiceTaskNumber): Key => ({ pk: `TASK#${task}`, sk: 'TOKEN' });
/** Holds the natural key for one request, so that a key can never become two requests. */
export const courseKeyKey = (course: CourseKey): Key => ({ pk: `COURSE#${course}`, sk: 'COURSE' });
export const importKey = (number: ImportNumber): Key => ({ pk: `IMPORT#${number}`, sk: 'IMPORT' });
export const reportChunkPrefix = (outcome: RowOutcome): string => `ROWS#${outcome}#`;
export const reportChunkKey = (number: ImportNumber, outcome: RowOutcome, chunk: number): Key => ({
  pk: `IMPORT#${number}`,
  sk: `${reportChunkPrefix(outcome)}${String(chunk).padStart(6, '0')}`,
});
const landingPartition = (objectKey: string): string =>
  `LANDING#${createHash('sha256').update(objectKey).digest('hex')}`;
/** One landing of one object: the same event twice finds the same import. */
export const landingKey = (objectKey: string, sequencer: string): Key => ({
  pk: landingPartition(objectKey),
  sk: `AT#${sequencer}`,
});
/** What the app promised for an object before it landed: its import's number, and who sends it. */
export const promisedKey = (objectKey: string): Key => ({ pk: landingPartition(objectKey), sk: 'PROMISED' });
/** Which edition of the calendar holds: small, as it is asked for often. */
export const calendarHeadKey: Key = { pk: 'CALENDAR', sk: 'HEAD' };
/** Every edition there was, in order; read backwards, the newest comes first. */
export const editionPrefix = 'EDITION#';
export const editionKey = (version: number): Key => ({
  pk: calendarHeadKey.pk,
  sk: `${editionPrefix}${String(version).padStart(9, '0')}`,
});
export const counterKey = (kind: NumberKind): Key => ({ pk: `COUNTER#${kind}`, sk: 'COUNTER' });
/** The whole directory is one partition: a few hundred people, listed in one Query. */
export const peoplePartition = 'PEOPLE';
export const personKey = (person: PersonId): Key => ({ pk: peoplePartition, sk: `PERSON#${person}` });

const livePartition = (kind: string, name: string): string => `${livePrefix}${kind}#${name}`;
/** A ticket by its digest: who reads the table opens no socket with what they find. */
export const ticketKey = (ticket: string): Key => ({
  pk: livePartition('TICKET', createHash('sha256').update(ticket).digest('hex')),
  sk: 'TICKET',
});
/** All open sockets lie in one partition: a few hundred, listed in one Query when much is told at once. */
export const connectionsPartition = `${livePrefix}CONNECTIONS`;
export const connectionKey = (connection: string): Key => ({ pk: connectionsPartition, sk: connection });
/** Who listens on a channel is one Query. */
export const channelPartition = (channel: Channel): string => livePartition('CHANNEL', channel);
export const listenerKey = (channel: Channel, connection: string): Key => ({
  pk: channelPartition(channel),
  sk: connection,
});
/** Who is on a request is one Query. */
export const presencePartition = (request: RequestNumber): string => livePartition('PRESENT', request);
export const presenceKey = (request: RequestNumber, connection: string): Key => ({
  pk: presencePartition(request),
  sk: connection,
});

/** What requests are found by lies together, in the order of their numbers: the newest are one backwards Query. */
export const searchEntryKey = (request: RequestNumber): Key => ({ pk: searchPartition, sk: request });

/** What a person should hear of lies in the order it happened: what they have not seen is one backwards Query. */
export const newsPartition = (person: PersonId): string => `NEWS#${person}`;
export const newsPrefix = 'LINE#';
export const newsKey = (person: PersonId, line: LineId): Key => ({
  pk: newsPartition(person),
  sk: `${newsPrefix}${line}`,
});
/** How far a person has looked at it. */
export const newsSeenKey = (person: PersonId): Key => ({ pk: newsPartition(person), sk: 'SEEN' });

export const groupPartition = (group: GroupId): string => `GROUP#${group}`;
export const assigneePartition = (person: PersonId): string => `ASSIGNEE#${person}`;
export const unassignedPartition = (group: GroupId): string => `UNASSIGNED#${group}`;
export const requestsPartition = 'REQUESTS';
export const requesterPartition = (email: Email): string => `REQUESTER#${email}`;
/** However a grid spells the department. */
export const departmentPartition = (department: string): string => `DEPARTMENT#${fold(department)}`;
export const importsPartition = 'IMPORTS';

export function taskPhase(task: Pick<ServiceTask, 'state'>): Phase {
  switch (task.state) {
    case 'open':
    case 'inProgress':
      return 1;
    case 'pending':
      return 2;
    case 'closed':
    case 'skipped':
    case 'cancelled':
      return 3;
    default:
      return task.state satisfies never;
  }
}

export const phasePrefix = (phase: Phase): string => `${phase}#`;

/** A group's queue in due order; a person's tasks, or a group's unassigned ones. */
export function taskIndexKeys(
  task: ServiceTask,
): Readonly<Record<'listPk' | 'listSk' | 'personPk' | 'personSk', string>> {
  const place = `${phasePrefix(taskPhase(task))}${task.course.dueOn}#${task.number}`;
  return {
    listPk: groupPartition(task.group),
    listSk: place,
    personPk: task.assignee ? assigneePartition(task.assignee.id) : unassignedPartition(task.group),
    personSk: place,
  };
}

/** All requests in due order; a head of course's own; a department's, term by term. */
export function requestIndexKeys(
  request: Request,
): Readonly<Record<'listPk' | 'listSk' | 'personPk' | 'personSk' | 'departmentPk' | 'departmentSk', string>> {
  const place = `${phasePrefix(isRequestOver(request) ? 3 : 1)}${request.dueOn}#${request.number}`;
  return {
    listPk: requestsPartition,
    listSk: place,
    personPk: requesterPartition(request.course.responsible.email),
    personSk: place,
    departmentPk: departmentPartition(request.course.department),
    departmentSk: `${request.course.term}#${place}`,
  };
}

/** All imports by number; read backwards, the newest comes first. */
export function importIndexKeys(record: Pick<Import, 'number'>): Readonly<Record<'listPk' | 'listSk', string>> {
  return { listPk: importsPartition, listSk: record.number };
}

/** What saved views' partitions begin with is said in the contract: who serves views writes there and nowhere else. */
export const viewsPartition = (person: PersonId, group: GroupId | null): string =>
  `${viewsPrefix}${group === null ? `PERSON#${person}` : `GROUP#${group}`}`;
export const viewPrefix = 'VIEW#';
export const pinPrefix = 'PIN#';
/** A view lies with its owner, or with the group it is shared with. */
export const viewKey = (owner: PersonId, group: GroupId | null, view: ViewId): Key => ({
  pk: viewsPartition(owner, group),
  sk: `${viewPrefix}${view}`,
});
/** Where a view that a person can see may lie. */
export const viewShelves = (person: PersonId, view: ViewId): readonly Key[] =>
  [null, ...groupIds].map((group) => viewKey(person, group, view));
export const pinKey = (person: PersonId, view: ViewId): Key => ({
  pk: viewsPartition(person, null),
  sk: `${pinPrefix}${view}`,
});
