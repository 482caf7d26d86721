/** What an API function answers: JSON when it accepts, problem+json (RFC 9457) when it refuses or fails. */
import type { Language } from '#shared/contract/language.ts';
import { fieldProblems, sentence, statusOf, titleOf, type ProblemCode } from '#shared/contract/problems.ts';
import type { Refusal } from '#shared/refusal.ts';
import type { Refused } from './call.ts';

/** Answer in payload format 2.0. */
export interface ApiReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A refused call; a moved record comes with what the caller missed. */
export interface Refusing extends Refused {
  readonly current?: unknown;
  readonly changes?: readonly unknown[];
  /** The same of an incident. */
  readonly incidentChanges?: readonly unknown[];
}

const always = { 'cache-control': 'no-store', vary: 'accept-language, authorization' };

function versionIn(body: unknown): number | null {
  const version: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'version') : undefined;
  return typeof version === 'number' ? version : null;
}

/** The accepted answer; a body that has a version carries it as its `ETag`, ready for the next `If-Match`. */
export function jsonReply(statusCode: number, body: unknown): ApiReply {
  const version = versionIn(body);
  return {
    statusCode,
    headers: {
      ...always,
      'content-type': 'application/json; charset=utf-8',
      ...(version !== null && { etag: `"${version}"` }),
    },
    body: JSON.stringify(body),
  };
}

function problem(code: ProblemCode, language: Language, params: Refusal['params'], more: object): ApiReply {
  const status = statusOf(code);
  return {
    statusCode: status,
    headers: {
      ...always,
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
      ...(status === 503 && { 'retry-after': '1' }),
    },
    body: JSON.stringify({
      type: `urn:guichet:problem:${code}`,
      title: titleOf(code, language),
      status,
      detail: sentence(code, language, params),
      code,
      ...more,
    }),
  };
}

/** The refused answer, in the caller's language. */
export function problemReply(
  { refusal, found, current, changes, incidentChanges }: Refusing,
  language: Language,
): ApiReply {
  const version = versionIn(current);
  const fields = found
    ? fieldProblems(found.issues, found.value, language)
    : refusal.field !== undefined && [
        { path: refusal.field, code: refusal.code, detail: sentence(refusal.code, language, refusal.params) },
      ];
  const reply = problem(refusal.code, language, refusal.params, {
    ...(fields && { fields }),
    ...(current !== undefined && { current }),
    ...(changes && { changes }),
    ...(incidentChanges && { incidentChanges }),
  });
  return version === null ? reply : { ...reply, headers: { ...reply.headers, etag: `"${version}"` } };
}

/** The answer to a fault: nothing of the inside shows. */
export function faultReply(code: 'fault' | 'busy', language: Language): ApiReply {
  return problem(code, language, {}, {});
}
