/** Tells pages what changed while they are open, and who else is there. */
import { computed, inject, shallowRef, toValue, watch, type App, type InjectionKey } from 'vue';
import type { MaybeRefOrGetter, Ref } from 'vue';
import type { Doing, LiveEvent, Present } from '#shared/live/event.ts';
import type { LiveTopic } from '#shared/live/topic.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { LiveLine, LiveState } from './liveLine.ts';
import type { Stay } from './livePresence.ts';

export type { Doing, LiveEvent, Present } from '#shared/live/event.ts';
export type { LiveTopic } from '#shared/live/topic.ts';
export type { LiveState } from './liveLine.ts';

const lineKey: InjectionKey<LiveLine> = Symbol('live line');

/** A page shown by itself, without the app around it, hears nothing and meets nobody. */
const noLine: LiveLine = {
  state: shallowRef<LiveState>('live'),
  follow: () => () => undefined,
  enter: () => ({ others: shallowRef([]), leave: () => undefined }),
  start: () => undefined,
  stop: () => undefined,
};

/** Gives the app its one line to the desk. */
export function provideLive(app: App, line: LiveLine): void {
  app.provide(lineKey, line);
}

/** How pages learn of changes now: told at once, by asking again every so often, or not at all. */
export function useLiveState(): Readonly<Ref<LiveState>> {
  return inject(lineKey, noLine).state;
}

/** Calls `on` with what happens on these topics, for as long as the component is mounted. */
export function useLive(topics: MaybeRefOrGetter<readonly LiveTopic[]>, on: (event: LiveEvent) => void): void {
  const line = inject(lineKey, noLine);
  // Another list of the same topics is no reason to ask anew.
  const followed = computed(() => [...new Set(toValue(topics))].sort().join(' '));
  watch(
    followed,
    (_, __, onCleanup) => {
      const named = [...new Set(toValue(topics))];
      if (named.length > 0) onCleanup(line.follow(named, on));
    },
    { immediate: true },
  );
}

/** Says that one is on this request and what one does there, and gives the others who are. */
export function usePresence(
  request: MaybeRefOrGetter<RequestNumber>,
  doing: MaybeRefOrGetter<Doing>,
): Readonly<Ref<readonly Present[]>> {
  const line = inject(lineKey, noLine);
  const stay = shallowRef<Stay | null>(null);
  watch(
    [() => toValue(request), () => toValue(doing)] as const,
    ([on, does], _, onCleanup) => {
      const entered = line.enter(on, does);
      stay.value = entered;
      onCleanup(entered.leave);
    },
    { immediate: true },
  );
  return computed(() => stay.value?.others.value ?? []);
}
