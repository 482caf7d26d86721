import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { commonLogTime } from '../http/event.ts';
import type { SocketTemplate } from './template.ts';

/** The events that a WebSocket API hands to its functions. */

export interface Connected {
  readonly id: string;
  readonly at: number;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly host: string;
}

type Kind = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

const contextOf = (template: SocketTemplate, connection: Connected, routeKey: string, eventType: Kind) => {
  const now = new Date();
  const requestId = randomUUID();
  return {
    routeKey,
    eventType,
    extendedRequestId: requestId,
    requestTime: commonLogTime(now),
    messageDirection: 'IN',
    stage: template.stage,
    connectedAt: connection.at,
    requestTimeEpoch: now.getTime(),
    identity: { sourceIp: connection.sourceIp, userAgent: connection.userAgent },
    requestId,
    domainName: connection.host,
    connectionId: connection.id,
    apiId: template.apiId,
  };
};

const stageOf = ({ stageVariables }: SocketTemplate) => (stageVariables === undefined ? {} : { stageVariables });

export const connectEvent = (template: SocketTemplate, connection: Connected, request: IncomingMessage) => {
  const search = new URL(request.url ?? '/', 'ws://localhost').searchParams;
  const many = Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name)]));
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value ?? []].flat()] as const);
  return {
    headers: Object.fromEntries(headers.map(([name, values]) => [name, values.at(-1) ?? ''])),
    multiValueHeaders: Object.fromEntries(headers),
    ...(search.size === 0
      ? {}
      : { queryStringParameters: Object.fromEntries(search), multiValueQueryStringParameters: many }),
    ...stageOf(template),
    requestContext: contextOf(template, connection, '$connect', 'CONNECT'),
    isBase64Encoded: false,
  };
};

export const messageEvent = (
  template: SocketTemplate,
  connection: Connected,
  routeKey: string,
  body: Buffer,
  binary: boolean,
) => ({
  ...stageOf(template),
  requestContext: { ...contextOf(template, connection, routeKey, 'MESSAGE'), messageId: randomUUID() },
  body: body.toString(binary ? 'base64' : 'utf8'),
  isBase64Encoded: binary,
});

export const disconnectEvent = (template: SocketTemplate, connection: Connected, code: number, reason: string) => ({
  ...stageOf(template),
  requestContext: {
    ...contextOf(template, connection, '$disconnect', 'DISCONNECT'),
    disconnectStatusCode: code,
    disconnectReason: reason,
  },
  isBase64Encoded: false,
});
