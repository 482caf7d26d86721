/** Where a request stands, as one of a few things that a teacher can be told. */
import type { MyRequest } from '#web/data/myRequests.ts';

export type Standing =
  | 'waitsInterview'
  | 'interview'
  | 'planningAndCoaching'
  | 'planning'
  | 'coaching'
  | 'waitsCompliance'
  | 'compliance'
  | 'ending'
  | 'over';

/** Read from its steps: what is worked on now says more than the state of the whole. */
export function standingOf({ state, steps }: Pick<MyRequest, 'state' | 'steps'>): Standing {
  if (state === 'closed' || state === 'cancelled') return 'over';
  const at = (kind: MyRequest['steps'][number]['kind']) => steps.find((step) => step.kind === kind)?.state;
  const isDone = (step: ReturnType<typeof at>) => step === 'closed' || step === 'skipped' || step === 'cancelled';
  if (!isDone(at('interview'))) return at('interview') === 'inProgress' ? 'interview' : 'waitsInterview';
  const [planning, coaching] = [isDone(at('planning')), isDone(at('coaching'))];
  if (!planning || !coaching) {
    if (planning) return 'coaching';
    return coaching ? 'planning' : 'planningAndCoaching';
  }
  if (isDone(at('compliance'))) return 'ending';
  return at('compliance') === 'inProgress' ? 'compliance' : 'waitsCompliance';
}
