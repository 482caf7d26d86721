/** Lambda's Invoke: waits for the answer, or accepts the event once it is safely kept. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NeedPlace } from '../iam/needs.ts';
import type { Need } from '../iam/policy.ts';
import { functionName } from '../lambda/definition.ts';
import { refuse } from './answer.ts';
import type { Services } from './services.ts';

/** Answers `POST /2015-03-31/functions/<name>/invocations`; nothing else of Lambda's API runs here. */
export async function answerInvocation(
  services: Services,
  place: NeedPlace,
  allowed: (needs: readonly Need[]) => boolean,
  incoming: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: Buffer,
): Promise<void> {
  const named = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url.pathname)?.[1];
  if (named === undefined) {
    refuse(response, 'rest', 501, 'NotImplemented', 'The local stack runs only Invoke of the Lambda service');
    return;
  }
  const name = functionName(decodeURIComponent(named));
  const resource = `arn:aws:lambda:${place.region}:${place.accountId}:function:${name}`;
  if (!allowed([{ action: 'lambda:InvokeFunction', resource }])) return;
  if (!services.hasFunction(name)) {
    refuse(response, 'rest', 404, 'ResourceNotFoundException', `Function not found: ${resource}`);
    return;
  }
  const event: unknown = body.length === 0 ? {} : JSON.parse(body.toString());
  const kind = incoming.headers['x-amz-invocation-type'];
  if (kind === 'DryRun') {
    response.writeHead(204).end();
    return;
  }
  if (kind === 'Event') {
    await services.accept(name, event);
    response.writeHead(202).end();
    return;
  }
  const answered = await services.invoke(name, event);
  response.writeHead(200, {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
    ...(answered.ok ? {} : { 'x-amz-function-error': 'Unhandled' }),
  });
  response.end(JSON.stringify(answered.ok ? answered.payload : answered.error));
}
