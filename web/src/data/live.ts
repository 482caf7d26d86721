/** Tells pages what changed while they are open, and who else is there. */
import { inject, onScopeDispose, readonly, ref, toValue, watchEffect, type App, type InjectionKey } from 'vue';
import type { MaybeRefOrGetter, Ref } from 'vue';
import type { Doing, LiveEvent, LiveTopic, Present } from '#shared/contract/live.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { pollingLine, type LiveLine, type LiveState } from './liveLine.ts';

export type { Doing, LiveEvent, LiveTopic, Present } from '#shared/contract/live.ts';
export type { LiveState } from './liveLine.ts';

const lineKey: InjectionKey<LiveLine> = Symbol('live line');

/** Gives the app its one line to the desk. */
export function provideLive(app: App, line: LiveLine): void {
  app.provide(lineKey, line);
}

function useLine(): LiveLine {
  return inject(lineKey, pollingLine, true);
}

/** How pages learn of changes now: told at once, by asking again every so often, or not at all. */
export function useLiveState(): Readonly<Ref<LiveState>> {
  return useLine().state;
}

/** Calls `on` with what happens on these topics, for as long as the component is mounted. */
export function useLive(topics: MaybeRefOrGetter<readonly LiveTopic[]>, on: (event: LiveEvent) => void): void {
  const line = useLine();
  watchEffect((onCleanup) => onCleanup(line.follow(toValue(topics), on)));
}

/** Says that one is on this request and what one does there, and gives the others who are. */
export function usePresence(
  _request: MaybeRefOrGetter<RequestNumber>,
  _doing: MaybeRefOrGetter<Doing>,
): Readonly<Ref<readonly Present[]>> {
  const others = ref<readonly Present[]>([]);
  onScopeDispose(() => (others.value = []));
  return readonly(others);
}
