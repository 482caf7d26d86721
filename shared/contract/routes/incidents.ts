/** Routes of incidents: asked, listed, read and written on. What is done to one lies in `incidentActs.ts`. */
import * as z from 'zod/mini';
import { groupIds } from '../../access/person.ts';
import { contactChannels, resolutionCodes } from '../../incident/incident.ts';
import { pastStatesAtMost } from '../../incident/past.ts';
import { incidentStages, incidentStates } from '../../incident/state.ts';
import * as incident from '../incidentRecords.ts';
import { incidentLine, pageOf, requestNumber } from '../records.ts';
import type { Route } from '../route.ts';
import { incidentNumber, instantGiven } from '../scalars.ts';
import { cursor, limit, shortText, text } from './inputs.ts';

const params = z.object({ incident: incidentNumber });
const asked = {
  kind: incident.kind,
  subkind: z._default(incident.subkind, null),
  title: incident.titleGiven,
  text,
  request: z._default(z.nullable(requestNumber), null),
  course: z._default(z.nullable(incident.sigleGiven), null),
};

export const incidentRoutes = {
  openIncident: {
    method: 'POST',
    path: '/api/incidents',
    function: 'api-incidents',
    summary: 'Ask for help; the desk also for somebody who called, came by or wrote, at the time they did',
    idempotent: true,
    body: z.object({
      ...asked,
      /** Left out by who asks for themselves. */
      heard: z.optional(
        z.object({
          channel: z.enum(['email', 'telephone', 'inPerson']),
          requester: incident.requesterGiven,
          /** The group that such cases go to when left out. */
          group: z.optional(z.enum(groupIds)),
          /** When they called, came by or wrote; now when left out. */
          openedAt: z.optional(instantGiven),
          /** They were answered there and then. */
          answered: z._default(z.boolean(), false),
        }),
      ),
    }),
    status: 201,
    response: incident.openedIncident,
  },
  promiseIncident: {
    method: 'GET',
    path: '/api/incident-promise',
    function: 'api-incidents',
    summary: 'By when an incident opened now is answered',
    status: 200,
    response: z.object({ respondBy: z.nullable(incident.clock.shape.startedAt), open: z.boolean() }),
  },
  listIncidents: {
    method: 'GET',
    path: '/api/incidents',
    function: 'api-incidents',
    summary:
      "Incidents by urgency, what is overdue first, then by the next tier change, then what waits: a group's, its unassigned ones, or those the caller holds",
    query: z.object({
      view: z.enum(['group', 'unassigned', 'mine']),
      /** Needed by the views `group` and `unassigned`. */
      group: z.optional(z.enum(groupIds)),
      /** In hand unless said: what runs, then what waits. */
      state: z._default(z.enum([...incidentStages, ...incidentStates]), 'inHand'),
      limit,
      cursor,
    }),
    status: 200,
    response: pageOf(incident.incidentRow),
  },
  countIncidents: {
    method: 'GET',
    path: '/api/incident-queues',
    function: 'api-incidents',
    summary: "How many incidents in hand each queue holds: the caller's own, and each group's, all and unassigned",
    status: 200,
    response: z.object({ items: z.array(incident.incidentQueueCount) }),
  },
  listIncidentsOfRequest: {
    method: 'GET',
    path: '/api/requests/{request}/incidents',
    function: 'api-incidents',
    summary: 'Incidents that have to do with a request, newest first',
    params: z.object({ request: requestNumber }),
    status: 200,
    response: z.object({ items: z.array(incident.incidentRow) }),
  },
  readIncident: {
    method: 'GET',
    path: '/api/incidents/{incident}',
    function: 'api-incidents',
    summary: 'One incident with both clocks as the desk sees it',
    params,
    status: 200,
    response: incident.incidentPage,
  },
  listIncidentHistory: {
    method: 'GET',
    path: '/api/incidents/{incident}/history',
    function: 'api-incidents',
    summary: 'History of an incident, newest first; a requester sees comments only',
    params,
    query: z.object({ limit, cursor }),
    status: 200,
    response: pageOf(incidentLine),
  },
  commentIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/comments',
    function: 'api-incidents',
    summary:
      "Write a comment, which the requester sees. A group member's is the first answer to what is new; the requester's ends the waiting for them, reopens what is resolved, and opens another incident after it was closed",
    params,
    idempotent: true,
    body: z.object({ text }),
    status: 201,
    /** On which incident it was written: another one when this was over. */
    response: z.object({ incident: incidentNumber, line: incidentLine }),
  },
  noteIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/work-notes',
    function: 'api-incidents',
    summary: 'Write a work note, which only the desk sees',
    params,
    idempotent: true,
    body: z.object({ text }),
    status: 201,
    response: incidentLine,
  },
  bringInIncident: {
    method: 'POST',
    path: '/api/incident-records',
    function: 'api-incidents',
    summary: 'Bring in an incident of before with the states it came through; for admins, and told in its history',
    idempotent: true,
    body: z.object({
      ...asked,
      channel: z.enum(contactChannels),
      requester: incident.requesterGiven,
      group: z.enum(groupIds),
      openedAt: instantGiven,
      states: z.array(z.object({ at: instantGiven, to: z.enum(incidentStates) })).check(z.maxLength(pastStatesAtMost)),
      resolution: z._default(z.nullable(z.object({ code: z.enum(resolutionCodes), text })), null),
      /** Where the record is from. */
      source: shortText,
    }),
    status: 201,
    response: incident.openedIncident,
  },
} as const satisfies Readonly<Record<string, Route>>;
