/** Drafts of one person, by what they write on: read on every device they sign in from, forgotten a month after the last word. */
import { ttlAttribute } from '#shared/contract/table.ts';
import { keptDays, type Draft, type DraftKind } from '#shared/draft/draft.ts';
import type { CaseNumber, PersonId } from '#shared/ids.ts';
import { dayMs } from '#shared/time/day.ts';
import { msOf } from '#shared/time/instant.ts';
import type { Item } from './item.ts';
import { draftKey, draftPrefix } from './keys.ts';
import { getItem, putItem, queryAll, type Table } from './table.ts';

const draftOf = (item: Item): Draft => item.data as Draft;

/** A person's drafts on a request or an incident, one of each kind at most; one that was sent or thrown away has an empty text. */
export async function list(table: Table, person: PersonId, on: CaseNumber): Promise<readonly Draft[]> {
  const prefix = draftPrefix(person, on);
  const items = await queryAll(table, {
    KeyConditionExpression: '#p = :p AND begins_with(#s, :s)',
    ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' },
    ExpressionAttributeValues: { ':p': prefix.pk, ':s': prefix.sk },
    ConsistentRead: true,
  });
  return items.map(draftOf);
}

/** One draft of a person; null when there is none. */
export async function read(table: Table, person: PersonId, on: CaseNumber, kind: DraftKind): Promise<Draft | null> {
  const item = await getItem(table, draftKey(person, on, kind));
  return item && draftOf(item);
}

/** Whether the draft was saved; false when the version before it is no longer the one in the table. */
export async function save(table: Table, person: PersonId, on: CaseNumber, draft: Draft): Promise<boolean> {
  return putItem(table, {
    Item: {
      ...draftKey(person, on, draft.kind),
      kind: 'draft',
      [ttlAttribute]: Math.floor((msOf(draft.savedAt) + keptDays * dayMs) / 1_000),
      data: draft,
    },
    ...(draft.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#data.#version = :read',
          ExpressionAttributeNames: { '#data': 'data', '#version': 'version' },
          ExpressionAttributeValues: { ':read': draft.version - 1 },
        }),
  });
}
