/** Faults of a calendar that a change brings, apart from those it had before. */
import type { Refusal } from '#shared/refusal.ts';

const said = ({ code, params }: Refusal): string => JSON.stringify([code, params]);

export function newFaults(before: readonly Refusal[], after: readonly Refusal[]): readonly Refusal[] {
  const known = new Set(before.map(said));
  return after.filter((fault) => !known.has(said(fault)));
}
