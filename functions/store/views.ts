/** Saved views: each lies with its owner or with the group it is shared with, beside what a person pinned. */
import { groupIds } from '#shared/access/person.ts';
import type { PersonId, ViewId } from '#shared/ids.ts';
import type { SavedView } from '#shared/view/view.ts';
import type { Item } from './item.ts';
import { pinKey, pinPrefix, viewKey, viewPrefix, viewShelves, viewsPartition } from './keys.ts';
import { deleteItem, getItems, putItem, queryAll, transact, type Table } from './table.ts';

const viewOf = (item: Item): SavedView => item.data as SavedView;

/** A view, and whether the person who looks has pinned it. */
export interface PinnedView {
  readonly view: SavedView;
  readonly pinned: boolean;
}

function readShelf(table: Table, partition: string): Promise<readonly Item[]> {
  return queryAll(table, {
    KeyConditionExpression: '#p = :p',
    ExpressionAttributeNames: { '#p': 'pk' },
    ExpressionAttributeValues: { ':p': partition },
    ConsistentRead: true,
  });
}

/** The person's own views and those of every group, by name; with what they pinned. */
export async function list(table: Table, person: PersonId): Promise<readonly PinnedView[]> {
  const shelves = [viewsPartition(person, null), ...groupIds.map((group) => viewsPartition(person, group))];
  const items = (await Promise.all(shelves.map((shelf) => readShelf(table, shelf)))).flat();
  const pins = new Set(items.filter(({ sk }) => sk.startsWith(pinPrefix)).map(({ sk }) => sk.slice(pinPrefix.length)));
  return items
    .filter(({ sk }) => sk.startsWith(viewPrefix))
    .map(viewOf)
    .map((view) => ({ view, pinned: pins.has(view.id) }))
    .toSorted((one, other) => one.view.name.localeCompare(other.view.name, 'fr'));
}

/** The view of this id that the person can see; null when there is none. */
export async function read(table: Table, person: PersonId, id: ViewId): Promise<PinnedView | null> {
  const items = await getItems(table, [...viewShelves(person, id), pinKey(person, id)]);
  const item = items.find(({ sk }) => sk.startsWith(viewPrefix));
  return item ? { view: viewOf(item), pinned: items.length > 1 } : null;
}

function itemOf(view: SavedView): Item {
  return { ...viewKey(view.owner.id, view.sharedWith, view.id), kind: 'savedView', data: view };
}

const onVersion = (version: number) => ({
  ConditionExpression: '#data.#version = :expected',
  ExpressionAttributeNames: { '#data': 'data', '#version': 'version' },
  ExpressionAttributeValues: { ':expected': version },
});

/** Writes a new view. */
export async function create(table: Table, view: SavedView): Promise<void> {
  await putItem(table, { Item: itemOf(view) });
}

/** Whether the change was saved; false when the view is no longer the one that was read. */
export async function save(table: Table, before: SavedView, after: SavedView): Promise<boolean> {
  if (before.sharedWith === after.sharedWith) {
    return putItem(table, { Item: itemOf(after), ...onVersion(before.version) });
  }
  const Key = viewKey(before.owner.id, before.sharedWith, before.id);
  const moved = await transact(table, [
    { Delete: { Key, ...onVersion(before.version) } },
    { Put: { Item: itemOf(after) } },
  ]);
  return moved.done;
}

/** Whether the view was deleted; false when it is no longer the one that was read. */
export async function remove(table: Table, view: SavedView): Promise<boolean> {
  const Key = viewKey(view.owner.id, view.sharedWith, view.id);
  return deleteItem(table, { Key, ...onVersion(view.version) });
}

/** Pins a view for a person, or takes the pin out; done twice is done once. */
export async function pin(table: Table, person: PersonId, id: ViewId, pinned: boolean): Promise<void> {
  const key = pinKey(person, id);
  if (pinned) await putItem(table, { Item: { ...key, kind: 'viewPin', data: { view: id } } });
  else await deleteItem(table, { Key: key });
}
