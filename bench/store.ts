/** What storage costs, straight on DynamoDB: units and milliseconds, without HTTP and without functions. */
import { newLineId } from '#functions/runtime/ids.ts';
import * as changes from '#functions/store/changes.ts';
import { openNumbers, type Numbers } from '#functions/store/numbers.ts';
import * as requests from '#functions/store/requests.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import type { Table } from '#functions/store/table.ts';
import { writeUnits } from '#functions/store/units.ts';
import type { Person } from '#shared/access/person.ts';
import type { ImportNumber, PersonId } from '#shared/ids.ts';
import type { CourseEntry, Email, Sigle, Term } from '#shared/request/course.ts';
import { createRequest } from '#shared/request/create.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { assign } from '#shared/task/decide.ts';
import { instantOf, type IsoDate } from '#shared/time/instant.ts';

const now = instantOf(Date.UTC(2020, 6, 1, 14));

/** A course as grids have them: a long title, a few presenters, a remark. */
export function courseAt(rank: number): CourseEntry {
  const day = new Date(Date.UTC(2020, 8, 1) + (rank % 240) * 86_400_000).toISOString().slice(0, 10);
  return {
    term: `${['A2020', 'H2021', 'E2021'][rank % 3]}` as Term,
    sigle: `MMD${1_000 + rank}` as Sigle,
    section: 'A',
    approach: rank % 2 === 0 ? 'synchronous' : 'asynchronous',
    title: `Fondements cliniques de la pratique interdisciplinaire, partie ${rank}`,
    department: `Département ${rank % 20}`,
    responsible: {
      name: `Marie-Ève Tremblay ${rank % 90}`,
      email: `marie-eve.tremblay${rank % 90}@umontreal.example` as Email,
    },
    firstActivityOn: day as IsoDate,
    sessions: 12,
    students: 85,
    presenters: [
      { name: 'Jean-François Lavoie', email: 'jean-francois.lavoie@umontreal.example' as Email },
      { name: 'Amina Benali', email: 'amina.benali@umontreal.example' as Email },
    ],
    remarks: 'Salle à confirmer',
  };
}

async function madeOf(numbers: Numbers, rank: number): Promise<RequestWithTasks> {
  const [request] = await numbers.take('request', 1);
  const [interview, planning, coaching, compliance] = await numbers.take('serviceTask', 4);
  if (!request || !interview || !planning || !coaching || !compliance) throw new Error('Too few numbers');
  const reserved = { request, tasks: { interview, planning, coaching, compliance } };
  return createRequest(courseAt(rank), reserved, { import: 'IMP0010001' as ImportNumber, row: rank }, now);
}

/** Median and 95th percentile of milliseconds. */
export interface Timing {
  readonly p50: number;
  readonly p95: number;
}

async function timed(times: number, act: (round: number) => Promise<unknown>): Promise<Timing> {
  const taken: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    await act(round);
    taken.push(performance.now() - start);
  }
  taken.sort((one, other) => one - other);
  const at = (share: number) => Math.round((taken[Math.floor(taken.length * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95) };
}

export interface StoreFigures {
  readonly unitsPerRequest: number;
  readonly create: Timing;
  /** Milliseconds a request when as many as fit share a transaction. */
  readonly createTogetherPerRequest: number;
  readonly list50: Timing;
  readonly read: Timing;
  readonly updateWithHistory: Timing;
  readonly tasks: number;
}

/**
 * Measures on an empty table.
 * @param requestsWanted requests to fill the table with; a quarter of their tasks is in hand.
 */
export async function measureStore(table: Table, requestsWanted: number): Promise<StoreFigures> {
  const numbers = openNumbers(table);
  let rank = 0;
  const next = () => madeOf(numbers, (rank += 1));
  const sample = await next();
  await requests.create(table, sample);
  const prepared = await Promise.all(Array.from({ length: 200 }, next));
  await timed(20, (round) => requests.create(table, prepared[round] ?? sample));
  const create = await timed(180, (round) => requests.create(table, prepared[20 + round] ?? sample));

  const started = performance.now();
  while (rank < requestsWanted) {
    const size = Math.min(4 * requests.creationsPerTransaction, requestsWanted - rank);
    const batch = await Promise.all(Array.from({ length: size }, next));
    const each = requests.creationsPerTransaction;
    await Promise.all(
      Array.from({ length: Math.ceil(size / each) }, (_, part) =>
        requests.createAll(table, batch.slice(part * each, (part + 1) * each)),
      ),
    );
  }
  const together = (performance.now() - started) / Math.max(1, requestsWanted - 201);

  const queue = { kind: 'group', group: 'techno-pedagogues' } as const;
  const list = () => serviceTasks.list(table, queue, {}, { limit: 50 });
  await timed(20, list);
  const list50 = await timed(200, list);
  const read = await timed(200, () => requests.readWithTasks(table, sample.request.number));
  const anybody: Person = {
    id: 'anybody' as PersonId,
    name: 'Anybody',
    email: 'anybody@umontreal.example' as Email,
    roles: ['agents', 'managers'],
    groups: ['techno-pedagogues', 'technologues'],
    departments: [],
  };
  const updateWithHistory = await timed(100, async (round) => {
    const task = await serviceTasks.read(table, sample.request.tasks.interview);
    const decided = task && assign(task, round % 2 === 0 ? anybody : null, anybody, now);
    if (!decided?.ok || decided.value.kind !== 'change') throw new Error('Nothing was decided');
    await changes.save(table, decided.value.change, newLineId);
  });
  return {
    unitsPerRequest: writeUnits(requests.creation(sample)),
    create,
    createTogetherPerRequest: Math.round(together * 10) / 10,
    list50,
    read,
    updateWithHistory,
    tasks: requestsWanted * 4,
  };
}
