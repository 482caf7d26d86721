/** Keeps the page of an incident as it is: what happens is asked for anew, a burst of events at once. */
import { onScopeDispose } from 'vue';
import type { IncidentNumber } from '#shared/ids.ts';
import { incidentTopic } from '#shared/live/topic.ts';
import { useLive } from '#web/data/live.ts';

/** Events of one act come together. */
const burstMs = 120;

/** @param refresh asks for everything the page shows. */
export function useFollowingIncident(incident: IncidentNumber, refresh: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  useLive([incidentTopic(incident)], () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, burstMs);
  });
  onScopeDispose(() => clearTimeout(timer));
}
