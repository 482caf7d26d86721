/** Services that speak JSON to one address: the operation is in a header, its permissions in the body. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { anySignature } from '../dynamo/call.ts';
import { dynamoNeeds, eventsNeeds, sesNeeds, sqsNeeds, statesNeeds } from '../iam/needs.ts';
import type { NeedPlace } from '../iam/needs.ts';
import type { Need } from '../iam/policy.ts';
import { passedOn, relay } from './forward.ts';
import type { Forwarder } from './forward.ts';
import type { Services } from './services.ts';
import type { Turns } from './turns.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a JSON body; anything else has none. */
export function fieldsOf(body: Buffer): Fields {
  if (body.length === 0) return {};
  const parsed: unknown = JSON.parse(body.toString());
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
}

/** The permissions that one call asks for, from its service, operation and body. */
export function jsonNeeds(
  place: NeedPlace,
  service: string,
  operation: string,
  body: Fields,
  identities: readonly string[],
): Need[] {
  switch (service) {
    case 'dynamodb':
      return dynamoNeeds(place, operation, body);
    case 'sqs':
      return sqsNeeds(place, operation, body);
    case 'states':
      return statesNeeds(place, operation, body);
    case 'events':
      return eventsNeeds(place, operation, body);
    case 'ses':
      return sesNeeds(place, identities, body);
    default:
      return [{ action: `${service}:${operation}`, resource: '*' }];
  }
}

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** Sends a checked call to DynamoDB Local in its caller's turn, and wakes whoever reads the written tables' streams. */
export async function toDynamo(
  services: Services,
  forward: Forwarder,
  incoming: IncomingMessage,
  response: ServerResponse,
  call: { readonly operation: string; readonly body: Buffer; readonly needs: readonly Need[] },
  { turns, caller }: { readonly turns: Turns; readonly caller: string },
): Promise<void> {
  const end = await turns(caller);
  try {
    await relay(await fromDynamo(services, forward, incoming, call), response);
  } finally {
    end();
  }
}

async function fromDynamo(
  services: Services,
  forward: Forwarder,
  incoming: IncomingMessage,
  call: { readonly operation: string; readonly body: Buffer; readonly needs: readonly Need[] },
): Promise<IncomingMessage> {
  const headers = { ...passedOn(incoming.headers), authorization: anySignature };
  const answer = await forward.send(incoming, {
    endpoint: services.dynamoEndpoint,
    path: '/',
    headers,
    body: call.body,
  });
  if (writes.has(call.operation) && answer.statusCode === 200) {
    const tables = [...new Set(call.needs.map(({ resource }) => resource.replace(/^.*:table\//, '')))];
    const [table] = tables;
    if (call.operation === 'TransactWriteItems' && table !== undefined) await services.onDisk(table);
    tables.forEach(services.wrote);
  }
  return answer;
}

/** Sends a checked call to the queues; SDKs post to the queue's own address, the emulator listens at the root. */
export async function toQueues(
  services: Services,
  forward: Forwarder,
  incoming: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  const headers = passedOn(incoming.headers);
  const answer = await forward.send(incoming, { endpoint: services.storageEndpoint, path: '/', headers, body });
  await relay(answer, response);
}
