/** Saved views of the queues: the reader's own, and those shared with support groups. */
import { useQuery, useQueryCache } from '@pinia/colada';
import type { GroupId } from '#shared/access/person.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { QueueQuery } from '#shared/task/queue.ts';
import { useClient } from './api.ts';
import { addressOfQueue } from './queueQuery.ts';

export type SavedView = ResponseOf<'createView'>;

const key = ['views'];

export interface ViewContent {
  readonly name: string;
  readonly query: QueueQuery;
  readonly sharedWith: GroupId | null;
}

const sent = (query: QueueQuery) => ({ ...query, columns: query.columns && [...query.columns] });

/** Saved views, by name, and what is done to them; each change shows as soon as the desk has accepted it. */
export function useViews() {
  const call = useClient();
  const cache = useQueryCache();
  const views = useQuery({ key, query: ({ signal }) => call('listViews', { signal }), staleTime: 5 * 60_000 });

  function keep(view: SavedView, gone = false): SavedView {
    const others = (views.data.value?.items ?? []).filter(({ id }) => id !== view.id);
    const items = gone ? others : [...others, view].sort((one, other) => one.name.localeCompare(other.name, 'fr'));
    cache.setQueryData(key, { items });
    return view;
  }

  return {
    views,
    create: async ({ name, query, sharedWith }: ViewContent): Promise<SavedView> =>
      keep(await call('createView', { body: { name, query: sent(query), sharedWith } })),
    /** @throws `Refused` with the view as it is now when somebody else changed it first. */
    edit: async ({ id, version }: SavedView, { query, ...change }: Partial<ViewContent>): Promise<SavedView> =>
      keep(
        await call('editView', {
          params: { view: id },
          version,
          body: { ...change, ...(query && { query: sent(query) }) },
        }),
      ),
    remove: async ({ id, version }: SavedView): Promise<SavedView> =>
      keep(await call('deleteView', { params: { view: id }, version }), true),
    pin: async ({ id }: SavedView, pinned: boolean): Promise<SavedView> =>
      keep(await call('pinView', { params: { view: id }, body: { pinned } })),
    /** Takes in a view as somebody else left it. */
    keep,
  };
}

/** Path and query of a queue. */
export function pathOfQueue(query: QueueQuery): string {
  return `/queue?${new URLSearchParams(addressOfQueue(query))}`;
}

/** Path and query of a saved view; the address says which one it is, so that changes to it can be told. */
export function pathOfView({ id, query }: Pick<SavedView, 'id' | 'query'>): string {
  return `${pathOfQueue(query)}&saved=${id}`;
}
