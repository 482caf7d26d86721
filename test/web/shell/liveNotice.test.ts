import { screen } from '@testing-library/vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nextTick, ref, type App } from 'vue';
import { provideLive, type LiveState } from '#web/data/live.ts';
import LiveNotice from '#web/shell/LiveNotice.vue';
import { show } from '../mount.ts';

const state = ref<LiveState>('polling');
const line = {
  state,
  follow: () => () => undefined,
  enter: () => ({ others: ref([]), leave: () => undefined }),
  start: () => undefined,
  stop: () => undefined,
};
const said = () => screen.getByRole('status').textContent.trim();
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  state.value = 'polling';
  show(LiveNotice, { global: { plugins: [{ install: (app: App) => provideLive(app, line) }] } });
});
afterEach(() => {
  vi.useRealTimers();
});

async function become(next: LiveState): Promise<void> {
  state.value = next;
  await nextTick();
}

it('says nothing while the line opens, nor while it is open', async () => {
  await pass(2_000);
  expect(said()).toBe('');
  await become('live');
  await pass(60_000);
  expect(said()).toBe('');
});

it('says that pages look for themselves, once that lasts', async () => {
  await pass(5_000);
  expect(said()).toBe('Mises à jour toutes les 30 s');
  await become('live');
  await pass(1);
  expect(said()).toBe('');
});

it('says that the desk is out of reach, and when it is back', async () => {
  await become('live');
  await become('offline');
  await pass(1_500);
  expect(said()).toBe('Hors ligne, reprise…');
  await become('live');
  await pass(1);
  expect(said()).toBe('De retour en ligne');
  await pass(3_000);
  expect(said()).toBe('');
});

it('is silent about a hiccup', async () => {
  await become('live');
  await become('offline');
  await pass(1_000);
  await become('live');
  await pass(10_000);
  expect(said()).toBe('');
});
