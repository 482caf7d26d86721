/** The directory: people as they last signed in. A few hundred, in one partition. */
import type { GroupId, Person } from '#shared/access/person.ts';
import { worksIn } from '#shared/access/policy.ts';
import type { PersonId } from '#shared/ids.ts';
import { peoplePartition, personKey } from './keys.ts';
import { getItem, putItem, queryAll, type Table } from './table.ts';

/** Writes a person as they are now, new or known. */
export async function upsert(table: Table, person: Person): Promise<void> {
  await putItem(table, { Item: { ...personKey(person.id), kind: 'person', data: person } });
}

/** The person of this id; null when they never signed in. */
export async function read(table: Table, id: PersonId): Promise<Person | null> {
  const item = await getItem(table, personKey(id));
  return item && (item.data as Person);
}

/** Everybody the directory knows, by name. */
export async function list(table: Table): Promise<readonly Person[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: '#p = :p',
    ExpressionAttributeNames: { '#p': 'pk' },
    ExpressionAttributeValues: { ':p': peoplePartition },
  });
  const people = items.map((item) => item.data as Person);
  return people.toSorted((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
}

/** The people who work in a group, by name. */
export async function members(table: Table, group: GroupId): Promise<readonly Person[]> {
  return (await list(table)).filter((person) => worksIn(person, group));
}
