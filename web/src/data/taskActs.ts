/** Takes tasks in charge, assigns them, and takes both back. */
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { Client } from './client.ts';
import { taskOfPage, type Task } from './queueRow.ts';
import type { QueueSource } from './queueSource.ts';
import type { Acting, Done, Failure, Holder } from './recordActs.ts';
import { taskIn } from './refusedTask.ts';

type Line = ResponseOf<'listHistory'>['items'][number];

export type TaskAct = { readonly kind: 'takeCharge' } | { readonly kind: 'assign'; readonly to: Holder | null };
export type TaskFailure = Failure<Task, TaskAct, Line>;

interface Desk {
  readonly call: Client;
  readonly source: Pick<QueueSource, 'rows' | 'take'>;
  /** Who acts. */
  readonly me: Holder;
}

/** What brings a task back to where it was. A task of somebody else's in progress comes back assigned, for them to resume. */
function wayBack({ before, after }: Done<Task>, me: Holder): readonly TaskAct[] {
  if (before.version === after.version) return [];
  const free: TaskAct = { kind: 'assign', to: null };
  const back: readonly TaskAct[] = before.assignee ? [{ kind: 'assign', to: before.assignee }] : [];
  if (before.state === 'open' && after.state === 'inProgress') return [free, ...back];
  if (before.assignee === null) return [free];
  const resumed = before.state === 'inProgress' && after.state === 'open' && before.assignee.id === me.id;
  return resumed ? [{ kind: 'takeCharge' }] : back;
}

export function actingOnTasks({ call, source, me }: Desk): Acting<Task, TaskAct, Line> {
  return {
    known: (number) => source.rows.value.get(number)?.task,
    take: source.take,
    expected: (task, act) =>
      act.kind === 'takeCharge'
        ? { ...task, state: 'inProgress', assignee: { id: me.id, name: me.name } }
        : { ...task, assignee: act.to, state: act.to === null && task.state === 'inProgress' ? 'open' : task.state },
    send: async ({ number, version }, act) => {
      const params = { task: number };
      return taskOfPage(
        act.kind === 'takeCharge'
          ? await call('takeCharge', { params, version })
          : await call('assignTask', { params, version, body: { assignee: act.to?.id ?? null } }),
      );
    },
    current: async (problem) => {
      const current = await taskIn(problem);
      return current && taskOfPage(current);
    },
    changes: (problem) => problem.changes ?? [],
    wayBack: (done) => wayBack(done, me),
  };
}
