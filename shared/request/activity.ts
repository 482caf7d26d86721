/** What happened last on a request, as the person who follows it is told: steps and comments, never who holds a step. */
import type { PersonRef } from '../access/person.ts';
import type { ServiceTask } from '../task/serviceTask.ts';
import type { Instant } from '../time/instant.ts';
import type { RequestWithTasks } from './decide.ts';
import type { TaskKind } from './plan.ts';
import type { Request } from './request.ts';

export const activityKinds = [
  'created',
  'stepOpened',
  'stepStarted',
  'stepEnded',
  'comment',
  'closed',
  'cancelled',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

export interface Activity {
  readonly kind: ActivityKind;
  /** The step it is about; null when it is about the request. */
  readonly step: TaskKind | null;
  readonly at: Instant;
  /** Who wrote the comment, and how it begins. */
  readonly by: PersonRef | null;
  readonly text: string | null;
}

/** A comment as an activity needs it. */
export interface Said {
  readonly at: Instant;
  readonly by: PersonRef | null;
  readonly text: string;
}

/** Characters of a comment that are told; the request has the rest. */
const longestTold = 200;

const event = (kind: ActivityKind, at: Instant, step: TaskKind | null = null): Activity => ({
  ...{ kind, step, at, by: null, text: null },
});

function ofRequest(request: Request): readonly Activity[] {
  const created = event('created', request.createdAt);
  switch (request.state) {
    case 'open':
    case 'inProgress':
      return [created];
    case 'closed':
      return [created, event('closed', request.closedAt)];
    case 'cancelled':
      return [created, event('cancelled', request.cancelledAt)];
    default:
      return request satisfies never;
  }
}

function ofTask(task: ServiceTask): Activity | null {
  switch (task.state) {
    case 'pending':
      return null;
    case 'open':
      return event('stepOpened', task.openedAt, task.kind);
    case 'inProgress':
      return event('stepStarted', task.startedAt, task.kind);
    case 'closed':
    case 'skipped':
      return event('stepEnded', task.endedAt, task.kind);
    case 'cancelled':
      // The request's own end says it all.
      return null;
    default:
      return task satisfies never;
  }
}

/**
 * The newest activity: of two at one instant the one about the request, whose beginning opens its first step and whose end
 * is that of its last.
 * @param comment the newest one, if any was written.
 */
export function newestActivity({ request, tasks }: RequestWithTasks, comment: Said | null): Activity {
  const said: readonly Activity[] = comment
    ? [{ kind: 'comment', step: null, at: comment.at, by: comment.by, text: comment.text.slice(0, longestTold) }]
    : [];
  const steps = tasks.map(ofTask).filter((each) => each !== null);
  const all = [...said, ...ofRequest(request), ...steps];
  return all.reduce((newest, each) => (each.at > newest.at ? each : newest));
}
