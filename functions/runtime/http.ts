/** The edge of an API function: serves the rows of the contract that name it, and nothing else. */
import middy from '@middy/core';
import type { FunctionName } from '#shared/contract/env.ts';
import type { Route } from '#shared/contract/route.ts';
import type { ResponseOf, RouteName, routes } from '#shared/contract/routes.ts';
import { languageOfEvent, readCall, type ApiEvent, type Call } from './call.ts';
import { systemClock, type Clock } from './clock.ts';
import { logOf, type Log } from './log.ts';
import { refuse } from './refuse.ts';
import { faultReply, jsonReply, problemReply, type ApiReply, type Refusing } from './reply.ts';

type ApiFunction = Extract<FunctionName, `api-${string}`>;

/** Routes of the contract that this function serves. */
export type RoutesOf<Name extends ApiFunction> = {
  [Each in RouteName]: (typeof routes)[Each]['function'] extends Name ? Each : never;
}[RouteName];

/** What a handler answers: the body its row promises, or a refusal. */
export type Answer<Name extends RouteName> = { readonly ok: true; readonly value: ResponseOf<Name> } | Refusing;

export type RouteHandler<Name extends RouteName> = (call: Call<Name>) => Promise<Answer<Name>>;

/** One handler for each row of this function: one too few or too many does not compile. */
export type HandlersOf<Name extends ApiFunction> = { readonly [Each in RoutesOf<Name>]: RouteHandler<Each> };

/** The service asks to come back later; everything else that is thrown is a fault of ours. */
const busyNames: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'TimeoutError',
]);

function endsWell(log: Log): middy.MiddlewareObj<ApiEvent, ApiReply> {
  return {
    onError: (request): void => {
      const { error, event } = request;
      const busy = error instanceof Error && busyNames.has(error.name);
      log.error('call failed', { requestId: event.requestContext.requestId, route: event.routeKey, error });
      request.response = faultReply(busy ? 'busy' : 'fault', languageOfEvent(event));
    },
  };
}

/** Milliseconds kept before the function's time is up, to still answer. */
const timeToAnswerMs = 200;

/**
 * The handler of an API function.
 * @param rows its part of the contract; the other resources' schemas would only slow its cold start.
 * @param handlers one for each route that the contract gives this function.
 */
export function serve<Name extends ApiFunction>(
  name: Name,
  rows: Readonly<Record<RoutesOf<Name>, Route>>,
  handlers: HandlersOf<Name>,
  { clock = systemClock, log = logOf(name) }: { readonly clock?: Clock; readonly log?: Log } = {},
): middy.MiddyfiedHandler<ApiEvent, ApiReply> {
  // The row that parses a call is the row its handler is typed by: one step, which types cannot follow.
  const handle = handlers as Readonly<Record<string, (call: never) => Promise<Answer<RouteName>>>>;
  const served = new Map(
    Object.entries<Route>(rows).map(([each, row]) => [`${row.method} ${row.path}`, { row, handle: handle[each] }]),
  );
  return middy<ApiEvent, ApiReply>({ timeoutEarlyInMillis: timeToAnswerMs })
    .use(endsWell(log))
    .handler(async (event: ApiEvent): Promise<ApiReply> => {
      const language = languageOfEvent(event);
      const route = served.get(event.routeKey);
      if (!route?.handle) return problemReply(refuse('routeUnknown'), language);
      const call = readCall(route.row, event, clock());
      const answer = call.ok ? await route.handle(call.value as never) : call;
      return answer.ok ? jsonReply(route.row.status, answer.value) : problemReply(answer, language);
    });
}
