import type { Request } from './request.ts';

/**
 * Whether the interview has still to bring what planning needs: the due date confirmed, the presenters known (guide,
 * "demandes non affectées/non planifiées").
 */
export function isUnplanned({ dueOnConfirmed, presenters }: Pick<Request, 'dueOnConfirmed' | 'presenters'>): boolean {
  return !dueOnConfirmed || presenters.kind === 'unknown';
}
