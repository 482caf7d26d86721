/** The one AWS address of the stack: who calls, may they, and which emulator answers. */

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NeedPlace } from '../iam/needs.ts';
import type { Need } from '../iam/policy.ts';
import type { Log, Part } from '../part.ts';
import { denial, protocolOf, refuse } from './answer.ts';
import { forwarder, passedOn, readBody, relay } from './forward.ts';
import { signer } from './identity.ts';
import { fieldsOf, jsonNeeds, toDynamo, toQueues } from './json.ts';
import { answerEvents } from './bus.ts';
import { answerInvocation } from './invocation.ts';
import { answerObjects } from './objects.ts';
import type { Objects } from './objects.ts';
import type { Services } from './services.ts';
import { takingTurns } from './turns.ts';

/** What the gateway is made of. */
export interface GatewayOptions {
  readonly port: number;
  readonly place: Omit<NeedPlace, 'machineOfToken'>;
  readonly objects: Omit<Objects, 'forward' | 'endpoint'>;
  readonly services: Services;
  readonly log: Log;
}

/** The gateway and its address, an IP so that SDKs put the bucket in the path. */
export interface Gateway extends Part {
  readonly endpoint: string;
  readonly port: number;
}

/** DynamoDB Local works in one thread; a few calls at its door keep it busy. */
const dynamoAtOnce = 8;

/** Starts listening on loopback. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { services } = options;
  const place: NeedPlace = { ...options.place, machineOfToken: services.machineOfToken };
  const forward = forwarder();
  const turns = takingTurns(dynamoAtOnce);
  let open = 0;

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', 'http://gateway');
    const signed = signer(incoming, url.searchParams);
    const service = signed?.service ?? 's3';
    if (service === 's3') {
      const objects = { ...options.objects, endpoint: services.storageEndpoint, forward };
      return answerObjects(objects, incoming, response, url, signed);
    }
    const protocol = protocolOf(service);
    const identity = signed && options.objects.identify(signed);
    if (identity === undefined) {
      refuse(
        response,
        protocol,
        403,
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
      return;
    }
    const allowed = (needs: readonly Need[]): boolean => {
      for (const need of needs) {
        const decision = identity.may(need);
        if (decision === 'allowed') continue;
        const status = protocol === 'rest' ? 403 : 400;
        const sentence = denial(identity.caller, need, decision, service);
        options.log('iam', sentence);
        refuse(response, protocol, status, deniedCode[service] ?? 'AccessDeniedException', sentence);
        return false;
      }
      return true;
    };
    const body = await readBody(incoming);
    if (service === 'lambda') return answerInvocation(services, place, allowed, incoming, response, url, body);
    const target = incoming.headers['x-amz-target'];
    const operation = typeof target === 'string' ? target.replace(/^.*\./, '') : url.pathname;
    const fields = service === 'execute-api' ? {} : fieldsOf(body);
    const needs =
      service === 'execute-api'
        ? [connectionNeed(place, incoming.method ?? 'POST', url.pathname)]
        : jsonNeeds(place, service, operation, fields, services.identities);
    if (!allowed(needs)) return;
    if (service === 'dynamodb') {
      const call = { operation, body, needs };
      return toDynamo(services, forward, incoming, response, call, { turns, caller: identity.caller });
    }
    if (service === 'sqs' || service === 'sns' || service === 'sts') {
      return toQueues(services, forward, incoming, response, body);
    }
    if (service === 'events') return answerEvents(services, response, operation, fields);
    const own = services.own.get(service);
    if (own === undefined) {
      refuse(response, protocol, 501, 'NotImplemented', `The local stack does not run the service ${service}`);
      return;
    }
    const headers = passedOn(incoming.headers);
    await relay(await forward.send(incoming, { endpoint: own, path: incoming.url ?? '/', headers, body }), response);
  };

  const server = createServer((incoming, response) => {
    open += 1;
    response.once('close', () => (open -= 1));
    answer(incoming, response).catch((error: unknown) => {
      options.log('gateway', 'a call failed', { path: incoming.url, error: String(error) });
      if (response.headersSent) response.destroy();
      else refuse(response, 'json', 500, 'InternalFailure', String(error));
    });
  });
  // As in `http/listen.ts`: idle connections are for the callers to close.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    busy: () => open,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      forward.close();
    },
  };
}

/** What a service calls its denial, where that is not `AccessDeniedException`. */
const deniedCode: Readonly<Record<string, string>> = { 'execute-api': 'ForbiddenException', sqs: 'AccessDenied' };

/** `/<api>/<stage>/@connections/<id>`: the permission to manage a browser's open connection. */
function connectionNeed({ accountId, region }: NeedPlace, method: string, path: string): Need {
  const [, api = '', stage = '', ...rest] = path.split('/');
  const connection = rest.join('/');
  return {
    action: 'execute-api:ManageConnections',
    resource: `arn:aws:execute-api:${region}:${accountId}:${api}/${stage}/${method}/${connection}`,
  };
}
