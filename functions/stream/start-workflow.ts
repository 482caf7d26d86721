/**
 * A request was written: starts the execution that drives it, another one when its run was raised, none once cancelled.
 * An execution is named by its request and run, so what comes twice starts once; what is replaced is stopped first.
 */
import { streamBatch } from '#functions/runtime/batch.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { executionsOf, start, stop } from '#functions/runtime/executions.ts';
import { logOf } from '#functions/runtime/log.ts';
import { recordOf, type Image } from '#functions/store/images.ts';
import type { Request } from '#shared/request/request.ts';

const env = readEnv('start-workflow');
const executions = executionsOf(env.stateMachineArn);
const log = logOf('start-workflow');

function requestIn(image: Image | undefined): Request | null {
  const record = recordOf(image);
  return record?.kind === 'request' ? record.request : null;
}

export const handler = streamBatch(log, async ({ dynamodb }) => {
  const after = requestIn(dynamodb?.NewImage);
  if (after) await follow(requestIn(dynamodb?.OldImage), after);
});

async function follow(before: Request | null, after: Request): Promise<void> {
  const { number: request, run, tasks, state } = after;
  if (before && before.run < run) {
    const stopped = await stop(executions, { request, run: before.run }, `Replaced by run ${run}`);
    log.info('run replaced', { request, run: before.run, stopped });
  }
  if (!before || before.run < run) {
    const started = await start(executions, { request, run, tasks });
    log.info('run started', { request, run, started });
  } else if (state === 'cancelled' && before.state !== 'cancelled') {
    const stopped = await stop(executions, { request, run }, 'The request was cancelled');
    log.info('run stopped', { request, run, stopped });
  }
}
