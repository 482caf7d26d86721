/** Which task of a request somebody most likely came for. */
import type { ResponseOf } from '#shared/contract/routes.ts';
import { isOver } from '#shared/task/serviceTask.ts';
import type { TaskSummary } from '#web/data/request.ts';

type Me = ResponseOf<'readMe'>;

/** Mine in hand first, then what my groups have open, then whatever is in hand; the last one when all is over. */
export function sensibleTask(tasks: readonly TaskSummary[], me: Pick<Me, 'id' | 'groups'>): TaskSummary | null {
  const inHand = tasks.filter((task) => !isOver(task) && task.state !== 'pending');
  const ofMyGroups = ({ group }: TaskSummary) => me.groups.includes(group);
  return (
    inHand.find(({ assignee }) => assignee?.id === me.id) ??
    inHand.find((task) => ofMyGroups(task) && task.assignee === null) ??
    inHand.find(ofMyGroups) ??
    inHand[0] ??
    tasks.find((task) => !isOver(task)) ??
    tasks.at(-1) ??
    null
  );
}
