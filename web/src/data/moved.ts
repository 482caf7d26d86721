/** A record that somebody else changed while it was being changed here. */
import type * as z from 'zod/mini';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { Refused } from './problem.ts';

export type HistoryLine = ResponseOf<'listHistory'>['items'][number];

export interface Moved<Page> {
  /** The record as it is now. */
  readonly current: Page;
  /** What happened to it since the version that was read, newest first. */
  readonly changes: readonly HistoryLine[];
}

/** What a failure says of a record that has moved on; null when it failed for another reason. */
export function movedFrom<Shape extends z.core.$ZodType>(error: unknown, shape: Shape): Moved<z.output<Shape>> | null {
  if (!(error instanceof Refused) || error.problem.code !== 'versionMismatch') return null;
  const parsed = shape['~standard'].validate(error.problem.current);
  if (parsed instanceof Promise || parsed.issues) return null;
  return { current: parsed.value, changes: error.problem.changes ?? [] };
}
