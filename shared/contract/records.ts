/** Shapes of records on the wire. Instants are ISO 8601 in UTC, days are `YYYY-MM-DD`. */
import * as z from 'zod/mini';
import { groupIds, roles } from '../access/person.ts';
import { draftKinds } from '../draft/draft.ts';
import { changeActions } from '../history/line.ts';
import { incidentActions, incidentDoors } from '../incident/line.ts';
import { activityKinds } from '../request/activity.ts';
import { approaches } from '../request/course.ts';
import { taskKinds } from '../request/plan.ts';
import { recordingStates, requestStates } from '../request/request.ts';
import { queueColumns, queueStates, queueViews } from '../task/queue.ts';
import { taskStates } from '../task/serviceTask.ts';
import {
  email,
  importNumber,
  incidentNumber,
  instant,
  isoDate,
  personId,
  requestNumber,
  serviceTaskNumber,
  viewId,
} from './scalars.ts';

export { requestNumber, serviceTaskNumber, importNumber, instant, isoDate, email };
const version = z.int().check(z.positive());
export const count = z.int().check(z.nonnegative());

export const personRef = z.object({ id: z.string(), name: z.string() });
export const contact = z.object({ name: z.string(), email: z.nullable(z.string()) });

export const course = z.object({
  term: z.string(),
  sigle: z.string(),
  section: z.string(),
  approach: z.enum(approaches),
  title: z.string(),
  department: z.string(),
  responsible: z.object({ name: z.string(), email: z.string() }),
  firstActivityOn: isoDate,
  sessions: z.nullable(count),
  students: z.nullable(count),
  presenters: z.array(contact),
  remarks: z.string(),
});

export const presenters = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('listed'), people: z.array(contact), from: z.enum(['grid', 'desk']) }),
]);

export const recording = z.object({
  id: z.string(),
  title: z.string(),
  presenter: z.nullable(z.string()),
  state: z.enum(recordingStates),
});

/** What the caller may do to a record now; the page shows only these. */
const may = z.record(z.string(), z.boolean());

/** Step of a plan as a requester sees it. */
export const taskSummary = z.object({
  number: serviceTaskNumber,
  kind: z.enum(taskKinds),
  label: z.string(),
  state: z.enum(taskStates),
  group: z.enum(groupIds),
  /** Null for a requester. */
  assignee: z.nullable(personRef),
  /** Business days between the end of the step (today while it is not over) and the due date; negative when late. */
  slackDays: z.int(),
  checklist: z.object({ done: count, total: count }),
});

/** What lists show of a course. */
const listedCourse = z.pick(course, {
  term: true,
  sigle: true,
  section: true,
  approach: true,
  title: true,
  department: true,
  responsible: true,
});

export const requestRow = z.object({
  number: requestNumber,
  version,
  state: z.enum(requestStates),
  course: listedCourse,
  dueOn: isoDate,
  dueOnConfirmed: z.boolean(),
  /** Business days left to the due date; negative when past. */
  slackDays: z.int(),
  vanished: z.boolean(),
  createdAt: instant,
});

export const requestPage = z.extend(requestRow, {
  course,
  presenters,
  recordings: z.array(recording),
  createdFrom: z.object({ import: importNumber, row: z.int() }),
  tasks: z.array(taskSummary),
  cancelled: z.nullable(z.object({ at: instant, by: personRef, reason: z.string() })),
  closedAt: z.nullable(instant),
  may,
});

/** A request as the person who follows it is told of it. */
export const followedRequest = z.extend(requestRow, {
  /** The plan's steps, in its order; `at` is when the step came to its state, null while it waits. */
  steps: z.array(
    z.object({ kind: z.enum(taskKinds), label: z.string(), state: z.enum(taskStates), at: z.nullable(instant) }),
  ),
  /** What happened last. */
  activity: z.object({
    kind: z.enum(activityKinds),
    step: z.nullable(z.enum(taskKinds)),
    at: instant,
    /** Who wrote the comment, and how it begins. */
    by: z.nullable(personRef),
    text: z.nullable(z.string()),
  }),
});

/** What a queue shows of the course. */
const taskCourse = z.extend(listedCourse, { dueOn: isoDate });

export const taskRow = z.object({
  number: serviceTaskNumber,
  request: requestNumber,
  version,
  kind: z.enum(taskKinds),
  label: z.string(),
  state: z.enum(taskStates),
  group: z.enum(groupIds),
  assignee: z.nullable(personRef),
  course: taskCourse,
  slackDays: z.int(),
  checklist: z.object({ done: count, total: count }),
  openedAt: z.nullable(instant),
});

/** How many tasks in hand a queue holds. */
export const queueCount = z.object({
  view: z.enum(queueViews),
  /** Null for the caller's own. */
  group: z.nullable(z.enum(groupIds)),
  count,
  /** There are more than were counted. */
  more: z.boolean(),
});

/** A queue as somebody looks at it. */
export const queueQuery = z.object({
  view: z.enum(queueViews),
  /** Null for one's own tasks. */
  group: z.nullable(z.enum(groupIds)),
  states: z.enum(queueStates),
  kind: z.nullable(z.enum(taskKinds)),
  department: z.nullable(z.string().check(z.maxLength(200))),
  approach: z.nullable(z.enum(approaches)),
  term: z.nullable(z.string().check(z.maxLength(20))),
  /** A person's id, or `nobody`. */
  assignee: z.nullable(z.string().check(z.maxLength(128))),
  text: z.string().check(z.maxLength(200)),
  sort: z.object({ column: z.enum(queueColumns), direction: z.enum(['ascending', 'descending']) }),
  /** Null for the usual ones. */
  columns: z.nullable(z.array(z.enum(queueColumns)).check(z.minLength(1), z.maxLength(20))),
});

/** A queue somebody comes back to, under a name. */
export const savedView = z.object({
  id: viewId,
  version,
  name: z.string(),
  query: queueQuery,
  owner: personRef,
  /** Null while it is its owner's alone. */
  sharedWith: z.nullable(z.enum(groupIds)),
  updatedAt: instant,
  updatedBy: personRef,
  /** Whether the caller has pinned it. */
  pinned: z.boolean(),
  mayChange: z.boolean(),
});

export const checklistEntry = z.object({
  item: z.string(),
  label: z.object({ fr: z.string(), en: z.string() }),
  mandatory: z.boolean(),
  done: z.nullable(z.object({ at: instant, by: personRef })),
});

export const taskPage = z.extend(z.omit(taskRow, { checklist: true }), {
  checklist: z.array(checklistEntry),
  startedAt: z.nullable(instant),
  endedAt: z.nullable(instant),
  endedBy: z.nullable(personRef),
  reason: z.nullable(z.string()),
  /** What stands between the task and its closing, as refusal codes; empty when it can be closed. */
  missing: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
  may,
});

const historyValue = z.nullable(z.union([z.string(), z.number(), z.boolean()]));
export const fieldChange = z.object({ field: z.string(), from: historyValue, to: historyValue });
export const historyLine = z.object({
  id: z.string(),
  subject: z.string(),
  version: z.int(),
  at: instant,
  door: z.enum(['api', 'import', 'workflow']),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), person: personRef }),
    z.object({ kind: z.literal('import'), import: importNumber }),
    z.object({ kind: z.literal('workflow') }),
  ]),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('comment'), text: z.string() }),
    z.object({ kind: z.literal('workNote'), text: z.string() }),
    z.object({
      kind: z.literal('change'),
      action: z.enum(changeActions),
      changes: z.array(fieldChange),
      reason: z.nullable(z.string()),
    }),
  ]),
});

/** A line of an incident's history. */
export const incidentLine = z.object({
  id: z.string(),
  subject: incidentNumber,
  version: z.int(),
  at: instant,
  /** When it was entered, where that was later than it happened. */
  enteredAt: z.nullable(instant),
  door: z.enum(incidentDoors),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), person: personRef }),
    z.object({ kind: z.literal('desk') }),
  ]),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('comment'), text: z.string() }),
    z.object({ kind: z.literal('workNote'), text: z.string() }),
    z.object({
      kind: z.literal('change'),
      action: z.enum(incidentActions),
      changes: z.array(fieldChange),
      reason: z.nullable(z.string()),
    }),
  ]),
});

/** What the caller began to write on a request or an incident and has not sent. */
export const draft = z.object({
  kind: z.enum(draftKinds),
  text: z.string(),
  key: z.string(),
  version,
  savedAt: instant,
});

export const person = z.object({
  id: personId,
  name: z.string(),
  email,
  roles: z.array(z.enum(roles)),
  groups: z.array(z.enum(groupIds)),
  departments: z.array(z.string()),
});

export const group = z.object({
  id: z.enum(groupIds),
  name: z.object({ fr: z.string(), en: z.string() }),
  members: z.array(personRef),
});

/** Page of a list; `next` continues it, null at the end. A filtered page may be shorter than asked: follow `next`. */
export function pageOf<Item extends z.core.$ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.nullable(z.string()) });
}

/** Refusals on the wire: problem+json (RFC 9457) with a code of ours. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  /** Fields at fault, as dotted paths. */
  fields: z.optional(z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() }))),
  /** With 412: the record as it is now. */
  current: z.optional(z.unknown()),
  /** With 412: what happened to it since the version the caller had. */
  changes: z.optional(z.array(historyLine)),
  /** The same with 412 on an incident. */
  incidentChanges: z.optional(z.array(incidentLine)),
});
