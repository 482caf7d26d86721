/** The time now, as a value the screen follows: one clock for everything that says "il y a 5 minutes". */
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

const stepMs = 20_000;
/** What is to be added to the computer's clock, which may be off. */
let offset = 0;
const now = ref(Date.now());
const tick = (): void => {
  now.value = Date.now() + offset;
};
let followers = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

/** Milliseconds since 1970 in UTC, renewed three times a minute for as long as somebody looks. */
export function useNow(): Readonly<Ref<number>> {
  if (followers === 0) {
    tick();
    ticking = setInterval(tick, stepMs);
  }
  followers += 1;
  onScopeDispose(() => {
    followers -= 1;
    if (followers === 0) clearInterval(ticking);
  });
  return readonly(now);
}

/** Says by how much the computer's clock is off, once somebody knows. */
export function correctNow(byMs: number): void {
  offset = byMs;
  tick();
}
