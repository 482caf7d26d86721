/** Routes of saved views: queues people come back to, their own and those their group shares. */
import * as z from 'zod/mini';
import { groupIds } from '../../access/person.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';
import { viewId } from '../scalars.ts';

const viewParams = z.object({ view: viewId });
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));
/** A support group, or null for oneself alone. */
const sharedWith = z.nullable(z.enum(groupIds));

export const viewRoutes = {
  listViews: {
    method: 'GET',
    path: '/api/views',
    function: 'api-views',
    summary: "The caller's saved views and those shared with support groups, by name",
    status: 200,
    response: z.object({ items: z.array(record.savedView) }),
  },
  createView: {
    method: 'POST',
    path: '/api/views',
    function: 'api-views',
    summary: 'Save a view, for oneself or for a support group',
    body: z.object({ name, query: record.queueQuery, sharedWith }),
    status: 201,
    response: record.savedView,
  },
  editView: {
    method: 'PATCH',
    path: '/api/views/{view}',
    function: 'api-views',
    summary: 'Name a view otherwise, change what it shows, or share it',
    params: viewParams,
    ifMatch: true,
    body: z.object({
      name: z.optional(name),
      query: z.optional(record.queueQuery),
      sharedWith: z.optional(sharedWith),
    }),
    status: 200,
    response: record.savedView,
  },
  deleteView: {
    method: 'POST',
    path: '/api/views/{view}/delete',
    function: 'api-views',
    summary: 'Delete a view; the answer is the view as it was',
    params: viewParams,
    ifMatch: true,
    status: 200,
    response: record.savedView,
  },
  pinView: {
    method: 'PUT',
    path: '/api/views/{view}/pin',
    function: 'api-views',
    summary: 'Pin a view for oneself, or take the pin out',
    params: viewParams,
    body: z.object({ pinned: z.boolean() }),
    status: 200,
    response: record.savedView,
  },
} as const satisfies Readonly<Record<string, Route>>;
