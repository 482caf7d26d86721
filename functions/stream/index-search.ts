/**
 * A request or a task was written: keeps the words it is found by. Only what people look for matters: most changes of a
 * task leave them as they are, and those of its assignee do not.
 */
import { streamBatch } from '#functions/runtime/batch.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { logOf } from '#functions/runtime/log.ts';
import { recordOf, type Image, type Imaged } from '#functions/store/images.ts';
import * as searchEntries from '#functions/store/searchEntries.ts';
import { openTable } from '#functions/store/table.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { searchEntryOf } from '#shared/search/entry.ts';

const env = readEnv('index-search');
const table = openTable(env.tableName);
const log = logOf('index-search');

export const handler = streamBatch(log, async ({ dynamodb }) => {
  const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage].map((image: Image | undefined) => recordOf(image));
  const request = after && concerned(before ?? null, after);
  if (!request) return;
  const isNew = after.kind === 'request' && !before;
  const outcome = isNew
    ? await searchEntries.indexCreated(table, after.request)
    : await searchEntries.index(table, request);
  log.info('request indexed', { request, outcome });
});

/** The request whose words may have changed; null when they cannot have. */
function concerned(before: Imaged | null, after: Imaged): RequestNumber | null {
  if (after.kind === 'request') {
    const words = ({ request }: { readonly request: typeof after.request }) =>
      JSON.stringify({ ...searchEntryOf({ request, tasks: [] }), stamp: 0 });
    return before?.kind === 'request' && words(before) === words(after) ? null : after.request.number;
  }
  if (after.kind !== 'serviceTask') return null;
  const assigneeBefore = before?.kind === 'serviceTask' ? before.task.assignee?.id : undefined;
  return after.task.assignee?.id === assigneeBefore ? null : after.task.request;
}
