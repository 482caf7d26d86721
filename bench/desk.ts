/** Requests to fill a table with, straight by the store. */
import { creationsPerTransaction, createAll } from '#functions/store/requests.ts';
import type { Table } from '#functions/store/table.ts';
import { numberAt, type ImportNumber } from '#shared/ids.ts';
import type { CourseEntry, Email, Sigle, Term } from '#shared/request/course.ts';
import { createRequest } from '#shared/request/create.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { plan } from '#shared/request/plan.ts';
import { instantOf, type IsoDate } from '#shared/time/instant.ts';

const now = instantOf(Date.parse('2021-06-01T13:00:00.000Z'));
const dueOn = (rank: number): IsoDate =>
  instantOf(Date.parse('2021-09-01T00:00:00.000Z') + (rank % 240) * 86_400_000).slice(0, 10) as IsoDate;

/** A request of the size that a grid gives it, with the numbers of its rank. */
export function requestAt(rank: number): RequestWithTasks {
  const course: CourseEntry = {
    term: 'A2021' as Term,
    sigle: `MMD${1_000 + (rank % 9_000)}` as Sigle,
    section: `S${rank}`,
    approach: rank % 2 === 0 ? 'synchronous' : 'asynchronous',
    title: `Raisonnement clinique et soins intégrés, volet ${rank}`,
    department: `Département de sciences cliniques ${rank % 20}`,
    responsible: { name: `Responsable ${rank % 300}`, email: `responsable.${rank % 300}@umontreal.example` as Email },
    firstActivityOn: dueOn(rank),
    sessions: 12,
    students: 80,
    presenters: [
      { name: 'Karim Caron', email: 'karim.caron@umontreal.example' as Email },
      { name: 'Zoé Bélanger', email: 'zoe.belanger@umontreal.example' as Email },
    ],
    remarks: 'Captation souhaitée pour les deux premières séances.',
  };
  const tasks = plan.map(({ kind }, order) => [kind, numberAt('serviceTask', rank * plan.length + order)] as const);
  const numbers = {
    request: numberAt('request', rank),
    tasks: Object.fromEntries(tasks) as RequestWithTasks['request']['tasks'],
  };
  return createRequest(course, numbers, { import: 'IMP0010001' as ImportNumber, row: rank }, now);
}

/** The same with all its tasks open in one group's queue: the longest queue that so many tasks can make. */
export function crowded({ request, tasks }: RequestWithTasks): RequestWithTasks {
  return {
    request,
    tasks: tasks.map((task) => ({ ...task, group: 'techno-pedagogues', state: 'open', openedAt: now, assignee: null })),
  };
}

/** Transactions under way at once. */
const sideBySide = 4;

/** Writes these requests, as many to a transaction as fit. */
export async function fill(table: Table, made: readonly RequestWithTasks[]): Promise<void> {
  const groups = Array.from({ length: Math.ceil(made.length / creationsPerTransaction) }, (_, rank) =>
    made.slice(rank * creationsPerTransaction, (rank + 1) * creationsPerTransaction),
  ).values();
  const worker = async () => {
    for (const group of groups) {
      const results = await createAll(table, group);
      if (results.some(({ kind }) => kind !== 'created')) throw new Error('A request to fill the table with exists');
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}
