/**
 * The workflow asks for a task to be opened and waits. Its token is kept before the task is read, and `signal-workflow`
 * reads the token after the task was written: whoever comes second sees the other, so an ending is never missed.
 */
import { systemClock } from '#functions/runtime/clock.ts';
import { sfn } from '#functions/runtime/clients/sfn.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { answer } from '#functions/runtime/executions.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import { logOf } from '#functions/runtime/log.ts';
import * as requests from '#functions/store/requests.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import { settle } from '#functions/store/settle.ts';
import { openTable } from '#functions/store/table.ts';
import * as taskTokens from '#functions/store/taskTokens.ts';
import { openTaskMessage, type OpenTaskMessage } from '#shared/contract/messages.ts';
import type { Nothing } from '#shared/history/change.ts';
import { open } from '#shared/task/open.ts';
import { isOver } from '#shared/task/serviceTask.ts';

const env = readEnv('open-task');
const table = openTable(env.tableName);
const log = logOf('open-task');

/** What came of the call; the workflow waits for the token whatever it says. */
export type OpenTaskResult =
  | { readonly outcome: 'opened' | 'alreadyOpen' | 'answered' }
  | { readonly outcome: 'ignored'; readonly because: Nothing };

export async function handler(event: unknown): Promise<OpenTaskResult> {
  const message = openTaskMessage.parse(event);
  const result = await openTask(message);
  log.info('task asked for', { request: message.request, run: message.run, task: message.task, ...result });
  return result;
}

async function openTask(message: OpenTaskMessage): Promise<OpenTaskResult> {
  const { request, run, task: number, token } = message;
  const kept = await taskTokens.put(table, { task: number, run, token, at: systemClock() });
  if (!kept) return { outcome: 'ignored', because: 'runSuperseded' };
  const task = await serviceTasks.read(table, number);
  if (task?.request !== request) throw new Error(`${request} has no task ${number}`);
  // Entrevue is open from the start, and tasks before a reopened one are over: one read is enough for those.
  if (isOver(task)) return answered(token);
  return task.state === 'pending' ? openPending(message) : { outcome: 'alreadyOpen' };
}

async function openPending({ request: number, run, task, token }: OpenTaskMessage): Promise<OpenTaskResult> {
  const { decision } = await settle(
    table,
    newLineId,
    () => loadTask(number, task),
    (loaded) => open(loaded, run, systemClock()),
  );
  if (decision.kind === 'change') return { outcome: 'opened' };
  const { because } = decision;
  if (because === 'notItsTurn') throw new Error(`${task} was asked for while a task before it is in hand`);
  if (because === 'taskOver') return answered(token);
  return because === 'alreadyOpen' ? { outcome: because } : { outcome: 'ignored', because };
}

async function loadTask(number: OpenTaskMessage['request'], taskNumber: OpenTaskMessage['task']) {
  const found = await requests.readWithTasks(table, number);
  const task = found?.tasks.find((candidate) => candidate.number === taskNumber);
  if (!found || !task) throw new Error(`${number} has no task ${taskNumber}`);
  return { ...found, task };
}

async function answered(token: string): Promise<OpenTaskResult> {
  await answer(sfn(), token);
  return { outcome: 'answered' };
}
