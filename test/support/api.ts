/** Calls the API's own handlers as API Gateway does, by events in payload format 2.0, and checks replies by the contract. */
import type { Context } from 'aws-lambda';
import { expect } from 'vitest';
import type { Person } from '#shared/access/person.ts';
import { claimNames, departmentsClaim } from '#shared/contract/claims.ts';
import { problem } from '#shared/contract/records.ts';
import type { Route } from '#shared/contract/route.ts';
import { routes, type ResponseOf, type RouteName } from '#shared/contract/routes.ts';
import type { ApiEvent } from '#functions/runtime/call.ts';
import type { ApiReply } from '#functions/runtime/reply.ts';
import * as z from 'zod/mini';

export interface Input {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly ifMatch?: number | string;
  readonly key?: string;
  readonly language?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply<Name extends RouteName> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The accepted body, in the shape the contract promises. */
  readonly value: () => ResponseOf<Name>;
  readonly problem: () => z.output<typeof problem>;
}

/** Claims as the authorizer hands them over: every value a text, lists in brackets. */
export function claimsOf(person: Person): Readonly<Record<string, string>> {
  return {
    [claimNames.subject]: person.id,
    [claimNames.use]: 'access',
    [claimNames.email]: person.email,
    [claimNames.name]: person.name,
    [claimNames.departments]: departmentsClaim(person.departments),
    [claimNames.groups]: `[${[...person.roles, ...person.groups].join(' ')}]`,
    client_id: 'guichet',
    scope: 'openid',
  };
}

/** The event of a call; a caller of null is nobody signed in. */
export function eventOf(caller: Person | null, name: RouteName, input: Input = {}): ApiEvent {
  const { method, path } = routes[name];
  const { params, query, body, ifMatch, key, language, headers } = input;
  return {
    routeKey: `${method} ${path}`,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifMatch !== undefined && { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(language !== undefined && { 'accept-language': language }),
      ...headers,
    },
    ...(params && { pathParameters: params }),
    ...(query && { queryStringParameters: query }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    requestContext: { requestId: 'test', ...(caller && { authorizer: { jwt: { claims: claimsOf(caller) } } }) },
  };
}

const handlers = {
  'api-imports': () => import('#functions/api/imports.ts'),
  'api-requests': () => import('#functions/api/requests.ts'),
  'api-service-tasks': () => import('#functions/api/service-tasks.ts'),
  'api-incidents': () => import('#functions/api/incidents.ts'),
  'api-views': () => import('#functions/api/views.ts'),
  'api-search': () => import('#functions/api/search.ts'),
  'api-calendar': () => import('#functions/api/calendar.ts'),
  'api-day': () => import('#functions/api/day.ts'),
  'api-desk': () => import('#functions/api/desk.ts'),
  'api-description': () => import('#functions/api/description.ts'),
};

/** Sends an event to the function that serves the route. Functions are loaded on first use: make the table before. */
export async function send(name: RouteName, event: ApiEvent): Promise<ApiReply> {
  const { handler } = await handlers[routes[name].function]();
  const reply = await handler(event, {} as Context);
  return reply;
}

/** The value as this schema has it, every key accounted for. */
function exactly<Shape extends z.ZodMiniType>(schema: Shape, value: unknown): z.output<Shape> {
  const parsed = z.parse(schema, value);
  expect(value).toEqual(parsed);
  return parsed;
}

export async function call<Name extends RouteName>(
  caller: Person | null,
  name: Name,
  input: Input = {},
): Promise<Reply<Name>> {
  const { statusCode: status, headers, body } = await send(name, eventOf(caller, name, input));
  const row: Route = routes[name];
  return {
    status,
    headers,
    value: () => {
      expect({ status, body: status === row.status ? '' : body }).toEqual({ status: row.status, body: '' });
      return exactly(routes[name].response as z.ZodMiniType, JSON.parse(body)) as ResponseOf<Name>;
    },
    problem: () => {
      expect(headers['content-type']).toMatch('application/problem+json');
      const said = exactly(problem, JSON.parse(body));
      expect(said.status).toBe(status);
      return said;
    },
  };
}
