/** Routes of incidents as the person who asked follows them. */
import * as z from 'zod/mini';
import { incidentStages } from '../../incident/state.ts';
import { ownIncident, ownIncidentRow } from '../incidentRecords.ts';
import { pageOf } from '../records.ts';
import type { Route } from '../route.ts';
import { incidentNumber } from '../scalars.ts';
import { cursor, limit, reason } from './inputs.ts';

const params = z.object({ incident: incidentNumber });

export const myIncidentRoutes = {
  listMyIncidents: {
    method: 'GET',
    path: '/api/my-incidents',
    function: 'api-incidents',
    summary: 'What the caller asked for, the newest first, with where each stands',
    query: z.object({ state: z._default(z.enum(incidentStages), 'all'), limit, cursor }),
    status: 200,
    response: pageOf(ownIncidentRow),
  },
  readMyIncident: {
    method: 'GET',
    path: '/api/my-incidents/{incident}',
    function: 'api-incidents',
    summary: "One incident of the caller's own, in plain words",
    params,
    status: 200,
    response: ownIncident,
  },
  withdrawIncident: {
    method: 'POST',
    path: '/api/my-incidents/{incident}/withdraw',
    function: 'api-incidents',
    summary: 'Withdraw what one asked, with a reason',
    params,
    ifMatch: true,
    body: z.object({ reason }),
    status: 200,
    response: ownIncident,
  },
  confirmIncident: {
    method: 'POST',
    path: '/api/my-incidents/{incident}/confirm',
    function: 'api-incidents',
    summary: 'Say that what was resolved is well: closes it',
    params,
    ifMatch: true,
    status: 200,
    response: ownIncident,
  },
} as const satisfies Readonly<Record<string, Route>>;
