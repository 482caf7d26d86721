/** Gathers what is heard of a list: a burst is asked for at once, and a long list is not read whole again every minute. */
import type { ChangedEvent } from '#shared/live/event.ts';
import type { LiveEvent } from './live.ts';

/** A burst of changes, an import for instance, is one question. */
const gatherMs = 250;
/** Rest after a list was read whole, for each thousand records: what is polled stays a small part of what is looked at. */
const restMs = 15_000;
/** After a failure, before asking again. */
const retryMs = 10_000;

export interface Asked<Number> {
  /** The record that is to be asked for again after this; null for one that is known as it is, or is none of the list. */
  readonly newsIn: (event: ChangedEvent) => Number | null;
  /** How many records the list holds. */
  readonly size: () => number;
  readonly renew: (records: readonly Number[]) => Promise<void>;
  readonly catchUp: () => Promise<void>;
}

export function changesOf<Number>({ newsIn, size, renew, catchUp }: Asked<Number>) {
  const heardOf = new Set<Number>();
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let catching: ReturnType<typeof setTimeout> | undefined;
  let restedFrom = 0;
  let stopped = false;

  function later(ms: number): void {
    if (stopped) return;
    catching ??= setTimeout(() => void readAgain(), ms);
  }

  async function readAgain(): Promise<void> {
    const done = await catchUp().then(
      () => true,
      () => false,
    );
    catching = undefined;
    restedFrom = performance.now();
    if (!done) later(retryMs);
  }

  /** Something may have been missed: the list is read again, not sooner than it has rested. */
  function missed(): void {
    const rest = (size() / 1_000) * restMs;
    later(restedFrom === 0 ? 0 : Math.max(0, restedFrom + rest - performance.now()));
  }

  async function flush(): Promise<void> {
    gathering = undefined;
    const numbers = [...heardOf];
    heardOf.clear();
    await renew(numbers).catch(() => later(retryMs));
  }

  function heard(event: LiveEvent): void {
    if (event.kind === 'missed') return missed();
    const number = newsIn(event);
    if (number === null) return;
    heardOf.add(number);
    gathering ??= setTimeout(() => void flush(), gatherMs);
  }

  return {
    heard,
    missed,
    /** The list was just read. */
    rested: (): void => {
      restedFrom = performance.now();
    },
    stop: (): void => {
      stopped = true;
      clearTimeout(gathering);
      clearTimeout(catching);
    },
  };
}
