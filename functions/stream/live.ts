/**
 * Something was written: tells the browsers that follow it, a batch at a time, so that a grid of thousands of rows is a few
 * messages each. Telling twice does no harm, as events carry versions; whom it cannot reach comes back and looks.
 */
import { streamTogether } from '#functions/runtime/batch.ts';
import { sockets } from '#functions/runtime/clients/sockets.ts';
import { systemClock } from '#functions/runtime/clock.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { logOf } from '#functions/runtime/log.ts';
import { close, send } from '#functions/runtime/sockets.ts';
import * as connections from '#functions/store/connections.ts';
import { recordOf, type Image } from '#functions/store/images.ts';
import * as incidents from '#functions/store/incidents.ts';
import * as requests from '#functions/store/requests.ts';
import { openTable } from '#functions/store/table.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { deliveries } from '#shared/live/deliver.ts';
import type { LiveMessage } from '#shared/live/event.ts';
import { ofImport, ofIncident, ofIncidentLine, ofLine, ofRequest, ofTask, type News } from '#shared/live/news.ts';
import { introductions } from '#shared/live/presence.ts';
import { instantOf, type Instant } from '#shared/time/instant.ts';

const env = readEnv('live');
const table = openTable(env.tableName);
const log = logOf('live');

/** What one record of the stream has to say. */
type Saying = { readonly news: News } | { readonly comings: RequestNumber } | null;

/** Messages under way at once: one slow line holds up none of the others. */
const sendingAtOnce = 50;

interface Wrote {
  readonly NewImage?: Image | undefined;
  readonly OldImage?: Image | undefined;
  readonly ApproximateCreationDateTime?: number | undefined;
}

export const handler = streamTogether(
  log,
  ({ dynamodb }) => say(dynamodb ?? {}),
  async (sayings) => {
    const now = systemClock();
    await tellNews(
      sayings.flatMap((saying) => (saying && 'news' in saying ? [saying.news] : [])),
      now,
    );
    const comings = sayings.flatMap((saying) => (saying && 'comings' in saying ? [saying.comings] : []));
    for (const request of new Set(comings)) await introduce(request, now);
  },
);

async function say({ NewImage, OldImage, ApproximateCreationDateTime: seconds }: Wrote): Promise<Saying> {
  const after = recordOf(NewImage) ?? recordOf(OldImage);
  const before = NewImage ? recordOf(OldImage) : null;
  const at: Instant = seconds === undefined ? systemClock() : instantOf(seconds * 1_000);
  switch (after?.kind) {
    case 'request': {
      const was = before?.kind === 'request' ? before.request : null;
      return { news: ofRequest({ before: was, after: after.request, act: after.act, at }) };
    }
    case 'serviceTask': {
      const was = before?.kind === 'serviceTask' ? before.task : null;
      const news = ofTask({ before: was, after: after.task, act: after.act, at });
      return news && { news };
    }
    case 'import':
      return { news: ofImport({ before: null, after: after.import, act: null, at }) };
    case 'historyLine': {
      if (after.line.content.kind === 'change') return null;
      const found = await requests.readWithTasks(table, after.line.request);
      const news = found && ofLine(after.line, found.request, found.tasks);
      return news && { news };
    }
    case 'incident': {
      const was = before?.kind === 'incident' ? before.incident : null;
      return { news: ofIncident({ before: was, after: after.incident, act: after.act, at }) };
    }
    case 'incidentLine': {
      if (after.line.content.kind === 'change') return null;
      const found = await incidents.read(table, after.line.incident);
      const news = found && ofIncidentLine(after.line, found);
      return news && { news };
    }
    case 'presence':
      return { comings: after.presence.request };
    case 'other':
    case undefined:
      return null;
    default:
      return after satisfies never;
  }
}

async function tellNews(news: readonly News[], now: Instant): Promise<void> {
  const channels = [...new Set(news.flatMap((one) => one.channels))];
  if (channels.length > 0) await tellAll(deliveries(news, await connections.listenersOn(table, channels, now)));
}

/** Everybody on a request is told of the others. */
async function introduce(request: RequestNumber, now: Instant): Promise<void> {
  await tellAll(introductions(request, await connections.presentOn(table, request, now), now));
}

/** Sends each its message, some of them at once. */
async function tellAll(messages: ReadonlyMap<string, LiveMessage>): Promise<void> {
  const waiting = messages.entries();
  const worker = async (): Promise<void> => {
    for (const [connection, message] of waiting) await tell(connection, message);
  };
  await Promise.all(Array.from({ length: Math.min(sendingAtOnce, messages.size) }, worker));
}

async function tell(connection: string, message: LiveMessage): Promise<void> {
  const client = sockets(env.socketsUrl);
  const sent = await send(client, connection, message);
  if (sent.kind === 'sent') return;
  // Who was not told is cut off, so that the browser comes back and catches up.
  if (sent.kind === 'unreachable') {
    const closed = await close(client, connection);
    log.warn('socket not reached', { connection, error: sent.error, closed: closed.kind });
  }
  await connections.forget(table, connection);
}
