/** Paths of the site that messages link to; the web app serves its pages there. */
import type { IncidentNumber, RequestNumber, ServiceTaskNumber } from '../ids.ts';

export const sitePaths = {
  incident: (number: IncidentNumber): string => `/incidents/${number}`,
  request: (number: RequestNumber): string => `/requests/${number}`,
  serviceTask: (number: ServiceTaskNumber): string => `/service-tasks/${number}`,
  myIncident: (number: IncidentNumber): string => `/my-incidents/${number}`,
} as const;
