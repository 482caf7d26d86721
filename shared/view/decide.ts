/** What may happen to a saved view. Pure: views and a command in, the view as it will be out. */
import type { GroupId, Person, PersonRef } from '../access/person.ts';
import { mayChangeView, mayShareViewWith } from '../access/policy.ts';
import type { ViewId } from '../ids.ts';
import { accepted, refused, type Outcome } from '../refusal.ts';
import type { QueueQuery } from '../task/queue.ts';
import type { Instant } from '../time/instant.ts';
import { mostViews, type SavedView } from './view.ts';

/** What a view's refusals are about. */
export type ViewRefusal =
  /** The person or the group keeps as many views as it may. */
  | 'tooManyViews'
  /** What a group shares is not taken back for oneself: it can be deleted, and saved anew. */
  | 'viewStaysShared';

export interface ViewInput {
  readonly name: string;
  readonly query: QueueQuery;
  readonly sharedWith: GroupId | null;
}

const ref = ({ id, name }: PersonRef): PersonRef => ({ id, name });

/** Whether the views already kept with this one leave room for it. */
function hasRoom(known: readonly SavedView[], sharedWith: GroupId | null): boolean {
  return known.filter((view) => view.sharedWith === sharedWith).length < mostViews;
}

/**
 * A new view, for oneself or shared with a group.
 * Refuses `notAllowed` (sharing with a group that is not theirs), `tooManyViews`.
 * @param known every view the caller sees.
 */
export function createView(
  { name, query, sharedWith }: ViewInput,
  id: ViewId,
  known: readonly SavedView[],
  caller: Person,
  now: Instant,
): Outcome<SavedView> {
  if (sharedWith !== null && !mayShareViewWith(caller, sharedWith)) return refused('notAllowed');
  if (!hasRoom(known, sharedWith)) return refused('tooManyViews', { params: { most: mostViews } });
  const by = ref(caller);
  return accepted({ id, version: 1, name, query, owner: by, sharedWith, updatedAt: now, updatedBy: by });
}

/**
 * Another name, other filters, or shared from now on. What is not said stays.
 * Refuses `notAllowed`, `viewStaysShared`, `tooManyViews`.
 */
export function editView(
  view: SavedView,
  change: { readonly [Key in keyof ViewInput]?: ViewInput[Key] | undefined },
  known: readonly SavedView[],
  caller: Person,
  now: Instant,
): Outcome<SavedView> {
  if (!mayChangeView(caller, view)) return refused('notAllowed');
  const { name = view.name, query = view.query, sharedWith = view.sharedWith } = change;
  const moves = sharedWith !== view.sharedWith;
  if (moves && view.sharedWith !== null) return refused('viewStaysShared');
  if (moves && sharedWith !== null && !mayShareViewWith(caller, sharedWith)) return refused('notAllowed');
  if (moves && !hasRoom(known, sharedWith)) return refused('tooManyViews', { params: { most: mostViews } });
  const { id, version, owner } = view;
  return accepted({ id, version: version + 1, name, query, owner, sharedWith, updatedAt: now, updatedBy: ref(caller) });
}
