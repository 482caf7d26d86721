/** What somebody began to write on a request or an incident and has not sent: theirs alone, kept so that nothing typed is ever lost. */
import type { Instant } from '../time/instant.ts';

/** What a draft is to become. Each has a draft of its own: a note never slips into what the requester sees. */
export const draftKinds = ['comment', 'workNote'] as const;
export type DraftKind = (typeof draftKinds)[number];

export interface Draft {
  readonly kind: DraftKind;
  /** Empty once sent or thrown away; the version stays, so that another device learns of it. */
  readonly text: string;
  /** The `Idempotency-Key` it will be sent under, from whichever device. */
  readonly key: string;
  /** Raised by one at each saving; the first is 1. */
  readonly version: number;
  readonly savedAt: Instant;
}

/** Days a draft is kept after it was last saved. */
export const keptDays = 30;

/** The draft once this text is saved over the version that was read; 0 for none. */
export function saved(kind: DraftKind, read: number, { text, key }: Pick<Draft, 'text' | 'key'>, now: Instant): Draft {
  return { kind, text, key, version: read + 1, savedAt: now };
}
