/** Gathers what is heard of a queue: a burst is asked for at once, and a long queue is not read whole again every minute. */
import type { ServiceTaskNumber } from '#shared/ids.ts';
import type { LiveEvent } from './live.ts';

/** A burst of changes, an import for instance, is one question. */
const gatherMs = 250;
/** Rest after a queue was read whole, for each thousand tasks: what is polled stays a small part of what is looked at. */
const restMs = 15_000;
/** After a failure, before asking again. */
const retryMs = 10_000;

export interface Asked {
  /** Whether a task of this version is newer than what is known. */
  readonly isNews: (task: ServiceTaskNumber, version: number | null) => boolean;
  /** How many tasks the queue holds. */
  readonly size: () => number;
  readonly renew: (tasks: readonly ServiceTaskNumber[]) => Promise<void>;
  readonly catchUp: () => Promise<void>;
}

export function changesOf({ isNews, size, renew, catchUp }: Asked) {
  const heardOf = new Set<ServiceTaskNumber>();
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

  /** Something may have been missed: the queue is read again, not sooner than it has rested. */
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
    const { record, version } = event;
    if (record.kind !== 'serviceTask' || !isNews(record.number, version)) return;
    heardOf.add(record.number);
    gathering ??= setTimeout(() => void flush(), gatherMs);
  }

  return {
    heard,
    missed,
    /** The queue was just read. */
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
