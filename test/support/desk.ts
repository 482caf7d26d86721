/** A small desk to test rules with: people, one course, its request, and commands that must succeed. */
import type { GroupId, Person, Role } from '#shared/access/person.ts';
import type { Change, Decision, Nothing } from '#shared/history/change.ts';
import type { ImportNumber, PersonId, RequestNumber, ServiceTaskNumber } from '#shared/ids.ts';
import { numberAt } from '#shared/ids.ts';
import type { Outcome, Refusal } from '#shared/refusal.ts';
import type { CourseEntry, Email, Sigle, Term } from '#shared/request/course.ts';
import { createRequest, type RequestNumbers } from '#shared/request/create.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import type { TaskKind } from '#shared/request/plan.ts';
import type { ServiceTask } from '#shared/task/serviceTask.ts';
import type { Instant, IsoDate } from '#shared/time/instant.ts';

export function person(
  name: string,
  roles: readonly Role[],
  groups: readonly GroupId[] = [],
  departments: readonly string[] = [],
): Person {
  const id = name.toLowerCase();
  return { id: id as PersonId, name, email: `${id}@example.org` as Email, roles, groups, departments };
}

export const people = {
  tess: person('Tess', ['agents'], ['techno-pedagogues']),
  theo: person('Theo', ['agents'], ['techno-pedagogues']),
  tina: person('Tina', ['agents'], ['technologues']),
  tom: person('Tom', ['agents'], ['technologues']),
  both: person('Both', ['agents'], ['techno-pedagogues', 'technologues']),
  idle: person('Idle', ['agents']),
  mona: person('Mona', ['managers']),
  cora: person('Cora', ['coordinators'], [], ['Médecine']),
  ada: person('Ada', ['admins']),
  rita: person('Rita', []),
} as const;

export const at = (text: string): Instant => text as Instant;
export const day = (text: string): IsoDate => text as IsoDate;
export const now = at('2020-07-01T14:00:00.000Z');
export const later = at('2020-07-02T14:00:00.000Z');
export const firstImport = 'IMP0010001' as ImportNumber;
export const secondImport = 'IMP0010002' as ImportNumber;

export const course: CourseEntry = {
  term: 'A2020' as Term,
  sigle: 'MMD3616' as Sigle,
  section: 'A',
  approach: 'asynchronous',
  title: 'Biologie humaine',
  department: 'Médecine',
  responsible: { name: 'Rita', email: 'rita@example.org' as Email },
  firstActivityOn: day('2020-09-03'),
  sessions: 12,
  students: 80,
  presenters: [],
  remarks: '',
};

export function numbersAt(rank: number): RequestNumbers {
  const task = (offset: number): ServiceTaskNumber => numberAt('serviceTask', (rank - 1) * 4 + offset);
  return {
    request: numberAt('request', rank),
    tasks: { interview: task(1), planning: task(2), coaching: task(3), compliance: task(4) },
  };
}

/** A request as an import creates it. */
export function created(entry: Partial<CourseEntry> = {}, rank = 1): RequestWithTasks {
  return createRequest({ ...course, ...entry }, numbersAt(rank), { import: firstImport, row: 5 }, now);
}

export function taskOf(desk: RequestWithTasks, kind: TaskKind): ServiceTask {
  const task = desk.tasks.find((candidate) => candidate.kind === kind);
  if (!task) throw new Error(`No task of kind ${kind}`);
  return task;
}

/** A task with its request and all the tasks beside it. */
export function whole(desk: RequestWithTasks, kind: TaskKind): RequestWithTasks & { readonly task: ServiceTask } {
  return { ...desk, task: taskOf(desk, kind) };
}

/** The desk after a change: what a store that checks versions would hold. */
export function applied(desk: RequestWithTasks, change: Change): RequestWithTasks {
  const { request, tasks, relied } = change;
  if (request && request.expected !== desk.request.version) throw new Error('request has moved');
  if (relied && relied.version !== desk.request.version) throw new Error('relied request has moved');
  const written = new Map<RequestNumber | ServiceTaskNumber, ServiceTask>();
  for (const { expected, after } of tasks) {
    if (taskOf(desk, after.kind).version !== expected) throw new Error(`${after.number} has moved`);
    written.set(after.number, after);
  }
  return {
    request: request?.after ?? desk.request,
    tasks: desk.tasks.map((task) => written.get(task.number) ?? task),
  };
}

const isOutcome = (value: Outcome<Decision> | Decision): value is Outcome<Decision> => 'ok' in value;

function decisionOf(value: Outcome<Decision> | Decision): Decision {
  if (!isOutcome(value)) return value;
  if (!value.ok) throw new Error(`refused: ${JSON.stringify(value.refusal)}`);
  return value.value;
}

/** The change of a command that must have one. */
export function changeOf(value: Outcome<Decision> | Decision): Change {
  const decision = decisionOf(value);
  if (decision.kind === 'nothing') throw new Error(`nothing to do: ${decision.because}`);
  return decision.change;
}

/** Why an allowed command left everything as it was. */
export function idleOf(value: Outcome<Decision> | Decision): Nothing {
  const decision = decisionOf(value);
  if (decision.kind === 'change') throw new Error('something was changed');
  return decision.because;
}

/** The refusal of a command that must meet one. */
export function refusalOf(value: Outcome<unknown>): Refusal {
  if (value.ok) throw new Error('accepted');
  return value.refusal;
}

/** One line as a short sentence: subject kind, action, changes. */
export function told(change: Change): readonly string[] {
  return change.lines.map(({ subject, content }) => {
    if (content.kind !== 'change') return `${subject} ${content.kind}`;
    const fields = content.changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`);
    return [`${subject} ${content.action}`, ...fields].join(' | ');
  });
}
