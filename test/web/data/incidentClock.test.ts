import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick, shallowRef } from 'vue';
import { msOf, type Instant } from '#shared/time/instant.ts';
import { deskNow, learnDeskTime } from '#web/data/deskTime.ts';
import { leadingClock, useClocks, type Clocked, type Clocks } from '#web/data/incidentClock.ts';
import { showBefore } from '../answering.ts';
import { after, at, calendarPage, incidentAt } from '../incidents.ts';

/** The desk and the browser agree on the time. */
function itIs(now: Instant, browserIsAheadBy = 0): void {
  vi.setSystemTime(msOf(now) + browserIsAheadBy);
  learnDeskTime(msOf(now), Date.now(), Date.now());
}
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A clock on the screen, and the calendar it reads once it is there. */
async function watching(first: Clocked, calendar: object | null = calendarPage) {
  const incident = shallowRef(first);
  let read: () => Clocks;
  const Watch = defineComponent({
    setup() {
      const clocks = useClocks(() => incident.value);
      read = () => clocks.value;
      const words = () => {
        const { name, clock } = leadingClock(clocks.value);
        return `${name} ${clock.state} ${clock.tier} ${clock.elapsedMs}`;
      };
      return () => h('p', words());
    },
  });
  const { container, standing, asked } = showBefore(Watch, calendar ? { 'GET /api/calendar': calendar } : {});
  const answered = async () => {
    // Answers arrive without the clock going on.
    for (let turn = 0; turn < 8; turn++) await vi.advanceTimersByTimeAsync(0);
    await nextTick();
  };
  await answered();
  return {
    ...{ incident, standing, asked, answered },
    said: () => container.textContent,
    clocks: (): Clocks => read(),
    passes: async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      await nextTick();
    },
  };
}
const hours = (count: number): number => count * 3_600_000;

describe('a clock on the screen', () => {
  it('keeps its tier up to the bound and at it, and takes the next a millisecond later, by itself', async () => {
    const opened = at('mon', '09:00');
    const asOf = at('mon', '12:59');
    itIs(asOf);
    const { said, passes } = await watching(incidentAt(1, [[opened, 'new']], asOf));
    await passes(59_999);
    expect(Date.now()).toBe(msOf(at('mon', '13:00')) - 1);
    expect(said()).toMatch(/^response running normal/);
    await passes(1);
    expect(said()).toMatch(/^response running normal/);
    await passes(1);
    expect(said()).toBe(`response running moderate ${hours(4) + 1}`);
  });

  it('says what time is left a few times a minute', async () => {
    const opened = at('mon', '09:00');
    itIs(at('mon', '09:10'));
    const { said, passes } = await watching(incidentAt(1, [[opened, 'new']], at('mon', '09:10')));
    await passes(60_000);
    expect(said()).toBe(`response running normal ${11 * 60_000}`);
  });

  it('goes through all tiers on one look, each at its time, over night and closing time', async () => {
    const opened = at('mon', '12:30');
    itIs(opened);
    const { said, clocks, passes } = await watching(incidentAt(1, [[opened, 'new']], opened));
    // Four hours are over at closing time; they are more than four only when the desk opens again.
    expect(clocks().nextChangeAt).toBe(at('tue', '08:30'));
    await passes(msOf(at('mon', '23:00')) - msOf(opened));
    expect(said()).toBe(`response running normal ${hours(4)}`);
    await passes(msOf(at('tue', '08:30')) - Date.now());
    expect(said()).toMatch(/^response running normal/);
    await passes(1);
    expect(said()).toMatch(/^response running moderate/);
    await passes(hours(2));
    expect(said()).toMatch(/^response running high/);
    await passes(hours(2));
    expect(said()).toBe(`response running overdue ${hours(8) + 1}`);
    expect(clocks().nextChangeAt).toBeNull();
  });

  it('rests while it waits for somebody, and goes on from there', async () => {
    const course = [
      [at('mon', '09:00'), 'new'],
      [at('mon', '10:00'), 'active'],
      [at('mon', '12:00'), 'awaitingUserInfo'],
    ] as const;
    itIs(at('mon', '13:00'));
    const { said, passes, incident } = await watching(incidentAt(1, course, at('mon', '13:00')));
    await passes(hours(48));
    expect(said()).toBe(`resolution paused normal ${hours(2)}`);
    const resumed = at('wed', '14:00');
    itIs(resumed);
    incident.value = incidentAt(1, [...course, [resumed, 'active']], resumed);
    await passes(hours(1));
    expect(said()).toBe(`resolution running normal ${hours(3)}`);
  });

  it('knows of a day cut short', async () => {
    const opened = at('thu-1', '11:00');
    itIs(at('thu-1', '15:00'));
    const { said, clocks } = await watching(incidentAt(1, [[opened, 'new']], at('thu-1', '15:00')));
    expect(said()).toBe(`response running normal ${hours(1)}`);
    expect(clocks().nextChangeAt).toBe(at('fri-1', '11:30'));
  });

  it('leaves what has ended as it was recorded, whatever the calendar says now', async () => {
    const course = [
      [at('mon', '09:00'), 'new'],
      [at('mon', '10:00'), 'active'],
    ] as const;
    const asOf = at('mon', '10:30');
    itIs(asOf);
    const answered = incidentAt(1, course, asOf);
    const recorded = { ...answered.clocks.response, elapsedMs: 1_234, tier: 'overdue' } as const;
    const { clocks } = await watching({ ...answered, clocks: { ...answered.clocks, response: recorded } });
    expect(clocks().response).toEqual(recorded);
    expect(clocks().resolution?.elapsedMs).toBe(30 * 60_000);
  });

  it('follows the desk’s time on a computer whose clock is wrong', async () => {
    const asOf = at('mon', '12:59');
    itIs(asOf, hours(3));
    const { said, passes } = await watching(incidentAt(1, [[at('mon', '09:00'), 'new']], asOf));
    expect(said()).toBe(`response running normal ${hours(4) - 60_000}`);
    await passes(60_001);
    expect(said()).toMatch(/^response running moderate/);
  });

  it('shows what was answered while no calendar of its edition is read, and asks for that one', async () => {
    const asOf = at('mon', '09:30');
    itIs(asOf);
    const old = { ...calendarPage, version: 2, closures: [] };
    const answered = incidentAt(1, [[at('mon', '09:00'), 'new']], asOf);
    const screen = await watching(answered, old);
    expect(screen.said()).toBe(`response running normal ${30 * 60_000}`);
    await screen.passes(60_000);
    expect(screen.said()).toBe(`response running normal ${30 * 60_000}`);
    screen.standing['GET /api/calendar'] = { ...calendarPage, version: 5 };
    screen.incident.value = { ...answered, calendar: 5 };
    await screen.answered();
    expect(screen.said()).toBe(`response running normal ${31 * 60_000}`);
  });
});

describe('the desk’s time', () => {
  it('is narrowed by each answer, and begins anew when the browser’s clock is set', () => {
    const noon = msOf(at('mon', '12:00'));
    vi.setSystemTime(noon);
    // The answer took a second: it was noon at the desk at some moment in it.
    learnDeskTime(msOf(after(at('mon', '12:00'), 5_000)), noon - 1_000, noon);
    expect(deskNow()).toBe(noon + 5_000);
    learnDeskTime(msOf(after(at('mon', '12:00'), 5_400)), noon - 500, noon);
    expect(deskNow()).toBe(noon + 5_400);
    learnDeskTime(msOf(after(at('mon', '12:00'), 5_100)), noon - 900, noon);
    expect(deskNow()).toBe(noon + 5_400);
    vi.setSystemTime(noon - hours(5));
    learnDeskTime(noon, noon - hours(5), noon - hours(5));
    expect(deskNow()).toBe(noon);
  });
});
