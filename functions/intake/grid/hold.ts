/** Holding a landing: one invocation works on it, and one that died leaves it to the next. */
import { setTimeout as pause } from 'node:timers/promises';
import * as imports from '#functions/store/imports.ts';
import type { Claim, Landing, Running } from '#functions/store/imports.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import type { Desk } from './desk.ts';

/** How long a holder is believed to live without a sign of life, and how often it gives one. */
export const patience = { heldMs: 20_000, signMs: 5_000 } as const;
export type Patience = { readonly [Key in keyof typeof patience]: number };

const untilOf = (now: Instant, { heldMs }: Patience): Instant => instantOf(msOf(now) + heldMs);

/**
 * Claims the landing. One that is held is waited for, as long as its holder may still be alive: an event repeated because its
 * function died often comes back before that is known. Null when the holder lives, or the import is over.
 */
export async function take(desk: Desk, landing: Landing, wait: Patience): Promise<Running | null> {
  let seen: Instant | null = null;
  for (;;) {
    const now = desk.clock();
    const claim: Claim = await imports.claim(desk.table, desk.numbers, landing, {
      holder: desk.holder,
      now,
      until: untilOf(now, wait),
    });
    if (claim.kind === 'claimed') return claim.record;
    if (claim.kind === 'over' || (seen !== null && claim.until > seen)) return null;
    seen = claim.until;
    await pause(Math.max(0, msOf(claim.until) - msOf(now)) + 50);
  }
}

/** Another invocation has taken over: what is done stays done, and the rest is its work. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

/** Gives signs of life until stopped. `check` throws `TakenOver` once somebody else holds the landing. */
export function keepHold(desk: Desk, landing: Landing, { number }: Running, wait: Patience) {
  let lost = false;
  const sign = setInterval(() => {
    const hold = { import: number, holder: desk.holder, until: untilOf(desk.clock(), wait) };
    imports.keepHold(desk.table, landing, hold).then(
      (kept) => {
        lost ||= !kept;
      },
      (error: unknown) => desk.log.warn('sign of life failed', { import: number, error }),
    );
  }, wait.signMs);
  return {
    check: (): void => {
      if (lost) throw new TakenOver(`${number} was taken over`);
    },
    stop: (): void => clearInterval(sign),
  };
}
