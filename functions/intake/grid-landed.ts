/** A grid landed in the intake bucket: imports it, or previews what an import would do. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { systemClock } from '#functions/runtime/clock.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import { openIntakeObjects } from '#functions/runtime/intakeObjects.ts';
import { logOf } from '#functions/runtime/log.ts';
import { openNumbers } from '#functions/store/numbers.ts';
import { openTable } from '#functions/store/table.ts';
import { intakePrefixes } from '#shared/contract/intake.ts';
import { instantOf } from '#shared/time/instant.ts';
import { land } from './grid/land.ts';

const env = readEnv('grid-landed');
const table = openTable(env.tableName);
const bucket = openIntakeObjects(env.intakeBucket);
const numbers = openNumbers(table);
const log = logOf('grid-landed');

/** What S3 tells EventBridge of an object; keys come as they are, not encoded. */
const event = z.object({
  time: z.string(),
  detail: z.object({
    object: z.object({
      key: z.string(),
      size: z._default(z.number(), 0),
      etag: z._default(z.nullable(z.string()), null),
      sequencer: z.string(),
    }),
  }),
});

export async function handler(input: unknown): Promise<void> {
  const { time, detail } = z.parse(event, input);
  const { key, size, etag, sequencer } = detail.object;
  // A console makes such an object when somebody creates a folder.
  if (key.endsWith('/')) {
    log.info('folder ignored', { key });
    return;
  }
  const landing = {
    ...{ objectKey: key, sequencer, etag, sizeBytes: size, fileName: key.slice(key.lastIndexOf('/') + 1) },
    mode: key.startsWith(intakePrefixes.preview) ? ('preview' as const) : ('import' as const),
    at: instantOf(Date.parse(time)),
  };
  const desk = { table, numbers, bucket, clock: systemClock, newLineId, log, holder: randomUUID() };
  const ended = await land(desk, landing);
  if (ended) log.info('import ended', { import: ended.number, state: ended.state, counts: ended.counts });
  else log.info('nothing to do', { key, sequencer });
}
