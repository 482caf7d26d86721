/** Compares what a grid says of a course with what the desk knows of it. */
import type { CourseEntry, CourseKey } from '../request/course.ts';
import { contactText } from './contact.ts';
import { scopeText, type Scope } from './row.ts';

/** A field of an entry before and after, as people read them. */
export interface EntryChange {
  readonly field: EntryField;
  readonly from: string;
  readonly to: string;
}

export const entryFields = [
  'title',
  'department',
  'responsible',
  'email',
  'firstActivityOn',
  'sessions',
  'students',
  'presenters',
  'remarks',
] as const;
/** What a grid may change of a known course: all but its natural key. */
export type EntryField = (typeof entryFields)[number];

export type Reconciliation =
  | { readonly kind: 'created' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'updated'; readonly changes: readonly EntryChange[] }
  /** It had been flagged as gone from its grid; it may have changed as well. */
  | { readonly kind: 'reappeared'; readonly changes: readonly EntryChange[] };

/** What becomes of an entry, given what the last grid said of the same key; null when the key is new. */
export function reconcile(
  entry: CourseEntry,
  known: { course: CourseEntry; vanished: boolean } | null,
): Reconciliation {
  if (!known) return { kind: 'created' };
  const changes = entryChanges(known.course, entry);
  if (known.vanished) return { kind: 'reappeared', changes };
  return changes.length > 0 ? { kind: 'updated', changes } : { kind: 'unchanged' };
}

/** Fields in which two entries of one key differ. */
export function entryChanges(before: CourseEntry, after: CourseEntry): readonly EntryChange[] {
  return entryFields
    .map((field) => ({ field, from: shown(before, field), to: shown(after, field) }))
    .filter((change) => change.from !== change.to);
}

function shown(entry: CourseEntry, field: EntryField): string {
  switch (field) {
    case 'responsible':
      return entry.responsible.name;
    case 'email':
      return entry.responsible.email;
    case 'presenters':
      return entry.presenters.map(contactText).join('; ');
    case 'sessions':
    case 'students':
      return String(entry[field] ?? '');
    case 'title':
    case 'department':
    case 'firstActivityOn':
    case 'remarks':
      return entry[field];
    default:
      return field satisfies never;
  }
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
