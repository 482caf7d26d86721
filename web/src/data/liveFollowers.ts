/** The pages that follow something, and what they are told. */
import type { ChangedEvent, LiveEvent } from '#shared/live/event.ts';
import type { LiveTopic } from '#shared/live/topic.ts';

/** A page may look again this soon after it was told to, and no sooner: a crowd of news is one look. */
const lookEveryMs = 2_000;
const gatherMs = 200;

/** A line that took longer than this to follow may have missed something that a page has not read either. */
const followedSoonMs = 2_000;

interface Follower {
  readonly topics: readonly LiveTopic[];
  readonly on: (event: LiveEvent) => void;
  readonly since: number;
  /** Whether the desk has said that it tells all of these. */
  followed: boolean;
  looked: number;
  timer: ReturnType<typeof setTimeout> | null;
}

export interface Followers {
  /** Adds one; what it gives takes it away. */
  readonly add: (topics: readonly LiveTopic[], on: (event: LiveEvent) => void) => () => void;
  /** Everything that is followed, once. */
  readonly topics: () => readonly LiveTopic[];
  readonly tell: (events: readonly ChangedEvent[]) => void;
  /** Asks those who follow one of these, or everybody, to look again. */
  readonly lookAgain: (topics?: readonly LiveTopic[]) => void;
  /** The desk tells these from now on: whoever waited long for it looks again. */
  readonly followed: (topics: readonly LiveTopic[]) => void;
  /** Nobody tells anything any more. */
  readonly cut: () => void;
}

/** @param changed is called when other topics are followed than before. */
export function followersOf(changed: () => void): Followers {
  const all = new Set<Follower>();

  // One page's fault is not the next one's.
  const say = (follower: Follower, event: LiveEvent): void =>
    queueMicrotask(() => {
      if (all.has(follower)) follower.on(event);
    });

  function look(follower: Follower): void {
    if (follower.timer !== null) return;
    const wait = Math.max(gatherMs, follower.looked + lookEveryMs - Date.now());
    follower.timer = setTimeout(() => {
      follower.timer = null;
      follower.looked = Date.now();
      say(follower, { kind: 'missed' });
    }, wait);
  }

  return {
    add: (topics, on) => {
      const follower: Follower = { topics, on, since: Date.now(), followed: false, looked: -Infinity, timer: null };
      all.add(follower);
      changed();
      return () => {
        all.delete(follower);
        if (follower.timer !== null) clearTimeout(follower.timer);
        changed();
      };
    },
    topics: () => [...new Set([...all].flatMap(({ topics }) => topics))],
    tell: (events) => {
      for (const event of events) {
        for (const follower of all) if (follower.topics.includes(event.topic)) say(follower, event);
      }
    },
    lookAgain: (topics) => {
      for (const follower of all) {
        if (!topics || follower.topics.some((topic) => topics.includes(topic))) look(follower);
      }
    },
    followed: (topics) => {
      for (const follower of all) {
        if (follower.followed || !follower.topics.every((topic) => topics.includes(topic))) continue;
        follower.followed = true;
        if (Date.now() - follower.since > followedSoonMs) look(follower);
      }
    },
    cut: () => {
      for (const follower of all) follower.followed = false;
    },
  };
}
