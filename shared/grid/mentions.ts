/** What the rows of one grid mean to each other: a course met again is a duplicate, or contradicts its earlier row. */
import { courseKey, type CourseEntry, type CourseKey } from '../request/course.ts';
import { fingerprint, type Fingerprint } from './fingerprint.ts';
import { usualHeadings, type Header } from './header.ts';
import type { CellFinding } from './import.ts';
import { scopeText, type RowPlace, type RowReading, type Scope } from './row.ts';

/** A line the import has to deal with: one per row × approach, or one per row that could not go in. */
export type GridLine =
  | {
      readonly kind: 'entry';
      readonly row: number;
      readonly key: CourseKey;
      readonly entry: CourseEntry;
      readonly fingerprint: Fingerprint;
      readonly warnings: readonly CellFinding[];
    }
  /** Says again what `firstRow` said. */
  | {
      readonly kind: 'duplicate';
      readonly row: number;
      readonly key: CourseKey;
      readonly title: string;
      readonly firstRow: number;
    }
  | (RowPlace & { readonly kind: 'refused'; readonly findings: readonly CellFinding[] })
  | (RowPlace & { readonly kind: 'notValidated' });

/** Memory of one grid while it is read row by row. */
export interface Mentions {
  /** Takes the next row in and says what lines it amounts to. */
  readonly meet: (reading: RowReading) => readonly GridLine[];
  /** Every natural key that some row spoke of so far, refused and unvalidated rows included. */
  readonly keys: ReadonlySet<CourseKey>;
  /** Every term and department named so far, each once. */
  readonly scopes: () => readonly Scope[];
}

/** A fresh memory, for the grid under this heading line. Rows must be met in sheet order: the first mention counts. */
export function mentionsOf(header: Header): Mentions {
  const keys = new Set<CourseKey>();
  const scopes = new Map<string, Scope>();
  const first = new Map<CourseKey, { readonly row: number; readonly fingerprint: Fingerprint }>();
  const sigleHeading = header.columns.get('sigle')?.heading ?? usualHeadings.sigle;

  function lineOf(place: RowPlace, entry: CourseEntry, warnings: readonly CellFinding[]): GridLine {
    const key = courseKey(entry);
    const print = fingerprint(entry);
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, { row: place.row, fingerprint: print });
      return { kind: 'entry', row: place.row, key, entry, fingerprint: print, warnings };
    }
    if (earlier.fingerprint === print) {
      return { kind: 'duplicate', row: place.row, key, title: entry.title, firstRow: earlier.row };
    }
    const conflict = {
      column: sigleHeading,
      value: String(earlier.row),
      code: 'keyConflict',
      severity: 'refusal',
    } as const;
    return { ...place, kind: 'refused', keys: [key], findings: [conflict, ...warnings] };
  }

  return {
    keys,
    scopes: () => [...scopes.values()],
    meet: (reading) => {
      if (reading.kind === 'ignored') return [];
      for (const key of reading.keys) keys.add(key);
      if (reading.scope) scopes.set(scopeText(reading.scope), reading.scope);
      if (reading.kind !== 'entries') return [reading];
      const { row, title, scope } = reading;
      return reading.entries.map((entry) => lineOf({ row, title, scope, keys: reading.keys }, entry, reading.warnings));
    },
  };
}
