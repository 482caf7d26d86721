/** Measures how long things take. */

/** Milliseconds of one run. */
export async function msOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Milliseconds of each run; `sideBySide` of them are under way at any time. */
export async function msOfEach(
  count: number,
  sideBySide: number,
  work: (turn: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const taken: number[] = [];
  const turns = Array.from({ length: count }, (_, turn) => turn).values();
  const worker = async () => {
    for (const turn of turns) taken.push(await msOf(() => work(turn)));
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return taken;
}

/** The value that this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const rising = values.toSorted((one, other) => one - other);
  return rising[Math.max(0, Math.ceil(rising.length * share) - 1)] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
