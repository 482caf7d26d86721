/** Compares what a grid says of a course with what the desk knows of it. */
import type { FieldChange } from '../history/line.ts';
import { differences } from '../history/trace.ts';
import type { CourseEntry, CourseKey } from '../request/course.ts';
import { courseTrace } from '../request/trace.ts';
import { scopeText, type Scope } from './row.ts';

export type Reconciliation =
  | { readonly kind: 'created' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'updated'; readonly changes: readonly FieldChange[] }
  /** It had been flagged as gone from its grid; it may have changed as well. */
  | { readonly kind: 'reappeared'; readonly changes: readonly FieldChange[] };

/** What becomes of an entry, given what the last grid said of the same key; null when the key is new. */
export function reconcile(
  entry: CourseEntry,
  known: { course: CourseEntry; vanished: boolean } | null,
): Reconciliation {
  if (!known) return { kind: 'created' };
  const changes = differences(courseTrace(known.course), courseTrace(entry));
  if (known.vanished) return { kind: 'reappeared', changes };
  return changes.length > 0 ? { kind: 'updated', changes } : { kind: 'unchanged' };
}

/**
 * Requests whose course is gone from its grid: of a term and department that the grid names, not over, and absent from
 * the keys that any row of the grid speaks of, refused rows included. What the grid does not name is not judged.
 */
export function vanishedFrom<Known extends { readonly key: CourseKey; readonly scope: Scope; readonly over: boolean }>(
  known: readonly Known[],
  grid: { readonly scopes: readonly Scope[]; readonly keys: ReadonlySet<CourseKey> },
): readonly Known[] {
  const named = new Set(grid.scopes.map(scopeText));
  return known.filter(({ key, scope, over }) => !over && named.has(scopeText(scope)) && !grid.keys.has(key));
}
