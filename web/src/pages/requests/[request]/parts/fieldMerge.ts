/**
 * Two people at one form: what only one of them changed is taken as it is; what both changed is for a person to choose.
 * Values are compared as they would be written.
 */

export interface Merge<Values> {
  /** Mine where I changed it, theirs elsewhere; mine too where we disagree, until somebody chooses. */
  readonly values: Values;
  /** Fields that both changed, to different values. */
  readonly conflicts: readonly (keyof Values)[];
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Fields that differ. */
export function changedFields<Values extends object>(base: Values, now: Values): readonly (keyof Values)[] {
  // An object's own keys, which TypeScript types as texts.
  return (Object.keys(base) as (keyof Values)[]).filter((field) => !same(base[field], now[field]));
}

/** @param base the values both began from. */
export function merged<Values extends object>(base: Values, mine: Values, theirs: Values): Merge<Values> {
  const [byMe, byThem] = [changedFields(base, mine), changedFields(base, theirs)];
  const values = { ...theirs };
  for (const field of byMe) values[field] = mine[field];
  return {
    values,
    conflicts: byMe.filter((field) => byThem.includes(field) && !same(mine[field], theirs[field])),
  };
}
