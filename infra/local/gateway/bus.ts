/** EventBridge's PutEvents for the functions that call it. */

import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { refuse } from './answer.ts';
import type { Services } from './services.ts';

const putSchema = z.object({
  Entries: z.array(
    z.object({
      Source: z.string(),
      DetailType: z.string(),
      Detail: z.string(),
      Resources: z.array(z.string()).default([]),
    }),
  ),
});

/** Answers a call to EventBridge; only putting events runs here. */
export async function answerEvents(
  services: Services,
  response: ServerResponse,
  operation: string,
  body: unknown,
): Promise<void> {
  const put = putSchema.safeParse(body);
  if (operation !== 'PutEvents') {
    refuse(response, 'json', 501, 'NotImplemented', 'The local stack runs only PutEvents of EventBridge');
    return;
  }
  if (!put.success) {
    refuse(response, 'json', 400, 'ValidationException', z.prettifyError(put.error));
    return;
  }
  for (const { Source, DetailType, Detail, Resources } of put.data.Entries) {
    const detail = z.record(z.string(), z.unknown()).parse(JSON.parse(Detail));
    await services.publish({ source: Source, detailType: DetailType, resources: Resources, detail });
  }
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(
    JSON.stringify({ FailedEntryCount: 0, Entries: put.data.Entries.map(() => ({ EventId: randomUUID() })) }),
  );
}
