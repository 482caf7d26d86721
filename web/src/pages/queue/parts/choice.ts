import type { GroupId } from '#shared/access/person.ts';
import type { QueueView } from '#shared/task/queue.ts';

/** A queue one may look at. */
export interface Choice {
  readonly view: QueueView;
  readonly group: GroupId | null;
  readonly address: string;
  /** How many tasks in hand it holds, as it is written; null while nobody knows. */
  readonly count: string | null;
}
