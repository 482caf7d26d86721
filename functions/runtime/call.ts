/** Reads an API Gateway event against a row of the contract: after this, nothing of the envelope is left. */
import type * as z from 'zod/mini';
import type { Person } from '#shared/access/person.ts';
import { languageOf, type Language } from '#shared/contract/language.ts';
import type { Route } from '#shared/contract/route.ts';
import type { BodyOf, ParamsOf, QueryOf, RouteName, routes } from '#shared/contract/routes.ts';
import type { Refusal } from '#shared/refusal.ts';
import type { Instant } from '#shared/time/instant.ts';
import { callerOf } from './caller.ts';

/** What the desk reads of an HTTP API event, payload format 2.0. */
export interface ApiEvent {
  readonly routeKey: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: {
    readonly requestId: string;
    readonly authorizer?: { readonly jwt?: { readonly claims?: unknown } };
  };
}

/** Largest body taken, in bytes: a change that replaces one such body by another still fits in one history line. */
export const maxBodyBytes = 64 * 1024;

type Row<Name extends RouteName> = (typeof routes)[Name];

/** A call of this route as its handler gets it. */
export interface Call<Name extends RouteName> {
  readonly caller: Row<Name> extends { readonly open: true } ? Person | null : Person;
  readonly now: Instant;
  readonly language: Language;
  readonly params: ParamsOf<Name>;
  readonly query: QueryOf<Name>;
  readonly body: BodyOf<Name>;
  /** Version the caller read, of the header `If-Match`. */
  readonly ifMatch: Row<Name> extends { readonly ifMatch: true } ? number : undefined;
  readonly idempotencyKey: Row<Name> extends { readonly idempotent: true } ? string : undefined;
}

/** A refusal of the door, with what a schema found where it was one. */
export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
  readonly found?: { readonly issues: readonly z.core.$ZodIssue[]; readonly value: unknown };
}

type Read<Value> = { readonly ok: true; readonly value: Value } | Refused;

const yes = <Value>(value: Value): Read<Value> => ({ ok: true, value });
const no = (code: Refusal['code'], field?: string): Refused => ({
  ok: false,
  refusal: { code, ...(field !== undefined && { field }) },
});

function header(event: ApiEvent, name: string): string | undefined {
  return event.headers?.[name]?.trim();
}

/** Language the caller reads. */
export function languageOfEvent(event: ApiEvent): Language {
  return languageOf(header(event, 'accept-language'));
}

function readBySchema(schema: Route['body'], value: unknown): Read<unknown> {
  if (!schema) return yes(undefined);
  const parsed = schema['~standard'].validate(value);
  if (parsed instanceof Promise) throw new Error('A schema of the contract is asynchronous');
  if (!parsed.issues) return yes(parsed.value);
  return { ...no('invalid'), found: { issues: parsed.issues as readonly z.core.$ZodIssue[], value } };
}

function readBody(schema: Route['body'], event: ApiEvent): Read<unknown> {
  if (!schema) return yes(undefined);
  const type = header(event, 'content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) return no('bodyNotJson');
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBodyBytes) return no('bodyTooLarge');
  try {
    return readBySchema(schema, JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) return no('bodyNotJson');
    throw error;
  }
}

function readIfMatch(wanted: Route['ifMatch'], event: ApiEvent): Read<number | undefined> {
  if (!wanted) return yes(undefined);
  const written = header(event, 'if-match');
  if (!written) return no('versionMissing');
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(written)?.[1];
  return version === undefined ? no('invalid', 'If-Match') : yes(Number(version));
}

function readIdempotencyKey(wanted: Route['idempotent'], event: ApiEvent): Read<string | undefined> {
  if (!wanted) return yes(undefined);
  const key = header(event, 'idempotency-key');
  if (!key) return no('idempotencyKeyMissing');
  return key.length > 200 ? no('invalid', 'Idempotency-Key') : yes(key);
}

/** The call a route's handler is given, all of it checked; or why the door stays shut. */
export function readCall(route: Route, event: ApiEvent, now: Instant): Read<Call<RouteName>> {
  const caller = callerOf(event.requestContext.authorizer?.jwt?.claims);
  if (!caller && !route.open) return no('signInNeeded');
  // A number that is not one names no record.
  const params = readBySchema(route.params, event.pathParameters ?? {});
  if (!params.ok) return no('notFound');
  const query = readBySchema(route.query, event.queryStringParameters ?? {});
  if (!query.ok) return query;
  const ifMatch = readIfMatch(route.ifMatch, event);
  if (!ifMatch.ok) return ifMatch;
  const idempotencyKey = readIdempotencyKey(route.idempotent, event);
  if (!idempotencyKey.ok) return idempotencyKey;
  const body = readBody(route.body, event);
  if (!body.ok) return body;
  return yes({
    caller,
    now,
    language: languageOfEvent(event),
    params: params.value,
    query: query.value,
    body: body.value,
    ifMatch: ifMatch.value,
    idempotencyKey: idempotencyKey.value,
  } as Call<RouteName>);
}
