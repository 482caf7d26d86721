/** My help request as it is now, where an act on it came too late. */
import { ownIncident } from '#shared/contract/incidentRecords.ts';
import type { MyIncident } from '#web/data/myIncidents.ts';
import { movedFrom } from '#web/data/moved.ts';

export function movedPage(error: unknown): MyIncident | null {
  return movedFrom(error, ownIncident)?.current ?? null;
}
