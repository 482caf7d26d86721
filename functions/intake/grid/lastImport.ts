import * as imports from '#functions/store/imports.ts';
import type { Running } from '#functions/store/imports.ts';
import type { Request } from '#shared/request/request.ts';
import type { Desk } from './desk.ts';

/** The import under way, as far as its lines need it. */
export type Job = Pick<Running, 'number' | 'mode' | 'landedAt'>;

/**
 * Whether a grid that landed later has already had its say on a request: this one came late, and must not put back what it
 * changed. Judged by landing, not by number: a number may be promised long before its file lands.
 */
export async function overtaken({ table }: Desk, job: Job, { changedBy, createdFrom }: Request): Promise<boolean> {
  const last = changedBy ?? createdFrom.import;
  if (last === job.number) return false;
  const other = await imports.read(table, last);
  if (!other || other.landedAt < job.landedAt) return false;
  return other.landedAt > job.landedAt || other.number > job.number;
}
