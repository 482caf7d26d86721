/** Says no to a call, with what a moved record's caller missed. */
import type { Refusal } from '#shared/refusal.ts';
import type { Refusing } from './reply.ts';

type Details = Omit<Refusal, 'code'> & Pick<Refusing, 'current' | 'changes' | 'incidentChanges'>;

/** The refusal with this code. */
export function refuse(
  code: Refusal['code'],
  { current, changes, incidentChanges, ...details }: Details = {},
): Refusing {
  const missed = { ...(changes && { changes }), ...(incidentChanges && { incidentChanges }) };
  return { ok: false, refusal: { code, ...details }, current, ...missed };
}
