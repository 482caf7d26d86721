/** Routes of the desk itself: who calls, and its groups. */
import * as z from 'zod/mini';
import { deskActions } from '../../access/policy.ts';
import * as record from '../records.ts';
import type { Route } from '../route.ts';

export const deskRoutes = {
  readMe: {
    method: 'GET',
    path: '/api/me',
    function: 'api-desk',
    summary: 'Who the caller is and what they may do at the desk',
    status: 200,
    response: z.extend(record.person, { may: z.record(z.enum(deskActions), z.boolean()) }),
  },
  listGroups: {
    method: 'GET',
    path: '/api/groups',
    function: 'api-desk',
    summary: 'Support groups and their members',
    status: 200,
    response: z.object({ items: z.array(record.group) }),
  },
} as const satisfies Readonly<Record<string, Route>>;
