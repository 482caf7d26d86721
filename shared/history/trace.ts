/**
 * A record seen as flat, readable values, so that history can say which of them changed. What two versions of a record
 * differ in is what their traces differ in; instants, authors and reasons of a change are said by its line.
 */
import type { FieldChange, HistoryValue } from './line.ts';

/** Values by field, `course.title` for a nested one; an absent field reads as null. */
export type Trace = Readonly<Record<string, HistoryValue>>;

/** Fields whose values differ, in the order of the later trace, then those that are gone. */
export function differences(before: Trace, after: Trace): readonly FieldChange[] {
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return fields
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** The same trace with its fields put before those of a nested concept. */
export function nested(prefix: string, trace: Trace): Trace {
  return Object.fromEntries(Object.entries(trace).map(([field, value]) => [`${prefix}.${field}`, value]));
}
