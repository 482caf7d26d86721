/** Routes of service tasks: queues, one task, and what is done to it. */
import * as z from 'zod/mini';
import { groupIds } from '../../access/person.ts';
import { queueViews } from '../../task/queue.ts';
import { taskStates } from '../../task/serviceTask.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';
import { personId } from '../scalars.ts';
import { cursor, filters, reason } from './inputs.ts';

const taskParams = z.object({ task: record.serviceTaskNumber });

/** Five times what other lists give: a browser that shows a whole queue fetches it in few pages. */
const limit = z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000)), 50);

export const serviceTaskRoutes = {
  listTasks: {
    method: 'GET',
    path: '/api/service-tasks',
    function: 'api-service-tasks',
    summary: "Service tasks in due order: a group's queue, its unassigned ones, or the caller's own",
    query: z.object({
      ...filters,
      view: z.enum(queueViews),
      /** Needed by the views `group` and `unassigned`. */
      group: z.optional(z.enum(groupIds)),
      /**
       * Work in hand unless said: open and in progress; `pending` waits, `over` is closed, skipped or cancelled, `all` is
       * every task: those in hand, then those that wait, then those that are over.
       */
      state: z.optional(z.enum([...taskStates, 'over', 'all'])),
      limit,
      cursor,
    }),
    status: 200,
    response: record.pageOf(record.taskRow),
  },
  countQueues: {
    method: 'GET',
    path: '/api/queues',
    function: 'api-service-tasks',
    summary: "How many tasks in hand each queue holds: the caller's own, and each group's, all and unassigned",
    status: 200,
    response: z.object({ items: z.array(record.queueCount) }),
  },
  readTask: {
    method: 'GET',
    path: '/api/service-tasks/{task}',
    function: 'api-service-tasks',
    summary: 'One service task with its checklist and what still stands before its closing',
    params: taskParams,
    status: 200,
    response: record.taskPage,
  },
  takeCharge: {
    method: 'POST',
    path: '/api/service-tasks/{task}/take-charge',
    function: 'api-service-tasks',
    summary: 'Take a task in charge: assigns it to the caller and starts it',
    params: taskParams,
    ifMatch: true,
    status: 200,
    response: record.taskPage,
  },
  assignTask: {
    method: 'POST',
    path: '/api/service-tasks/{task}/assign',
    function: 'api-service-tasks',
    summary: 'Assign a task to a member of its group, or to nobody',
    params: taskParams,
    ifMatch: true,
    body: z.object({ assignee: z.nullable(personId) }),
    status: 200,
    response: record.taskPage,
  },
  checkItem: {
    method: 'PUT',
    path: '/api/service-tasks/{task}/checklist/{item}',
    function: 'api-service-tasks',
    summary: 'Tick or untick an item of the checklist',
    params: z.object({ task: record.serviceTaskNumber, item: z.string().check(z.minLength(1), z.maxLength(60)) }),
    ifMatch: true,
    body: z.object({ done: z.boolean() }),
    status: 200,
    response: record.taskPage,
  },
  closeTask: {
    method: 'POST',
    path: '/api/service-tasks/{task}/close',
    function: 'api-service-tasks',
    summary: 'Close a task that has all its rule asks for',
    params: taskParams,
    ifMatch: true,
    status: 200,
    response: record.taskPage,
  },
  skipTask: {
    method: 'POST',
    path: '/api/service-tasks/{task}/skip',
    function: 'api-service-tasks',
    summary: 'Skip a task, with a reason; the workflow goes on',
    params: taskParams,
    ifMatch: true,
    body: z.object({ reason }),
    status: 200,
    response: record.taskPage,
  },
  reopenTask: {
    method: 'POST',
    path: '/api/service-tasks/{task}/reopen',
    function: 'api-service-tasks',
    summary: 'Reopen a task; those after it that are not closed wait again',
    params: taskParams,
    ifMatch: true,
    body: z.object({ reason }),
    status: 200,
    response: record.taskPage,
  },
} as const satisfies Readonly<Record<string, Route>>;
