/** Tasks of a queue, as the API gives them. */
import type { ServiceTaskNumber } from '#shared/ids.ts';
import { numberAt } from '#shared/ids.ts';
import type { Task } from '#web/data/queueRow.ts';

const day = (rank: number): string => new Date(Date.UTC(2026, 11, 1) + rank * 86_400_000).toISOString().slice(0, 10);

/** The task of this rank: due as many days after the first of December, unassigned and open unless said. */
export function taskAt(rank: number, more: object = {}, course: object = {}): Task {
  const task = {
    ...{ number: numberAt('serviceTask', rank), request: numberAt('request', rank), version: 1 },
    ...{ kind: 'interview', label: '1', state: 'open', group: 'techno-pedagogues', assignee: null },
    course: {
      ...{ term: 'A2026', sigle: `MMD${1_000 + rank}`, section: 'A', approach: 'synchronous', title: `Cours ${rank}` },
      ...{ department: 'Pédiatrie', responsible: { name: 'Émilie Haddad', email: 'emilie@umontreal.example' } },
      ...{ dueOn: day(rank), ...course },
    },
    ...{ slackDays: rank, checklist: { done: 0, total: 6 }, openedAt: '2026-11-20T14:00:00.000Z', ...more },
  };
  // Spreading loses what each text stands for; the client's schemas check the whole of it.
  return task as Task;
}

/** The same task as its own page gives it. */
export function pageOf({ checklist: _, ...task }: Task): object {
  return { ...task, checklist: [], startedAt: null, endedAt: null, endedBy: null, reason: null, missing: [], may: {} };
}

export const numberOf = (rank: number): ServiceTaskNumber => numberAt('serviceTask', rank);
