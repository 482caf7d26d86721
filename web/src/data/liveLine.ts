/** The app's one line to the desk. */
import { readonly, ref, type Ref } from 'vue';
import type { LiveEvent, LiveTopic } from '#shared/contract/live.ts';

export type LiveState = 'live' | 'polling' | 'offline';

export interface LiveLine {
  readonly state: Readonly<Ref<LiveState>>;
  /** Starts following; call what it gives to stop. */
  readonly follow: (topics: readonly LiveTopic[], on: (event: LiveEvent) => void) => () => void;
}

/** How often pages are asked to look again while nobody tells them. */
export const pollMs = 30_000;

/** A line without a socket: says "you may have missed something" every so often while the page is looked at. */
export function pollingLine(): LiveLine {
  const state = ref<LiveState>('polling');
  return {
    state: readonly(state),
    follow: (_topics, on) => {
      const timer = setInterval(() => {
        if (document.visibilityState === 'visible') on({ kind: 'missed' });
      }, pollMs);
      return () => clearInterval(timer);
    },
  };
}
