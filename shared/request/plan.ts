/**
 * The plan of service tasks that every request gets, and the only place that says it: tasks are created from it, closing
 * follows it, and the state machine is generated from it. Source: guide, "Processus de traitement des demandes".
 */
import type { GroupId } from '../access/person.ts';

export const taskKinds = ['interview', 'planning', 'coaching', 'compliance'] as const;
/** Entrevue, Planification technologique, Accompagnement techno-pédagogique, Conformité de la médiatisation. */
export type TaskKind = (typeof taskKinds)[number];

/** One task of the plan. */
export interface PlannedTask {
  readonly kind: TaskKind;
  /** Tasks of one order run side by side; a higher order opens when every task of the one before is over. */
  readonly order: number;
  /** How people number it: 1, 2.1, 2.2, 3. */
  readonly label: string;
  readonly group: GroupId;
}

export const plan: readonly PlannedTask[] = [
  { kind: 'interview', order: 100, label: '1', group: 'techno-pedagogues' },
  { kind: 'planning', order: 200, label: '2.1', group: 'technologues' },
  { kind: 'coaching', order: 200, label: '2.2', group: 'techno-pedagogues' },
  { kind: 'compliance', order: 300, label: '3', group: 'technologues' },
];

/** The plan's tasks by order, first stage first. */
export function stages(tasks: readonly PlannedTask[] = plan): readonly (readonly PlannedTask[])[] {
  const orders = [...new Set(tasks.map((task) => task.order))].sort((a, b) => a - b);
  return orders.map((order) => tasks.filter((task) => task.order === order));
}

/** The planned task of this kind. */
export function planned(kind: TaskKind): PlannedTask {
  const task = plan.find((candidate) => candidate.kind === kind);
  if (!task) throw new Error(`The plan has no task of kind ${kind}`);
  return task;
}

/** Kinds that come after this one, in plan order: what a reopening sends back. */
export function successorsOf(kind: TaskKind): readonly TaskKind[] {
  const { order } = planned(kind);
  return plan.filter((task) => task.order > order).map((task) => task.kind);
}

/** Kinds that come before this one, in plan order: what an opening waits for. */
export function predecessorsOf(kind: TaskKind): readonly TaskKind[] {
  const { order } = planned(kind);
  return plan.filter((task) => task.order < order).map((task) => task.kind);
}
