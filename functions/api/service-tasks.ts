/** Service tasks: queues, one task, and everything that is done to it. */
import { carryOut } from '#functions/runtime/command.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { serve, type Answer } from '#functions/runtime/http.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import * as people from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import { openTable } from '#functions/store/table.ts';
import { maySeeTask } from '#shared/access/policy.ts';
import { groupIds, type Person } from '#shared/access/person.ts';
import type { QueryOf } from '#shared/contract/routes.ts';
import { serviceTaskRoutes } from '#shared/contract/routes/serviceTasks.ts';
import type { Change, Decision } from '#shared/history/change.ts';
import type { ServiceTaskNumber } from '#shared/ids.ts';
import { accepted, refused, type Outcome } from '#shared/refusal.ts';
import * as decide from '#shared/task/decide.ts';
import { reopen } from '#shared/task/reopen.ts';
import type { Instant } from '#shared/time/instant.ts';
import { taskPage, taskRow } from './view/task.ts';

const table = openTable(readEnv('api-service-tasks').tableName);

export const handler = serve('api-service-tasks', serviceTaskRoutes, {
  listTasks: async ({ caller, query, now }) => {
    if (!maySeeTask(caller)) return refuse('notAllowed');
    const queue = queueOf(caller, query);
    if (!queue.ok) return queue;
    const page = await serviceTasks.list(table, queue.value, query, query);
    return page.ok
      ? accepted({ items: page.value.items.map((task) => taskRow(task, now)), next: page.value.next })
      : page;
  },

  countQueues: async ({ caller }) => {
    if (!maySeeTask(caller)) return refuse('notAllowed');
    const counts = queuesFor(caller).map(async ({ view, group, queue }) => {
      return { view, group, ...(await serviceTasks.countInHand(table, queue)) };
    });
    return accepted({ items: await Promise.all(counts) });
  },

  readTask: async ({ caller, params, now }) => {
    const work = await load(caller, params.task);
    return work ? accepted(taskPage(work, caller, now)) : refuse('notFound');
  },

  takeCharge: (call) => command(call, (work) => decide.takeCharge(work, call.caller, call.now)),

  assignTask: async (call) => {
    const { assignee: id } = call.body;
    const assignee = id === null ? null : await people.read(table, id);
    if (id !== null && !assignee) return refuse('invalid', { field: 'assignee' });
    return command(call, ({ task }) => decide.assign(task, assignee, call.caller, call.now));
  },

  checkItem: (call) => {
    const ticked = { item: call.params.item, done: call.body.done };
    return command(call, ({ task }) => decide.check(task, ticked, call.caller, call.now));
  },

  closeTask: (call) => command(call, (work) => decide.close(work, call.caller, call.now)),

  skipTask: (call) => command(call, ({ task }) => decide.skip(task, call.body, call.caller, call.now)),

  reopenTask: (call) => commandOn(loadWhole, call, (work) => reopen(work, call.body, call.caller, call.now)),
});

function queueOf(caller: Person, { view, group }: QueryOf<'listTasks'>): Outcome<serviceTasks.Queue> {
  if (view === 'mine') return accepted({ kind: 'assignee', person: caller.id });
  return group === undefined ? refused('invalid', { field: 'group' }) : accepted({ kind: view, group });
}

/** Every queue somebody of the desk may look at: their own first. */
function queuesFor(caller: Person) {
  const own = { view: 'mine', group: null, queue: { kind: 'assignee', person: caller.id } } as const;
  const ofGroups = groupIds.flatMap((group) =>
    (['unassigned', 'group'] as const).map((view) => ({ view, group, queue: { kind: view, group } }) as const),
  );
  return [own, ...ofGroups];
}

async function load(caller: Person, number: ServiceTaskNumber): Promise<decide.TaskOfRequest | null> {
  const task = maySeeTask(caller) ? await serviceTasks.read(table, number) : null;
  const request = task && (await requests.read(table, task.request));
  return request && { task, request };
}

type Whole = Parameters<typeof reopen>[0];

/** The task with its request and the whole plan, the request read before the tasks it vouches for. */
async function loadWhole(caller: Person, number: ServiceTaskNumber): Promise<Whole | null> {
  const named = maySeeTask(caller) ? await serviceTasks.read(table, number) : null;
  const found = named && (await requests.readWithTasks(table, named.request));
  const task = found?.tasks.find((one) => one.number === number);
  return found && task ? { ...found, task } : null;
}

interface TaskCall {
  readonly caller: Person;
  readonly now: Instant;
  readonly params: { readonly task: ServiceTaskNumber };
  readonly ifMatch: number;
}

function command(
  call: TaskCall,
  decision: (work: decide.TaskOfRequest) => Outcome<Decision>,
): Promise<Answer<'readTask'>> {
  return commandOn(load, call, decision);
}

function commandOn<Work extends decide.TaskOfRequest>(
  find: (caller: Person, number: ServiceTaskNumber) => Promise<Work | null>,
  { caller, now, params, ifMatch }: TaskCall,
  decision: (work: Work) => Outcome<Decision>,
): Promise<Answer<'readTask'>> {
  return carryOut(
    table,
    {
      load: () => find(caller, params.task),
      subject: ({ task }) => ({ number: task.number, request: task.request, version: task.version }),
      decide: decision,
      after: afterChange,
      page: (work) => taskPage(work, caller, now),
    },
    ifMatch,
  );
}

function afterChange<Work extends decide.TaskOfRequest>(work: Work, { request, tasks }: Change): Work {
  const written = tasks.find(({ after }) => after.number === work.task.number);
  return { ...work, task: written?.after ?? work.task, request: request?.after ?? work.request };
}
