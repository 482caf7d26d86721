/**
 * How the desk says no: for each code its status, title and sentence in French and English. A code without its words does
 * not compile. Holes take the refusal's `params`; the words lie by subject in `wording/`.
 */
import type * as z from 'zod/mini';
import type { RefusalCode } from '../refusal.ts';
import type { Language } from './language.ts';
import { calendarWordings } from './wording/calendar.ts';
import { faultOf, fieldCodes, type FieldCode } from './wording/fields.ts';
import { fileWordings } from './wording/files.ts';
import { incidentWordings } from './wording/incidents.ts';
import { refusalWordings, type Wording } from './wording/refusals.ts';
import { fill, unknownCode, type Params } from './wording/sentence.ts';
import { viewWordings } from './wording/views.ts';

/** Codes a problem+json answer may carry: what is refused, and `fault` for what went wrong on our side. */
export type ProblemCode = RefusalCode | 'fault';

const wordings: Readonly<Record<ProblemCode, Wording>> = {
  ...refusalWordings,
  ...fileWordings,
  ...calendarWordings,
  ...incidentWordings,
  ...viewWordings,
};

/** Every code of a problem+json answer. */
export const problemCodes = Object.keys(wordings) as readonly ProblemCode[];

/** HTTP status of a refusal. */
export function statusOf(code: ProblemCode): number {
  return wordings[code].status;
}

/** Title of a refusal: a few words, the same for every refusal of this code. */
export function titleOf(code: ProblemCode, language: Language): string {
  return fill(wordings[code].title, language, {});
}

const isProblem = (code: string): code is ProblemCode => Object.hasOwn(wordings, code);

/**
 * The sentence of a refusal: what is wrong, where, why, and what to do.
 * @param code of a refusal; a stored one of an earlier version still gets a sentence.
 * @param params what fills its holes. A part whose hole is not filled is left out.
 */
export function sentence(code: string, language: Language, params: Params = {}): string {
  return isProblem(code) ? fill(wordings[code].detail, language, params) : fill(unknownCode, language, { code });
}

/** One field at fault. `path` is dotted, `presenters.people.0.name`; empty when the whole value is meant. */
export interface FieldProblem {
  readonly path: string;
  readonly code: FieldCode;
  readonly detail: string;
}

/**
 * What a schema found wrong with a value, field by field, in the caller's language.
 * @param value what was parsed: it tells a missing field from a wrong one.
 */
export function fieldProblems(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  language: Language,
): readonly FieldProblem[] {
  return issues.map((issue) => {
    const { code, params } = faultOf(issue, valueAt(value, issue.path));
    return { path: issue.path.map(String).join('.'), code, detail: fill(fieldCodes[code], language, params) };
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
