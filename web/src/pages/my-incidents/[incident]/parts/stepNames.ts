/** What each step of a request's course is called: coming back to work is another thing than beginning it. */
import type { MyIncident } from '#web/data/myIncidents.ts';

type Stage = MyIncident['stage'];
export type StepName = Stage | 'inProgressAgain' | 'reopened';

export function stepNames(stages: readonly Stage[]): readonly StepName[] {
  return stages.map((stage, rank) => {
    const before = stages[rank - 1];
    if (stage !== 'inProgress' || before === undefined || before === 'received') return stage;
    return before === 'resolved' || before === 'closed' ? 'reopened' : 'inProgressAgain';
  });
}
