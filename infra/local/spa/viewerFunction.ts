import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createContext, runInContext } from 'node:vm';
import * as z from 'zod';
import type { Resource } from '../part.ts';

/** A CloudFront function on the viewer's request: the template's own code, which may rewrite the path or answer. */

const valueSchema = z.object({ value: z.string() });
const outcomeSchema = z.union([
  z.object({
    statusCode: z.coerce.number(),
    headers: z.record(z.string(), valueSchema).default({}),
    body: z.union([z.string(), z.object({ data: z.string() })]).optional(),
  }),
  z.object({ uri: z.string() }),
]);

export type Viewed =
  | { readonly kind: 'request'; readonly uri: string }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Record<string, string>;
      readonly body: string;
    };

export type ViewerFunction = (request: IncomingMessage, uri: string, query: URLSearchParams) => Promise<Viewed>;

const eventOf = (distributionId: string, request: IncomingMessage, uri: string, query: URLSearchParams) => ({
  version: '1.0',
  context: { distributionId, eventType: 'viewer-request', requestId: randomUUID() },
  viewer: { ip: '127.0.0.1' },
  request: {
    method: request.method ?? 'GET',
    uri,
    querystring: Object.fromEntries([...query].map(([name, value]) => [name, { value }])),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, { value: [value].flat().join(',') }]),
    ),
    cookies: {},
  },
});

export const viewerFunction = (resource: Resource, distributionId: string): ViewerFunction => {
  const code = z.string().parse(resource.properties.FunctionCode);
  const context = createContext({ console });
  runInContext(`${code}\n;globalThis.__handler = handler;`, context, { filename: `${resource.id}.js` });
  return async (request, uri, query) => {
    const event = JSON.stringify(eventOf(distributionId, request, uri, query));
    // The event is made inside, as an object of the function's own world; a loop without end is cut off.
    const call = `Promise.resolve(__handler(${event})).then((given) => JSON.stringify(given))`;
    const given: unknown = await runInContext(call, context, { timeout: 1_000 });
    const outcome = outcomeSchema.parse(JSON.parse(z.string().parse(given)));
    if ('uri' in outcome) return { kind: 'request', uri: outcome.uri };
    const headers = Object.fromEntries(Object.entries(outcome.headers).map(([name, { value }]) => [name, value]));
    const body = typeof outcome.body === 'object' ? outcome.body.data : (outcome.body ?? '');
    return { kind: 'answer', status: outcome.statusCode, headers, body };
  };
};
