/** The workflow is at its end: closes the request. */
import { systemClock } from '#functions/runtime/clock.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import { logOf } from '#functions/runtime/log.ts';
import * as requests from '#functions/store/requests.ts';
import { settle } from '#functions/store/settle.ts';
import { openTable } from '#functions/store/table.ts';
import { closeRequestMessage } from '#shared/contract/messages.ts';
import type { Nothing } from '#shared/history/change.ts';
import { closeWhenDone } from '#shared/request/workflow.ts';

const env = readEnv('close-request');
const table = openTable(env.tableName);
const log = logOf('close-request');

export type CloseRequestResult =
  { readonly outcome: 'closed' } | { readonly outcome: 'ignored'; readonly because: Nothing };

/** @throws when a task is in hand although its run reached the end: the execution fails, and the repair starts it again. */
export async function handler(event: unknown): Promise<CloseRequestResult> {
  const { request, run } = closeRequestMessage.parse(event);
  const { decision } = await settle(
    table,
    newLineId,
    async () => {
      const found = await requests.readWithTasks(table, request);
      if (!found) throw new Error(`There is no request ${request}`);
      return found;
    },
    (found) => closeWhenDone(found, run, systemClock()),
  );
  if (decision.kind === 'nothing' && decision.because === 'tasksInHand') {
    throw new Error(`${request} has a task in hand at the end of run ${run}`);
  }
  const result: CloseRequestResult =
    decision.kind === 'change' ? { outcome: 'closed' } : { outcome: 'ignored', because: decision.because };
  log.info('end of the plan', { request, run, ...result });
  return result;
}
