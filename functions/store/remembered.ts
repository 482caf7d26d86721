/** What was done under an idempotency key, so that asking again is answered and not done twice. */
import { createHash } from 'node:crypto';
import { ttlAttribute } from '#shared/contract/table.ts';
import { accepted, refused, type Outcome } from '#shared/refusal.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';
import type { Item } from './item.ts';
import type { Key } from './keys.ts';
import type { Action } from './table.ts';

/** Seconds a repeated write is recognised: a day and more, as long as a client may keep trying. */
const rememberedSeconds = 48 * 3_600;

interface Remembered<Answer> {
  readonly answer: Answer;
  readonly digest: string;
}

/** What is remembered of a write. */
export interface Remembering<Answer> {
  readonly at: Key;
  /** What the caller sent: the same key with anything else is a mistake of theirs. */
  readonly sent: unknown;
  /** What a repetition is answered. */
  readonly answer: Answer;
  readonly now: Instant;
}

/** The item that remembers a write. */
export function rememberedItem<Answer>({ at, sent, answer, now }: Remembering<Answer>): Item {
  const digest = createHash('sha256').update(JSON.stringify(sent)).digest('base64url');
  const data: Remembered<Answer> = { answer, digest };
  const expires = Math.floor(msOf(now) / 1_000) + rememberedSeconds;
  return { ...at, kind: 'idempotencyKey', [ttlAttribute]: expires, data };
}

/** Remembers a write as part of its transaction, unless its key was used before: then nothing of it is written. */
export function remember(item: Item): Action {
  return {
    Put: {
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

/**
 * What a repetition is answered. Refuses `idempotencyKeyReused` when the same key came with something else.
 * @param met the item that was there.
 */
export function repeated<Answer>(item: Item, met: Item): Outcome<Answer> {
  const [asked, before] = [item.data as Remembered<Answer>, met.data as Remembered<Answer>];
  return before.digest === asked.digest
    ? accepted(before.answer)
    : refused('idempotencyKeyReused', { field: 'Idempotency-Key' });
}
