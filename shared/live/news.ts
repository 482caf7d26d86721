/** What was written becomes news: of which record, on which channels, and who may know who did it. */
import type { PersonRef } from '../access/person.ts';
import type { Import } from '../grid/import.ts';
import type { Act, HistoryLine } from '../history/line.ts';
import type { RequestNumber } from '../ids.ts';
import type { Incident } from '../incident/incident.ts';
import type { IncidentAct, IncidentLine } from '../incident/line.ts';
import { plan } from '../request/plan.ts';
import type { Request } from '../request/request.ts';
import { isOver, type ServiceTask } from '../task/serviceTask.ts';
import type { Instant } from '../time/instant.ts';
import {
  assigneeChannel,
  departmentChannel,
  groupChannel,
  incidentChannel,
  requestChannel,
  requesterChannel,
  type Channel,
} from './channel.ts';
import type { LiveRecord } from './event.ts';

export interface News {
  readonly record: LiveRecord;
  readonly request: RequestNumber | null;
  readonly version: number;
  readonly by: PersonRef | null;
  readonly at: Instant;
  readonly channels: readonly Channel[];
  /**
   * `everybody` who follows, `named` with who did it; `unnamed` hides that from those who do not work at the desk, as
   * their pages do; `desk` is for those who do only.
   */
  readonly open: 'named' | 'unnamed' | 'desk';
}

/** A record as it was written, and the act that wrote it where the table kept it. */
export interface Wrote<Record> {
  readonly before: Record | null;
  readonly after: Record;
  readonly act: Act | null;
  /** When the table says it was written. */
  readonly at: Instant;
}

function doer(act: Pick<Act | IncidentAct, 'by'> | null): PersonRef | null {
  return act?.by.kind === 'person' ? act.by.person : null;
}

function unique(channels: readonly Channel[]): readonly Channel[] {
  return [...new Set(channels)];
}

/** Those whose request it is; before and after, so that who lost it looks again too. */
function owners({ course }: Pick<Request | ServiceTask, 'course'>): readonly Channel[] {
  return [requesterChannel(course.responsible.email), departmentChannel(course.department)];
}

/** A request tells its followers, its people, and every group of its plan, whose queues show its course. */
export function ofRequest({ before, after, act, at }: Wrote<Request>): News {
  return {
    record: { kind: 'request', number: after.number },
    request: after.number,
    version: after.version,
    by: doer(act),
    at: act?.at ?? at,
    channels: unique([
      // Nobody follows what was not there.
      ...(before ? [requestChannel(after.number)] : []),
      ...plan.map(({ group }) => groupChannel(group)),
      ...owners(after),
      ...(before ? owners(before) : []),
    ]),
    open: 'unnamed',
  };
}

/**
 * A task tells its group, who holds it and held it, and those of its request. One that was just made is told by its
 * request; but the one that is open from the start enters the queue of its group, which shows tasks and no requests.
 */
export function ofTask({ before, after, act, at }: Wrote<ServiceTask>): News | null {
  if (!before && after.state === 'pending') return null;
  const held = [after.assignee, before?.assignee ?? null].filter((person) => person !== null);
  return {
    record: { kind: 'serviceTask', number: after.number },
    request: after.request,
    version: after.version,
    by: doer(act),
    at: act?.at ?? at,
    channels: before
      ? unique([
          requestChannel(after.request),
          groupChannel(after.group),
          ...held.map(({ id }) => assigneeChannel(id)),
          ...owners(after),
        ])
      : [groupChannel(after.group)],
    open: 'unnamed',
  };
}

/** An import tells those who follow imports. */
export function ofImport({ after, at }: Wrote<Import>): News {
  return {
    record: { kind: 'import', number: after.number },
    request: null,
    version: after.version,
    by: after.sentBy,
    at,
    channels: ['imports'],
    open: 'named',
  };
}

/** A comment tells everybody of its request, a work note those of them who work at the desk; a change is told by its record. */
export function ofLine(line: HistoryLine, request: Request, tasks: readonly ServiceTask[]): News | null {
  if (line.content.kind === 'change') return null;
  const holders = tasks.flatMap((task) => (task.assignee && !isOver(task) ? [assigneeChannel(task.assignee.id)] : []));
  const comment = line.content.kind === 'comment';
  return {
    record: { kind: line.content.kind, number: line.subject },
    request: line.request,
    version: line.version,
    by: doer(line),
    at: line.at,
    channels: unique([requestChannel(line.request), ...holders, ...(comment ? owners(request) : [])]),
    open: comment ? 'named' : 'desk',
  };
}

/** Who works an incident and whose it is; before and after, so that who lost it looks again too. */
function concerned({ group, assignee, requester }: Incident): readonly Channel[] {
  return [groupChannel(group), ...(assignee ? [assigneeChannel(assignee.id)] : []), requesterChannel(requester.email)];
}

/** An incident tells its followers, its groups, who holds it, and whoever asked. */
export function ofIncident({
  before,
  after,
  act,
  at,
}: Pick<Wrote<Incident>, 'before' | 'after' | 'at'> & { readonly act: Pick<IncidentAct, 'by' | 'at'> | null }): News {
  return {
    record: { kind: 'incident', number: after.number },
    request: null,
    version: after.version,
    by: doer(act),
    at: act?.at ?? at,
    channels: unique([...(before ? [incidentChannel(after.number), ...concerned(before)] : []), ...concerned(after)]),
    open: 'unnamed',
  };
}

/** What is said on an incident; a change is told by its record. */
export function ofIncidentLine(line: IncidentLine, incident: Incident): News | null {
  if (line.content.kind === 'change') return null;
  const comment = line.content.kind === 'comment';
  const { assignee, requester } = incident;
  return {
    record: { kind: line.content.kind, number: line.incident },
    request: null,
    version: line.version,
    by: doer(line),
    at: line.at,
    channels: unique([
      incidentChannel(line.incident),
      ...(assignee ? [assigneeChannel(assignee.id)] : []),
      ...(comment ? [requesterChannel(requester.email)] : []),
    ]),
    open: comment ? 'named' : 'desk',
  };
}
