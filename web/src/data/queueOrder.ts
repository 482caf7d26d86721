/** The queue somebody came from, in the order they saw it: what comes before and after the task they have opened. */
import { shallowRef } from 'vue';
import type { RequestNumber, ServiceTaskNumber } from '#shared/ids.ts';

/** A task of the queue and the request that opens it. */
export interface QueuePlace {
  readonly task: ServiceTaskNumber;
  readonly request: RequestNumber;
}

export interface Neighbours {
  readonly previous: QueuePlace | null;
  readonly next: QueuePlace | null;
  /** Place of the task, from 1, and how many there are. */
  readonly rank: number;
  readonly count: number;
  /** Address of the queue, with its view and filters. */
  readonly queue: string;
}

interface Order {
  readonly queue: string;
  readonly places: readonly QueuePlace[];
}

/** For this tab, so that reading the page again keeps the place. */
const key = 'guichet.queueOrder';

function kept(): Order | null {
  try {
    const [queue, ...pairs] = (sessionStorage.getItem(key) ?? '').split('\n');
    if (!queue?.startsWith('/')) return null;
    // Written by `setQueueOrder` below, in this very tab.
    const places = pairs.map((pair) => pair.split(' ') as [ServiceTaskNumber, RequestNumber]);
    return { queue, places: places.map(([task, request]) => ({ task, request })) };
  } catch {
    return null;
  }
}

const order = shallowRef<Order | null>(kept());

/** Remembers the queue as it is shown now. @param queue its address, to go back to. */
export function setQueueOrder(places: readonly QueuePlace[], queue: string): void {
  order.value = { queue, places };
  try {
    sessionStorage.setItem(key, [queue, ...places.map(({ task, request }) => `${task} ${request}`)].join('\n'));
  } catch {
    // No room: the order then lasts as long as the page.
  }
}

/** What stands around this task in the queue it was opened from; null when it was not opened from one. To be followed. */
export function neighboursOf(task: ServiceTaskNumber): Neighbours | null {
  if (!order.value) return null;
  const { queue, places } = order.value;
  const at = places.findIndex((place) => place.task === task);
  if (at < 0) return null;
  return { previous: places[at - 1] ?? null, next: places[at + 1] ?? null, rank: at + 1, count: places.length, queue };
}
