/** Paths of the site that messages link to; the web app serves its pages there. */
import type { RequestNumber, ServiceTaskNumber } from '../ids.ts';

export const sitePaths = {
  request: (number: RequestNumber): string => `/requests/${number}`,
  serviceTask: (number: ServiceTaskNumber): string => `/service-tasks/${number}`,
} as const;
