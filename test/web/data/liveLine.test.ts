import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChangedEvent, LiveEvent } from '#shared/live/event.ts';
import type { LiveTopic } from '#shared/live/topic.ts';
import { numberAt } from '#shared/ids.ts';
import type { PersonId } from '#shared/ids.ts';
import { liveLine, type LiveLine } from '#web/data/liveLine.ts';
import { Refused, Unreachable } from '#web/data/problem.ts';
import { at } from '#test/support/desk.ts';
import { handSockets } from './rawSockets.ts';

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);
const minutes = (count: number) => seconds(count * 60);
const group = 'group:technologues' satisfies LiveTopic;
const request = numberAt('request', 1);
const event = (version: number, topic: LiveTopic = group): ChangedEvent => ({
  kind: 'changed',
  topic,
  record: { kind: 'request', number: request },
  request,
  version,
  by: null,
  at: at('2020-07-01T14:00:00.000Z'),
});

let sockets: ReturnType<typeof handSockets>;
let tickets: number;
let noTicket: Error | null;
let line: LiveLine;
let heard: LiveEvent[];
let sight: DocumentVisibilityState;
let online: boolean;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2020-07-01T14:00:00.000Z') });
  sight = 'visible';
  online = true;
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => sight);
  vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
  sockets = handSockets();
  tickets = 0;
  noTicket = null;
  heard = [];
  line = make('wss://live.example/live');
});
afterEach(() => {
  line.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function make(url: string): LiveLine {
  return liveLine({
    url,
    ticket: () => {
      if (noTicket) return Promise.reject(noTicket);
      tickets += 1;
      return Promise.resolve(`t${tickets}`);
    },
    open: sockets.open,
    chance: () => 1,
  });
}
const follow = (topics: readonly LiveTopic[] = [group]) => line.follow(topics, (one) => heard.push(one));
/** A line that is up and followed. */
async function up(): Promise<void> {
  line.start();
  await seconds(0);
  sockets.last.accept();
  sockets.last.grant();
  await seconds(0);
}
/** Time passes, and sockets that are open give signs of life. */
async function alive(minutesLong: number): Promise<void> {
  for (let step = 0; step < minutesLong * 12; step += 1) {
    await seconds(5);
    for (const socket of sockets.opened) if (socket.readyState === 1) socket.say({ kind: 'pong' });
  }
}
const looks = () => heard.filter(({ kind }) => kind === 'missed').length;
const turn = (to: DocumentVisibilityState) => {
  sight = to;
  document.dispatchEvent(new Event('visibilitychange'));
};
const network = (back: boolean) => {
  online = back;
  window.dispatchEvent(new Event(back ? 'online' : 'offline'));
};

describe('the line', () => {
  it('opens by a ticket in its protocols, follows what pages follow, and is live once the desk says so', async () => {
    follow();
    follow([group, 'mine']);
    expect(sockets.opened).toEqual([]);
    line.start();
    await seconds(0);
    expect(sockets.last.protocols).toEqual(['guichet.live.1', 'ticket.t1']);
    sockets.last.accept();
    expect(sockets.last.wish).toMatchObject({ topics: [group, 'mine'], present: [] });
    expect(line.state.value).toBe('polling');
    sockets.last.grant();
    expect(line.state.value).toBe('live');
  });

  it('tells each page what happens on its topics, and no page that was left', async () => {
    const leave = follow();
    follow(['mine']);
    await up();
    sockets.last.say({ kind: 'news', events: [event(1), event(2, 'imports'), event(3, 'mine')], crowded: [] });
    await seconds(0);
    expect(heard).toEqual([event(1), event(3, 'mine')]);
    leave();
    await seconds(1);
    expect(sockets.last.wish?.topics).toEqual(['mine']);
    sockets.last.say({ kind: 'news', events: [event(4)], crowded: [] });
    await seconds(0);
    expect(heard).toHaveLength(2);
  });

  it('asks a page to look again when a crowd of things happened, and not more often than every two seconds', async () => {
    follow();
    await up();
    for (let burst = 0; burst < 40; burst += 1) {
      sockets.last.say({ kind: 'news', events: [], crowded: [group] });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(looks()).toBeLessThanOrEqual(3);
    await seconds(3);
    const after = looks();
    await seconds(10);
    expect(looks()).toBe(after);
  });

  it('tells one page even when another fails on the same news', async () => {
    const failures: unknown[] = [];
    const fail = (error: ErrorEvent) => {
      failures.push(error);
      error.preventDefault();
    };
    window.addEventListener('error', fail);
    line.follow([group], () => undefined);
    follow();
    await up();
    sockets.last.say({ kind: 'news', events: [event(1)], crowded: [] });
    await seconds(0);
    window.removeEventListener('error', fail);
    expect(heard).toEqual([event(1)]);
  });

  it('is not opened before it is started, and closes for good when stopped', async () => {
    follow();
    await minutes(5);
    expect(tickets).toBe(0);
    await up();
    await seconds(1);
    const before = looks();
    line.stop();
    expect(sockets.last.readyState).toBe(3);
    await minutes(30);
    expect([tickets, sockets.opened.length, looks()]).toEqual([1, 1, before]);
  });
});

describe('a cut', () => {
  it('is followed by a new socket and a look at what was missed', async () => {
    follow();
    await up();
    sockets.last.cut();
    expect(line.state.value).toBe('polling');
    await seconds(1);
    expect(tickets).toBe(2);
    sockets.last.accept();
    sockets.last.grant();
    await seconds(1);
    expect([line.state.value, looks()]).toEqual(['live', 1]);
  });

  it('is tried to be mended ever more slowly, two minutes apart at most, while pages look for themselves', async () => {
    follow();
    line.start();
    await seconds(0);
    const gaps: number[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const before = Date.now();
      const opened = sockets.opened.length;
      sockets.last.cut();
      while (sockets.opened.length === opened) await seconds(1);
      gaps.push((Date.now() - before) / 1_000);
    }
    expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120, 120]);
    expect(line.state.value).toBe('polling');
    const before = looks();
    await minutes(5);
    expect(looks() - before).toBe(10);
  });

  it('is noticed when a socket that says it is open does not answer', async () => {
    follow();
    await up();
    await minutes(1);
    expect(sockets.last.sent.at(-1)).toEqual({ do: 'ping' });
    await seconds(10);
    expect(line.state.value).toBe('polling');
    await seconds(1);
    expect(sockets.opened).toHaveLength(2);
  });

  it('is not suspected of a socket that answers', async () => {
    follow();
    await up();
    await alive(45);
    expect([line.state.value, sockets.opened.length]).toEqual(['live', 1]);
  });

  it('comes when the desk says that the connection’s time is up', async () => {
    follow();
    await up();
    sockets.last.say({ kind: 'ended' });
    expect(line.state.value).toBe('polling');
    await seconds(1);
    expect(tickets).toBe(2);
  });

  it('of a socket that never opens is given up after ten seconds', async () => {
    line.start();
    await seconds(10);
    await seconds(1);
    expect(sockets.opened).toHaveLength(2);
  });
});

describe('out of reach', () => {
  it('is said when the browser knows, and over as soon as it is back', async () => {
    follow();
    await up();
    network(false);
    expect(line.state.value).toBe('offline');
    noTicket = new Unreachable('/api/live/tickets');
    await minutes(3);
    expect(looks()).toBe(0);
    noTicket = null;
    network(true);
    await seconds(1);
    sockets.last.accept();
    sockets.last.grant();
    await seconds(1);
    expect([line.state.value, looks()]).toEqual(['live', 1]);
  });

  it('is said when the desk was not reached twice, though the browser believes it is online', async () => {
    noTicket = new Unreachable('/api/live/tickets');
    line.start();
    await seconds(0);
    expect(line.state.value).toBe('polling');
    await seconds(1);
    expect(line.state.value).toBe('offline');
    noTicket = null;
    await minutes(1);
    sockets.last.accept();
    sockets.last.grant();
    expect(line.state.value).toBe('live');
  });

  it('is not said when the desk answers and refuses', async () => {
    noTicket = new Refused({ type: '', title: '', status: 503, detail: '', code: 'busy' });
    line.start();
    await minutes(10);
    expect(line.state.value).toBe('polling');
  });
});

describe('without sockets', () => {
  it('pages look every half minute, while they are looked at', async () => {
    line = make('');
    follow();
    line.start();
    await seconds(121);
    expect([tickets, looks()]).toEqual([0, 4]);
    turn('hidden');
    await minutes(5);
    expect(looks()).toBe(4);
    turn('visible');
    await minutes(1);
    expect(looks()).toBe(6);
  });

  it('the network is missed and found again', async () => {
    line = make('');
    follow();
    line.start();
    network(false);
    expect(line.state.value).toBe('offline');
    network(true);
    await seconds(2);
    expect([line.state.value, looks()]).toEqual(['polling', 1]);
  });
});

describe('a page that comes later', () => {
  it('is followed at once on the open socket, and need not look again', async () => {
    await up();
    follow();
    await vi.advanceTimersByTimeAsync(100);
    sockets.last.grant();
    await minutes(1);
    expect([sockets.last.wish?.topics, looks()]).toEqual([[group], 0]);
  });

  it('looks again when it took long to be followed', async () => {
    await up();
    follow();
    await seconds(4);
    sockets.last.grant();
    await seconds(1);
    expect(looks()).toBe(1);
  });

  it('looks every five minutes even so, for what may have slipped through', async () => {
    await up();
    follow();
    await vi.advanceTimersByTimeAsync(100);
    sockets.last.grant();
    await alive(11);
    expect(looks()).toBe(2);
  });
});

describe('within the hour', () => {
  it('a fresh socket takes over before the old one is let go, and nothing is missed', async () => {
    follow();
    await up();
    const [old] = sockets.opened;
    await alive(48);
    expect(sockets.opened).toHaveLength(1);
    const before = looks();
    await alive(1);
    expect(sockets.opened).toHaveLength(2);
    sockets.last.accept();
    expect(old?.readyState).toBe(1);
    sockets.last.grant();
    await seconds(3);
    expect([old?.readyState, line.state.value, looks() - before]).toEqual([3, 'live', 0]);
    sockets.last.say({ kind: 'news', events: [event(9)], crowded: [] });
    await seconds(0);
    expect(heard.at(-1)).toEqual(event(9));
  });

  it('a hand-over that fails is tried again while the old socket speaks', async () => {
    follow();
    await up();
    const [old] = sockets.opened;
    noTicket = new Unreachable('/api/live/tickets');
    await alive(52);
    expect([line.state.value, sockets.opened.length]).toEqual(['live', 1]);
    noTicket = null;
    await alive(1);
    sockets.last.accept();
    sockets.last.grant();
    expect([old?.readyState, line.state.value]).toEqual([3, 'live']);
  });
});

describe('a page out of sight', () => {
  it('rests after ten minutes, and looks as soon as it is seen', async () => {
    follow();
    await up();
    turn('hidden');
    await alive(10);
    const [first] = sockets.opened;
    expect(first?.readyState).toBe(3);
    await minutes(120);
    expect([tickets, looks()]).toEqual([1, 0]);
    turn('visible');
    await seconds(1);
    expect([tickets, looks()]).toEqual([2, 1]);
  });

  it('that is seen again soon never left', async () => {
    follow();
    await up();
    turn('hidden');
    await seconds(30);
    turn('visible');
    sockets.last.grant();
    await minutes(0);
    expect([line.state.value, tickets]).toEqual(['live', 1]);
  });
});

describe('presence', () => {
  const tess = { id: 'tess' as PersonId, name: 'Tess' };
  const meet = (doing: 'reading' | 'writing', untilSeconds: number) =>
    sockets.last.say({
      kind: 'present',
      request,
      others: [{ person: tess, doing, until: at(new Date(Date.now() + untilSeconds * 1_000).toISOString()) }],
    });

  it('is told to the desk at once and again each minute, and taken back on leaving', async () => {
    await up();
    const stay = line.enter(request, 'reading');
    await seconds(1);
    expect(sockets.last.wish?.present).toEqual([{ request, doing: 'reading' }]);
    const asked = sockets.last.wish?.ask ?? 0;
    sockets.last.grant();
    await minutes(1);
    expect(sockets.last.wish?.ask).toBeGreaterThan(asked);
    sockets.last.grant();
    stay.leave();
    await seconds(1);
    expect(sockets.last.wish?.present).toEqual([]);
  });

  it('of a person who writes on one page and reads on another is writing', async () => {
    await up();
    line.enter(request, 'reading');
    line.enter(request, 'writing');
    await seconds(1);
    expect(sockets.last.wish?.present).toEqual([{ request, doing: 'writing' }]);
  });

  it('of others is shown while it is believed', async () => {
    await up();
    const { others } = line.enter(request, 'reading');
    await seconds(0);
    meet('writing', 150);
    expect(others.value).toEqual([{ person: tess, doing: 'writing' }]);
    await alive(2);
    expect(others.value).toHaveLength(1);
    await alive(1);
    expect(others.value).toEqual([]);
  });

  it('of others is unknown once the line is cut', async () => {
    await up();
    const { others } = line.enter(request, 'reading');
    meet('reading', 150);
    sockets.last.cut();
    expect(others.value).toEqual([]);
  });

  it('ends while one does not look', async () => {
    await up();
    line.enter(request, 'reading');
    await seconds(1);
    turn('hidden');
    expect(sockets.last.wish?.present).toEqual([]);
    turn('visible');
    expect(sockets.last.wish?.present).toEqual([{ request, doing: 'reading' }]);
  });
});
