/** Keeps the page of a request as it is: what happens is asked for anew, a burst of events at once. */
import { onScopeDispose } from 'vue';
import { requestTopic } from '#shared/live/topic.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { useLive, useLiveState } from '#web/data/live.ts';

/** Events of one act come together. */
const burstMs = 120;
/** The workflow opens what follows a moment after; asked for where nobody tells. */
const settledMs = 1_500;

/** @param refresh asks for everything the page shows. */
export function useFollowing(request: RequestNumber, refresh: () => void) {
  const live = useLiveState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, ms);
  };
  useLive([requestTopic(request)], () => soon(burstMs));
  onScopeDispose(() => clearTimeout(timer));
  return {
    /** After an act that the workflow follows up. */
    workflowFollows: (): void => {
      if (live.value !== 'live') soon(settledMs);
    },
  };
}
