import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ground, Part, Resource } from '../part.ts';
import { answerOf, refusal } from './answer.ts';
import type { Answer } from './answer.ts';
import { authorize, createKeyring, identityIn } from './authorizer.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { httpEvent } from './event.ts';
import { listen, readBody } from './listen.ts';
import { matchRoute } from './route.ts';
import { httpApiTemplate } from './template.ts';

/** An HTTP API of the template, listening on loopback. */
export interface HttpApi extends Part {
  readonly apiId: string;
  /** Base address without a slash at the end; includes the stage when it has a name. */
  readonly url: string;
  busy(): number;
}

export interface HttpApiOptions {
  /** The `AWS::ApiGatewayV2::Api` to run, with `ProtocolType: HTTP`. */
  readonly api: Resource;
  readonly port?: number;
  /** Where an issuer named by the template answers locally; the template's own address otherwise. */
  readonly issuerAddress?: (issuer: string) => string;
}

const requestLimit = 10 * 1024 * 1024;
const invocationLimit = 6 * 1024 * 1024;

const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const within = <Value>(work: Promise<Value>, ms: number): Promise<Value | 'late'> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('late'), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

const send = (response: ServerResponse, answer: Answer, extra: Readonly<Record<string, string>>): void => {
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));
  const kept = 'access-control-allow-origin' in extra ? own : Object.entries(answer.headers);
  for (const [name, value] of kept) {
    if (name !== 'content-length' && name !== 'transfer-encoding') response.setHeader(name, value);
  }
  for (const [name, value] of Object.entries(extra)) response.setHeader(name, value);
  if (answer.cookies.length > 0) response.setHeader('set-cookie', [...answer.cookies]);
  const bodiless = answer.status === 204 || answer.status === 304;
  if (!bodiless) response.setHeader('content-length', answer.body.length);
  response.writeHead(answer.status);
  response.end(bodiless ? undefined : answer.body);
};

/** Runs an HTTP API: routes, JWT authorizers, CORS and function answers as API Gateway treats them. */
export const startHttpApi = async (ground: Ground, options: HttpApiOptions): Promise<HttpApi> => {
  const template = httpApiTemplate(ground.resources, options.api);
  const issuerAddress = options.issuerAddress ?? ((issuer: string) => issuer);
  const prefix = template.stage.name === '$default' ? '' : `/${template.stage.name}`;
  const keyring = createKeyring();
  let underWay = 0;

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const method = request.method ?? 'GET';
    const [rawPath = '/', rawQueryString = ''] = (request.url ?? '/').split(/\?(.*)/s);
    const path = decodePath(rawPath);
    const body = await readBody(request, requestLimit);
    if (body === undefined) return refusal(413);
    if (prefix !== '' && path !== prefix && !path.startsWith(`${prefix}/`)) return refusal(404);
    const origin = request.headers.origin;
    const wanted = request.headers['access-control-request-method'];
    if (template.cors !== undefined && method === 'OPTIONS' && origin !== undefined && wanted !== undefined) {
      return {
        status: 204,
        headers: preflightHeaders(template.cors, origin, wanted),
        cookies: [],
        body: Buffer.alloc(0),
      };
    }
    const matched = matchRoute(template.routes, method, path.slice(prefix.length));
    if (matched === undefined) return refusal(404);
    const { route, pathParameters } = matched;

    let jwt;
    if (route.authorizer !== undefined) {
      const token = identityIn(route.authorizer.identitySource, request.headers, new URLSearchParams(rawQueryString));
      const issuer = issuerAddress(route.authorizer.issuer);
      const verdict = await authorize(keyring, route.authorizer, issuer, route.scopes, token);
      if (verdict.kind === 'unauthorized') return refusal(401, { 'www-authenticate': verdict.challenge });
      if (verdict.kind === 'forbidden') return refusal(403, { 'www-authenticate': verdict.challenge });
      jwt = { claims: verdict.claims, scopes: verdict.scopes };
    }

    const event = httpEvent({
      request,
      body,
      path,
      rawQueryString,
      pathParameters,
      jwt,
      apiId: template.apiId,
      accountId: ground.accountId,
      stage: template.stage.name,
      stageVariables: template.stage.variables,
      routeKey: route.pattern.routeKey,
      at: new Date(),
    });
    if (Buffer.byteLength(JSON.stringify(event)) > invocationLimit) return refusal(413);
    const invoked = await within(ground.invoke(route.functionName, event), route.timeoutMs);
    if (invoked === 'late') return refusal(503);
    if (invoked.ok) return answerOf(invoked.payload);
    const { errorType, errorMessage } = invoked.error;
    ground.log('http', 'function failed', { route: route.pattern.routeKey, errorType, errorMessage });
    return refusal(500);
  };

  const listening = await listen((request, response) => {
    underWay += 1;
    answer(request)
      .catch((error: unknown) => {
        ground.log('http', 'request failed', { url: request.url, error: String(error) });
        return refusal(500);
      })
      .then((reply) => {
        const preflight = request.method === 'OPTIONS' && reply.status === 204;
        const extra = template.cors && !preflight ? corsHeaders(template.cors, request.headers.origin) : {};
        send(response, reply, extra);
      })
      .catch((error: unknown) => {
        ground.log('http', 'answer not sent', { url: request.url, error: String(error) });
        response.destroy();
      })
      .finally(() => {
        underWay -= 1;
      });
  }, options.port ?? 0);

  return {
    apiId: template.apiId,
    url: `http://127.0.0.1:${listening.port}${prefix}`,
    busy: () => underWay,
    stop: () => listening.close(),
  };
};
