import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Claims } from './authorizer.ts';

/** The event that an HTTP API hands to a function, payload format 2.0. */

const textual = /^(text\/|application\/(json|javascript|xml|graphql)\b|application\/[^;]+\+(json|xml)\b)/i;

/** Whether API Gateway passes a body of this type as text; anything else travels in base 64. */
export const isText = (contentType: string | undefined, contentEncoding: string | undefined): boolean =>
  (contentEncoding === undefined || contentEncoding === 'identity') &&
  (contentType === undefined || textual.test(contentType));

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const two = (value: number): string => String(value).padStart(2, '0');

/** The common log format of the request's time, such as `12/Mar/2020:19:03:58 +0000`. */
export const commonLogTime = (at: Date): string =>
  `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}` +
  `:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;

const headersOf = (request: IncomingMessage, sourceIp: string, traceId: string): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    // Cookies travel in a field of their own, and hop-by-hop headers end at the gateway.
    if (value === undefined || name === 'cookie' || name === 'connection' || name === 'transfer-encoding') continue;
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const forwarded = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`;
  headers['x-forwarded-port'] ??= String(request.socket.localPort ?? '');
  headers['x-forwarded-proto'] ??= 'http';
  headers['x-amzn-trace-id'] ??= `Root=${traceId}`;
  return headers;
};

const queryOf = (search: URLSearchParams): Record<string, string> | undefined => {
  const query: Record<string, string> = {};
  for (const [name, value] of search) query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  return Object.keys(query).length === 0 ? undefined : query;
};

export interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly apiId: string;
  readonly accountId: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  readonly routeKey: string;
  /** Decoded, with the stage in front when the stage has a name. */
  readonly path: string;
  readonly rawQueryString: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly jwt: { readonly claims: Claims; readonly scopes: readonly string[] | null } | undefined;
  readonly at: Date;
}

export const httpEvent = (received: Received): Record<string, unknown> => {
  const { request, body, at } = received;
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  const requestId = randomUUID();
  const headers = headersOf(request, sourceIp, requestId);
  const cookies = request.headers.cookie?.split(/;\s*/).filter((cookie) => cookie !== '');
  const query = queryOf(new URLSearchParams(received.rawQueryString));
  const text = isText(headers['content-type'], headers['content-encoding']);
  const domainName = (headers.host ?? 'localhost').replace(/:\d+$/, '');
  return {
    version: '2.0',
    routeKey: received.routeKey,
    rawPath: received.path,
    rawQueryString: received.rawQueryString,
    ...(cookies === undefined || cookies.length === 0 ? {} : { cookies }),
    headers,
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: received.accountId,
      apiId: received.apiId,
      ...(received.jwt === undefined ? {} : { authorizer: { jwt: received.jwt } }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: request.method ?? 'GET',
        path: received.path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: received.routeKey,
      stage: received.stage,
      time: commonLogTime(at),
      timeEpoch: at.getTime(),
    },
    ...(Object.keys(received.pathParameters).length === 0 ? {} : { pathParameters: received.pathParameters }),
    ...(received.stageVariables === undefined ? {} : { stageVariables: received.stageVariables }),
    ...(body.length === 0 ? {} : { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  };
};
