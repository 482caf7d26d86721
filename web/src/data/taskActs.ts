/**
 * Takes tasks in charge, assigns them, and takes both back: shown at once, undone where the desk says no, a few at a time.
 * What the desk refuses is given back per task, with its reason; nothing stops the others.
 */
import type { ResponseOf } from '#shared/contract/routes.ts';
import { taskPage } from '#shared/contract/records.ts';
import type { Client } from './client.ts';
import { Refused } from './problem.ts';
import { taskOfPage, type Task } from './queueRow.ts';
import { fewAtATime, type QueueSource } from './queueSource.ts';

type Line = ResponseOf<'listHistory'>['items'][number];
/** Who holds a task, or may. */
export type Holder = NonNullable<Task['assignee']>;

export type TaskAct = { readonly kind: 'takeCharge' } | { readonly kind: 'assign'; readonly to: Holder | null };

/** A task before and after an act on it. */
export interface Done {
  readonly before: Task;
  readonly after: Task;
}

export interface Failure {
  /** As it is now. */
  readonly task: Task;
  readonly act: TaskAct;
  /** The desk's own sentence; null when it did not answer. */
  readonly sentence: string | null;
  /** What somebody else did meanwhile, newest first. */
  readonly changes: readonly Line[];
}

export interface Outcome {
  readonly done: readonly Done[];
  readonly failed: readonly Failure[];
}

export interface Desk {
  readonly call: Client;
  readonly source: Pick<QueueSource, 'rows' | 'take'>;
  /** Who acts. */
  readonly me: Holder;
}

function expected(task: Task, act: TaskAct, me: Holder): Task {
  if (act.kind === 'takeCharge') return { ...task, state: 'inProgress', assignee: { id: me.id, name: me.name } };
  return { ...task, assignee: act.to, state: act.to === null && task.state === 'inProgress' ? 'open' : task.state };
}

async function send(call: Client, task: Task, act: TaskAct): Promise<Task> {
  const { number, version } = task;
  const params = { task: number };
  const page =
    act.kind === 'takeCharge'
      ? await call('takeCharge', { params, version })
      : await call('assignTask', { params, version, body: { assignee: act.to?.id ?? null } });
  return taskOfPage(page);
}

/** Does one act, on the task as it was seen. */
async function one({ call, source, me }: Desk, task: Task, act: TaskAct): Promise<Done | Failure> {
  source.take(expected(task, act, me), true);
  try {
    const after = await send(call, task, act);
    source.take(after);
    if (after.version === task.version) source.take(after, true);
    return { before: task, after };
  } catch (cause) {
    const problem = cause instanceof Refused ? cause.problem : null;
    const current = taskPage.safeParse(problem?.current);
    const now = current.success ? taskOfPage(current.data) : task;
    const known = source.rows.value.get(task.number)?.task;
    if (!known || known.version <= now.version) source.take(now, true);
    return { task: now, act, sentence: problem?.detail ?? null, changes: problem?.changes?.toReversed() ?? [] };
  }
}

/** Does one act on many tasks. @param told is told after each how many are done. */
export async function actOn(
  desk: Desk,
  tasks: readonly Task[],
  act: TaskAct,
  told: (count: number) => void = () => undefined,
): Promise<Outcome> {
  const done: Done[] = [];
  const failed: Failure[] = [];
  await fewAtATime(tasks, async (task) => {
    const result = await one(desk, task, act);
    if ('before' in result) done.push(result);
    else failed.push(result);
    told(done.length + failed.length);
  });
  return { done, failed };
}

/** What brings a task back to where it was. A task of somebody else's in progress comes back assigned, for them to resume. */
function wayBack({ before, after }: Done, me: Holder): readonly TaskAct[] {
  if (before.version === after.version) return [];
  const free: TaskAct = { kind: 'assign', to: null };
  const back: readonly TaskAct[] = before.assignee ? [{ kind: 'assign', to: before.assignee }] : [];
  if (before.state === 'open' && after.state === 'inProgress') return [free, ...back];
  if (before.assignee === null) return [free];
  const resumed = before.state === 'inProgress' && after.state === 'open' && before.assignee.id === me.id;
  return resumed ? [{ kind: 'takeCharge' }] : back;
}

/** Takes back what was done, task by task. */
export async function takeBack(
  desk: Desk,
  done: readonly Done[],
  told: (count: number) => void = () => undefined,
): Promise<Outcome> {
  const undone: Done[] = [];
  const failed: Failure[] = [];
  await fewAtATime(done, async (each) => {
    let task = each.after;
    for (const act of wayBack(each, desk.me)) {
      const result = await one(desk, task, act);
      if (!('before' in result)) {
        failed.push(result);
        break;
      }
      task = result.after;
    }
    if (!failed.some((failure) => failure.task.number === task.number))
      undone.push({ before: each.after, after: task });
    told(undone.length + failed.length);
  });
  return { done: undone, failed };
}
