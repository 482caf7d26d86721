/**
 * A service task was written: once it is closed or skipped, answers the token by which the workflow waits for it. No token
 * yet is fine: `open-task` keeps it before it reads the task, and will find the task over.
 */
import { streamBatch } from '#functions/runtime/batch.ts';
import { sfn } from '#functions/runtime/clients/sfn.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { answer } from '#functions/runtime/executions.ts';
import { logOf } from '#functions/runtime/log.ts';
import { recordOf, type Image } from '#functions/store/images.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import { openTable } from '#functions/store/table.ts';
import * as taskTokens from '#functions/store/taskTokens.ts';
import type { ServiceTask } from '#shared/task/serviceTask.ts';

const env = readEnv('signal-workflow');
const table = openTable(env.tableName);
const log = logOf('signal-workflow');

function taskIn(image: Image | undefined): ServiceTask | null {
  const record = recordOf(image);
  return record?.kind === 'serviceTask' ? record.task : null;
}

/** A cancelled task is no answer: the whole execution is stopped. */
function isDone(task: ServiceTask | null): boolean {
  return task?.state === 'closed' || task?.state === 'skipped';
}

export const handler = streamBatch(log, async ({ dynamodb }) => {
  const after = taskIn(dynamodb?.NewImage);
  if (!after || !isDone(after) || isDone(taskIn(dynamodb?.OldImage))) return;
  const { number: task, request } = after;
  const kept = await taskTokens.read(table, task);
  // Read after the token: one kept since the task was reopened belongs to a run that must wait for it again.
  const outcome = !kept
    ? 'notWaiting'
    : isDone(await serviceTasks.read(table, task))
      ? await answer(sfn(), kept.token)
      : 'reopened';
  log.info('task over', { request, task, run: kept?.run, outcome });
});
