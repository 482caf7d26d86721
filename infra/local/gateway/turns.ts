/**
 * Who is next at an emulator that works in one thread. Callers take turns, each with its calls in order: somebody who signs
 * in waits for one call of each reaction that is busy with a grid, not for all of them.
 */

/** Waits for a turn; what it gives ends it. */
export type Turns = (caller: string) => Promise<() => void>;

/** @param atOnce calls under way at once: enough that the emulator never waits for the next. */
export function takingTurns(atOnce: number): Turns {
  const waiting = new Map<string, (() => void)[]>();
  let underWay = 0;

  const next = (): void => {
    const [first] = waiting;
    if (first === undefined) return;
    const [caller, calls] = first;
    const begin = calls.shift();
    // Behind all others that wait, if it has more to ask.
    waiting.delete(caller);
    if (calls.length > 0) waiting.set(caller, calls);
    begin?.();
  };

  return async (caller) => {
    if (underWay < atOnce) underWay += 1;
    else {
      // Whoever ends hands the place over.
      await new Promise<void>((begin) => {
        const calls = waiting.get(caller);
        if (calls) calls.push(begin);
        else waiting.set(caller, [begin]);
      });
    }
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      if (waiting.size > 0) next();
      else underWay -= 1;
    };
  };
}
