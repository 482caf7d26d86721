/**
 * A line of history was written: tells those it concerns, each in a list of their own that their day shows. Told twice is
 * told once: news go by the line's identifier.
 */
import { streamBatch } from '#functions/runtime/batch.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { logOf } from '#functions/runtime/log.ts';
import * as history from '#functions/store/history.ts';
import { recordOf, type Image } from '#functions/store/images.ts';
import * as news from '#functions/store/news.ts';
import * as requests from '#functions/store/requests.ts';
import { openTable } from '#functions/store/table.ts';
import type { HistoryLine } from '#shared/history/line.ts';
import type { PersonId } from '#shared/ids.ts';
import { isNewsworthy, newsOf } from '#shared/news/news.ts';

const env = readEnv('tell-news');
const table = openTable(env.tableName);
const log = logOf('tell-news');

export const handler = streamBatch(log, async ({ dynamodb }) => {
  const image: Image | undefined = dynamodb?.NewImage;
  const record = recordOf(image);
  if (record?.kind !== 'historyLine' || !isNewsworthy(record.line)) return;
  const { line } = record;
  const found = await requests.readWithTasks(table, line.request);
  if (!found) return;
  const writers = line.content.kind === 'change' ? [] : await writersOn(line);
  const { news: told, to } = newsOf(line, found, writers);
  await Promise.all(to.map((person) => news.tell(table, person, told)));
  if (to.length > 0) log.info('news told', { request: line.request, line: line.id, people: to.length });
});

/** Lines looked through for who wrote before. */
const linesLookedAt = 100;

async function writersOn({ request }: HistoryLine): Promise<readonly PersonId[]> {
  const page = await history.list(table, request, { limit: linesLookedAt, commentsOnly: false });
  if (!page.ok) return [];
  return page.value.items.flatMap(({ content, by }) =>
    content.kind !== 'change' && by.kind === 'person' ? [by.person.id] : [],
  );
}
