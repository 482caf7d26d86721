/** Saved views: a queue somebody comes back to, with its filters, its order and its columns, under a name. */
import type { GroupId, PersonRef } from '../access/person.ts';
import type { ViewId } from '../ids.ts';
import type { QueueQuery } from '../task/queue.ts';
import type { Instant } from '../time/instant.ts';

export interface SavedView {
  readonly id: ViewId;
  /** Raised by one at each change; the first is 1. */
  readonly version: number;
  readonly name: string;
  readonly query: QueueQuery;
  /** Who made it. */
  readonly owner: PersonRef;
  /** The support group it is shared with; null while it is its owner's alone. */
  readonly sharedWith: GroupId | null;
  readonly updatedAt: Instant;
  readonly updatedBy: PersonRef;
}

/** Most views one person, or one group, keeps: more than anybody finds their way in. */
export const mostViews = 100;
