/** Keeps a day as it is while it is open: asks again when something of mine or of my groups changed. */
import { onScopeDispose, toValue, type MaybeRefOrGetter } from 'vue';
import { useAskAgain } from './askAgain.ts';
import { useLive, type LiveTopic } from './live.ts';

/** A grid of a hundred rows is one reason to ask again, not a hundred. */
const dayRestMs = 700;
/** News are written by the desk after the change itself. */
const newsRestMs = 2_500;
const helpRestMs = 1_000;

export function useDayLive(topics: MaybeRefOrGetter<readonly LiveTopic[]>): void {
  const askAgain = useAskAgain();
  const resting = new Map<string, ReturnType<typeof setTimeout>>();

  function askSoon(name: string, restMs: number): void {
    if (resting.has(name)) return;
    resting.set(
      name,
      setTimeout(() => {
        resting.delete(name);
        void askAgain([name]);
      }, restMs),
    );
  }

  useLive(
    () => toValue(topics),
    () => {
      askSoon('day', dayRestMs);
      askSoon('news', newsRestMs);
      askSoon('pressing-incidents', helpRestMs);
    },
  );
  onScopeDispose(() => {
    for (const timer of resting.values()) clearTimeout(timer);
  });
}
