/** Routes of what the desk does to an incident, each on the version that was read. */
import * as z from 'zod/mini';
import { groupIds } from '../../access/person.ts';
import { resolutionCodes } from '../../incident/incident.ts';
import * as incident from '../incidentRecords.ts';
import { requestNumber } from '../records.ts';
import type { Route } from '../route.ts';
import { incidentNumber, personId, supportTaskNumber } from '../scalars.ts';
import { reason, text } from './inputs.ts';

const params = z.object({ incident: incidentNumber });
const reference = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));

export const incidentActRoutes = {
  editIncident: {
    method: 'PATCH',
    path: '/api/incidents/{incident}',
    function: 'api-incidents',
    summary: 'Put right the title and the kind of an incident',
    params,
    ifMatch: true,
    body: z.object({
      title: z.optional(incident.titleGiven),
      kind: z.optional(incident.kind),
      subkind: z.optional(incident.subkind),
    }),
    status: 200,
    response: incident.incidentPage,
  },
  assignIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/assign',
    function: 'api-incidents',
    summary: 'Give an incident to a group, to one of its members, or to nobody; the response clock goes on',
    params,
    ifMatch: true,
    body: z.object({ group: z.optional(z.enum(groupIds)), assignee: z.optional(z.nullable(personId)) }),
    status: 200,
    response: incident.incidentPage,
  },
  startIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/start',
    function: 'api-incidents',
    summary: 'Work on an incident, or again after it waited',
    params,
    ifMatch: true,
    status: 200,
    response: incident.incidentPage,
  },
  awaitIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/wait',
    function: 'api-incidents',
    summary: 'Wait for the requester, asking them something, or for the problem behind it to be solved',
    params,
    ifMatch: true,
    body: z.discriminatedUnion('for', [
      z.object({ for: z.literal('userInfo'), text }),
      z.object({
        for: z.literal('problem'),
        text: z._default(z.nullable(text), null),
        problem: z._default(z.nullable(reference), null),
      }),
    ]),
    status: 200,
    response: incident.incidentPage,
  },
  resolveIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/resolve',
    function: 'api-incidents',
    summary: 'Resolve an incident, telling the requester how',
    params,
    ifMatch: true,
    body: z.object({ code: z.enum(resolutionCodes), text }),
    status: 200,
    response: incident.incidentPage,
  },
  reopenIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/reopen',
    function: 'api-incidents',
    summary: 'Take up again what was resolved',
    params,
    ifMatch: true,
    body: z.object({ reason }),
    status: 200,
    response: incident.incidentPage,
  },
  closeIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/close',
    function: 'api-incidents',
    summary: 'Close what was resolved, before it closes by itself',
    params,
    ifMatch: true,
    status: 200,
    response: incident.incidentPage,
  },
  cancelIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/cancel',
    function: 'api-incidents',
    summary: 'Give up an incident: its clocks stop and count in no statistics',
    params,
    ifMatch: true,
    body: z.object({ reason }),
    status: 200,
    response: incident.incidentPage,
  },
  mergeIncident: {
    method: 'POST',
    path: '/api/incidents/{incident}/merge',
    function: 'api-incidents',
    summary: 'End an incident as a duplicate of one that was opened before it and is kept',
    params,
    ifMatch: true,
    body: z.object({ into: incidentNumber }),
    status: 200,
    response: incident.incidentPage,
  },
  linkIncident: {
    method: 'PATCH',
    path: '/api/incidents/{incident}/links',
    function: 'api-incidents',
    summary: 'Say what an incident has to do with; null takes a link away',
    params,
    ifMatch: true,
    body: z.object({
      request: z.optional(z.nullable(requestNumber)),
      course: z.optional(z.nullable(incident.sigleGiven)),
      supportTask: z.optional(z.nullable(supportTaskNumber)),
      parent: z.optional(z.nullable(incidentNumber)),
      problem: z.optional(z.nullable(reference)),
    }),
    status: 200,
    response: incident.incidentPage,
  },
} as const satisfies Readonly<Record<string, Route>>;
