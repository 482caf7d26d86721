/** Where time comes from. Entries read it once and pass the instant on: a rule is given its time, it never asks. */
import { instantOf, type Instant } from '#shared/time/instant.ts';

export type Clock = () => Instant;

export const systemClock: Clock = () => instantOf(Date.now());
