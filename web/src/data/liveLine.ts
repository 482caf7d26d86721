/**
 * The app's one line to the desk: a socket while one can be had, and a look every so often while not. It comes back by
 * itself, hands over to a fresh socket before the desk's patience with this one ends, and rests while nobody looks.
 */
import { readonly, ref, type Ref } from 'vue';
import type { Doing, LiveEvent, LiveMessage } from '#shared/live/event.ts';
import { presentAtMost, topicsAtMost } from '#shared/live/protocol.ts';
import type { LiveTopic } from '#shared/live/topic.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { saidEveryMs } from '#shared/live/presence.ts';
import { waitMs } from './liveBackoff.ts';
import { followersOf } from './liveFollowers.ts';
import { presenceOf, type Stay } from './livePresence.ts';
import { openLiveSocket, type LiveSocket, type OpenSocket } from './liveSocket.ts';
import { Unreachable } from './problem.ts';

/** `live`: told at once; `polling`: pages look every half minute; `offline`: the desk is out of reach. */
export type LiveState = 'live' | 'polling' | 'offline';

export interface LiveLine {
  readonly state: Readonly<Ref<LiveState>>;
  /** Starts following; call what it gives to stop. */
  readonly follow: (topics: readonly LiveTopic[], on: (event: LiveEvent) => void) => () => void;
  /** Says where a page is, and tells who else is there. */
  readonly enter: (request: RequestNumber, doing: Doing) => Stay;
  /** Opens the line, once somebody is signed in. */
  readonly start: () => void;
  readonly stop: () => void;
}

export interface LineOptions {
  /** Where sockets are opened; empty when there is no such place. */
  readonly url: string;
  /** A ticket for one socket. */
  readonly ticket: () => Promise<string>;
  readonly open?: OpenSocket;
  readonly chance?: () => number;
}

/** How often pages look for themselves while nobody tells them. */
export const pollMs = 30_000;
/** And while somebody does, for what may have slipped through. */
const reassureMs = 5 * 60_000;
/** The desk takes a connection for good for an hour. */
const renewMs = 50 * 60_000;
const renewAgainMs = 60_000;
/** Out of sight for this long, the line rests. */
const restAfterMs = 10 * 60_000;
/** Failures of the network in a row that mean it is gone. */
const goneAfter = 2;
const gatherMs = 20;

export function liveLine({ url, ticket, open = newSocket, chance = Math.random }: LineOptions): LiveLine {
  const state = ref<LiveState>('polling');
  const followers = followersOf(declareSoon);
  const presence = presenceOf(declareSoon);
  let started = false;
  let resting = false;
  let socket: LiveSocket | null = null;
  /** The one being opened; a later attempt makes it void. */
  let attempt = 0;
  let opening: LiveSocket | null = null;
  let failures = 0;
  let unreached = 0;
  let ask = 0;
  /** What each socket was last asked. */
  const asked = new WeakMap<LiveSocket, string>();
  let wasCut = false;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function later(name: string, ms: number, act: () => void): void {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(act, ms));
  }
  function never(name: string): void {
    clearTimeout(timers.get(name));
    timers.delete(name);
  }

  const seen = () => document.visibilityState === 'visible';

  function declareSoon(): void {
    if (socket && !timers.has('declare')) later('declare', gatherMs, declare);
  }
  /** Tells the desk, in full, what is followed and where this browser is. */
  function declare(to: LiveSocket | null = socket, anew = false): void {
    never('declare');
    const topics = followers.topics().slice(0, topicsAtMost);
    const present = seen() ? presence.places().slice(0, presentAtMost) : [];
    const wish = JSON.stringify({ topics, present });
    if (!to || (wish === asked.get(to) && !anew)) return;
    asked.set(to, wish);
    ask += 1;
    to.send({ do: 'follow', ask, topics, present });
  }
  function keepPresent(): void {
    if (seen() && presence.places().length > 0) declare(socket, true);
    later('present', saidEveryMs, keepPresent);
  }

  function poll(): void {
    if (state.value !== 'offline' && seen()) followers.lookAgain();
    later('poll', state.value === 'live' ? reassureMs : pollMs, poll);
  }

  function become(next: LiveState): void {
    const before = state.value;
    state.value = next;
    if (before === next) return;
    later('poll', next === 'live' ? reassureMs : pollMs, poll);
    // What happened while nobody could ask is looked for at once.
    if (before === 'offline') followers.lookAgain();
  }

  async function connect(): Promise<void> {
    never('retry');
    never('renew');
    if (!started || resting) return;
    if (url === '') {
      become(navigator.onLine ? 'polling' : 'offline');
      return;
    }
    opening?.close();
    const mine = ++attempt;
    const current = (): boolean => mine === attempt && started;
    let got: string;
    try {
      got = await ticket();
      unreached = 0;
    } catch (error) {
      if (current()) fail(error instanceof Unreachable);
      return;
    }
    if (!current()) return;
    const fresh: LiveSocket = openLiveSocket(
      { url, ticket: got, open },
      {
        opened: () => declare(fresh, true),
        told: (message) => hear(fresh, message),
        ended: () => (fresh === socket ? cut() : fail(false)),
      },
    );
    opening = fresh;
  }

  function hear(from: LiveSocket, message: LiveMessage): void {
    switch (message.kind) {
      case 'following':
        if (from === opening) takeOver(from);
        if (message.ask === ask) followers.followed(message.topics);
        return;
      case 'news':
        followers.tell(message.events);
        if (message.crowded.length > 0) followers.lookAgain(message.crowded);
        return;
      case 'present':
        presence.met(message);
        return;
      case 'pong':
      case 'ended':
        return;
      default:
        message satisfies never;
    }
  }

  /** The fresh socket is followed through: the old one, if there is one, may go. */
  function takeOver(fresh: LiveSocket): void {
    socket?.close();
    socket = fresh;
    opening = null;
    failures = 0;
    become('live');
    if (wasCut) followers.lookAgain();
    wasCut = false;
    // Pages may have come and gone while it opened.
    declare();
    later('renew', renewMs - chance() * renewAgainMs, () => void connect());
    later('present', saidEveryMs, keepPresent);
  }

  function fail(unreachable: boolean): void {
    opening = null;
    failures += 1;
    unreached = unreachable ? unreached + 1 : 0;
    // While the former socket still speaks there is time.
    if (socket) {
      later('renew', renewAgainMs, () => void connect());
      return;
    }
    become(unreached >= goneAfter || !navigator.onLine ? 'offline' : 'polling');
    later('retry', waitMs(failures, chance()), () => void connect());
  }

  /** The line broke. */
  function cut(): void {
    wasCut ||= socket !== null;
    socket?.close();
    socket = null;
    followers.cut();
    presence.cut();
    never('present');
    if (!started) return;
    become(navigator.onLine ? 'polling' : 'offline');
    later('retry', waitMs(++failures, chance()), () => void connect());
  }

  function rest(): void {
    resting = true;
    attempt += 1;
    opening?.close();
    opening = null;
    cut();
    never('retry');
    never('poll');
  }
  function onSight(): void {
    if (!seen()) {
      declare();
      later('rest', restAfterMs, rest);
      return;
    }
    never('rest');
    if (resting) {
      resting = false;
      followers.lookAgain();
      later('poll', pollMs, poll);
      void connect();
    } else if (socket) {
      // A machine that slept finds out here whether its socket did not wake.
      declare(socket, true);
    }
  }
  const onOffline = (): void => cut();
  const onOnline = (): void => {
    if (!socket && !resting) later('retry', chance() * 1_000, () => void connect());
  };

  return {
    state: readonly(state),
    follow: followers.add,
    enter: presence.enter,
    start: () => {
      if (started) return;
      started = true;
      document.addEventListener('visibilitychange', onSight);
      window.addEventListener('offline', onOffline);
      window.addEventListener('online', onOnline);
      later('poll', pollMs, poll);
      void connect();
    },
    stop: () => {
      if (!started) return;
      started = resting = false;
      attempt += 1;
      document.removeEventListener('visibilitychange', onSight);
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', onOnline);
      opening?.close();
      opening = null;
      cut();
      for (const name of [...timers.keys()]) never(name);
      wasCut = false;
      state.value = 'polling';
    },
  };
}

function newSocket(url: string, protocols: string[]): WebSocket {
  return new WebSocket(url, protocols);
}
