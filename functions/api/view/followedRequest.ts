/** A request as the person who follows it is told of it: its steps and what happened last. */
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { HistoryLine } from '#shared/history/line.ts';
import { newestActivity, type Said } from '#shared/request/activity.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { planned } from '#shared/request/plan.ts';
import type { ServiceTask } from '#shared/task/serviceTask.ts';
import type { Instant } from '#shared/time/instant.ts';
import { requestRow } from './request.ts';

type FollowedRequest = ResponseOf<'listMyRequests'>['items'][number];

/** When the task came to its state; null while it waits. */
function since(task: ServiceTask): Instant | null {
  switch (task.state) {
    case 'pending':
      return null;
    case 'open':
      return task.openedAt;
    case 'inProgress':
      return task.startedAt;
    case 'closed':
    case 'skipped':
    case 'cancelled':
      return task.endedAt;
    default:
      return task satisfies never;
  }
}

function saidBy(comment: HistoryLine | null): Said | null {
  if (comment?.content.kind !== 'comment') return null;
  return { at: comment.at, by: comment.by.kind === 'person' ? comment.by.person : null, text: comment.content.text };
}

/** @param comment the newest one on the request, if any. */
export function followedRequest(work: RequestWithTasks, comment: HistoryLine | null, now: Instant): FollowedRequest {
  return {
    ...requestRow(work.request, now),
    steps: work.tasks.map((task) => ({
      ...{ kind: task.kind, label: planned(task.kind).label, state: task.state },
      at: since(task),
    })),
    activity: newestActivity(work, saidBy(comment)),
  };
}
