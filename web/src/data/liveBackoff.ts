/** How long to wait before trying again. */

const firstMs = 1_000;
const longestMs = 120_000;

/**
 * Milliseconds to wait after this many failures in a row: twice as long each time, two minutes at most, and a random part
 * of it, so that browsers which lost the desk together do not come back together.
 * @param chance from 0 to 1.
 */
export function waitMs(failures: number, chance: number): number {
  const most = Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
  return most / 2 + (chance * most) / 2;
}
