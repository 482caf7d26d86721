/** Keeps the page as it is: told of what happens, or asking every so often where nobody tells. */
import { onScopeDispose } from 'vue';
import type { IncidentNumber } from '#shared/ids.ts';
import { incidentTopic } from '#shared/live/topic.ts';
import { useLive } from '#web/data/live.ts';

/** Events of one act come together. */
const burstMs = 120;

/** @param refresh asks for everything the page shows. */
export function useFollowing(incident: IncidentNumber, refresh: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  useLive([incidentTopic(incident)], () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, burstMs);
  });
  onScopeDispose(() => clearTimeout(timer));
}
