/** What each person should hear of, newest last, and how far they have looked. News go by themselves after two months. */
import { ttlAttribute } from '#shared/contract/table.ts';
import type { PersonId } from '#shared/ids.ts';
import type { News, SeenUpTo } from '#shared/news/news.ts';
import { msOf } from '#shared/time/instant.ts';
import type { Item } from './item.ts';
import { newsKey, newsPartition, newsPrefix, newsSeenKey } from './keys.ts';
import { getItem, putItem, query, type Table } from './table.ts';

const keptSeconds = 60 * 86_400;

const newsOf = (item: Item): News => item.data as News;

/** Tells a person; the same news told again changes nothing. */
export async function tell(table: Table, person: PersonId, news: News): Promise<void> {
  const expires = Math.floor(msOf(news.at) / 1_000) + keptSeconds;
  await putItem(table, {
    Item: { ...newsKey(person, news.id), kind: 'news', [ttlAttribute]: expires, data: news },
  });
}

export interface Unseen {
  /** Newest first. */
  readonly items: readonly News[];
  readonly more: boolean;
  readonly seen: SeenUpTo;
}

/** News a person has not seen. */
export async function unseen(table: Table, person: PersonId, limit: number): Promise<Unseen> {
  const mark = await getItem(table, newsSeenKey(person));
  const seen = (mark?.data as { readonly upTo: SeenUpTo } | undefined)?.upTo ?? null;
  const { items } = await query(table, {
    KeyConditionExpression: '#p = :p AND #s BETWEEN :first AND :last',
    ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' },
    ExpressionAttributeValues: {
      ':p': newsPartition(person),
      // Right after the line seen; all of them when none was.
      ':first': seen === null ? newsPrefix : `${newsKey(person, seen).sk}~`,
      ':last': `${newsPrefix}~`,
    },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit + 1,
  });
  return { items: items.slice(0, limit).map(newsOf), more: items.length > limit, seen };
}

/** Remembers how far a person has looked; also backwards, when they take that back. */
export async function see(table: Table, person: PersonId, upTo: SeenUpTo): Promise<void> {
  await putItem(table, { Item: { ...newsSeenKey(person), kind: 'newsSeen', data: { upTo } } });
}
