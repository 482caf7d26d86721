/** Who was told of which line of history, so that a repeated event tells nobody twice. */
import { ttlAttribute } from '#shared/contract/table.ts';
import type { CaseNumber, LineId, PersonId } from '#shared/ids.ts';
import type { Email } from '#shared/request/course.ts';
import { msOf, type Instant } from '#shared/time/instant.ts';
import { notifiedKey } from './keys.ts';
import { getItem, putItem, type Table } from './table.ts';

/** Seconds a notification is remembered: a stream forgets its events after a day. */
const rememberedSeconds = 7 * 86_400;

/** A line of the history of a case. */
export interface LineTold {
  readonly on: CaseNumber;
  readonly id: LineId;
}

/** Whether this person was told of this line. */
export async function wasTold(table: Table, { on, id }: LineTold, person: PersonId | Email): Promise<boolean> {
  return (await getItem(table, notifiedKey(on, id, person))) !== null;
}

/** Remembers that this person was told of this line, or could not be. */
export async function remember(
  table: Table,
  { on, id }: LineTold,
  person: PersonId | Email,
  now: Instant,
): Promise<void> {
  await putItem(table, {
    Item: {
      ...notifiedKey(on, id, person),
      kind: 'notification',
      [ttlAttribute]: Math.floor(msOf(now) / 1_000) + rememberedSeconds,
      data: { at: now },
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
}
