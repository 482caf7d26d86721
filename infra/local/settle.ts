/** Waits until a stack has nothing under way: quiet everywhere, and still so a moment later. */

import type { Part } from './part.ts';

const turnsOfQuiet = 3;
const lookEveryMilliseconds = 10;

/** Settles when every part has been quiet for a few looks in a row, as work passes from one part to the next. */
export async function whenQuiet(parts: readonly Part[]): Promise<void> {
  for (let quiet = 0; quiet < turnsOfQuiet;) {
    quiet = parts.every((part) => (part.busy?.() ?? 0) === 0) ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMilliseconds));
  }
}
