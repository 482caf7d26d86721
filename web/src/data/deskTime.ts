/**
 * The desk's time in the browser. A computer's clock may be minutes off: what the desk answers says what time it is there,
 * and the browser's clock only measures what has passed since.
 */
import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';
import { epochMs, type EpochMs } from '#shared/time/instant.ts';

/** Bounds of what is to be added to the browser's clock, as all answers so far agree on. */
let least = -Infinity;
let most = Infinity;
const offset = ref(0);
/** What is to be added to the browser's clock; nothing before anybody has answered. */
export const deskOffset: Readonly<Ref<number>> = readonly(offset);

/** The desk's time now, never ahead of it by more than what the browser's clock gained since the last answer. */
export function deskNow(): EpochMs {
  return epochMs(Date.now() + offset.value);
}

/**
 * Learns the time from an answer: it was `asOf` at the desk at some moment between these two of the browser's clock.
 * Answers that contradict those before mean that the browser's clock was set: the last one counts.
 */
export function learnDeskTime(asOf: EpochMs, sentAt: number, receivedAt: number): void {
  const [low, high] = [asOf - receivedAt, asOf - Math.min(sentAt, receivedAt)];
  const agree = low <= most && high >= least;
  least = agree ? Math.max(least, low) : low;
  most = agree ? Math.min(most, high) : high;
  if (offset.value === least) return;
  offset.value = least;
  tick();
}

/** What records say of when they were read, where they say it. */
export function learnFrom(answer: unknown, sentAt: number, receivedAt: number): void {
  const asOf = saysWhen(answer) ?? (isRecord(answer) && Array.isArray(answer['items']) && saysWhen(answer['items'][0]));
  if (typeof asOf !== 'string') return;
  const ms = Date.parse(asOf);
  if (!Number.isNaN(ms)) learnDeskTime(epochMs(ms), sentAt, receivedAt);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const saysWhen = (value: unknown): unknown => (isRecord(value) ? value['asOf'] : undefined);

/** Minutes are shown: three times a minute is as often as anybody looks. */
const stepMs = 20_000;
const now = ref(deskNow());
/** The desk's time as the screen follows it; renewed for as long as a component uses `useDeskTime`. */
export const deskTime: Readonly<Ref<EpochMs>> = readonly(now);
type Appointment = () => EpochMs | null;
const appointments = new Set<Appointment>();
let ticking: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  now.value = deskNow();
  plan();
}

/** The next look at the clock: right after the next instant that somebody waits for, or when a step has passed. */
function plan(): void {
  clearTimeout(ticking);
  if (appointments.size === 0) return;
  const awaited = [...appointments].flatMap((next) => next() ?? []).filter((at) => at >= now.value);
  const wait = Math.min(stepMs, ...awaited.map((at) => at - deskNow() + 1));
  ticking = setTimeout(tick, Math.max(1, wait));
}

/** A hidden page's timers sleep; it must be right when it is looked at again. */
function lookedAt(): void {
  if (document.visibilityState === 'visible') tick();
}

/**
 * Renews `deskTime` for as long as the component lives: every few seconds, and within a moment after the instant that
 * `next` gives has passed.
 */
export function useDeskTime(next: Appointment = () => null): void {
  if (appointments.size === 0) document.addEventListener('visibilitychange', lookedAt);
  // Each its own, so that two of one function are two.
  const appointment: Appointment = () => next();
  appointments.add(appointment);
  tick();
  watch(next, plan);
  onScopeDispose(() => {
    appointments.delete(appointment);
    if (appointments.size > 0) return;
    clearTimeout(ticking);
    document.removeEventListener('visibilitychange', lookedAt);
  });
}
