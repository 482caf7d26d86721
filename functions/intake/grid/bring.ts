/** Brings the desk up to date with some lines of a grid, and says what became of each. */
import * as courses from '#functions/store/courses.ts';
import * as requests from '#functions/store/requests.ts';
import { creationsPerTransaction } from '#functions/store/requests.ts';
import { settle } from '#functions/store/settle.ts';
import type { ReportRow } from '#shared/grid/import.ts';
import type { GridLine } from '#shared/grid/mentions.ts';
import { reconcile } from '#shared/grid/reconcile.ts';
import type { FieldChange } from '#shared/history/line.ts';
import type { RequestNumber, ServiceTaskNumber } from '#shared/ids.ts';
import type { CourseKey } from '#shared/request/course.ts';
import { createRequest, type RequestNumbers } from '#shared/request/create.ts';
import { applyGrid } from '#shared/request/followGrid.ts';
import { plan, type TaskKind } from '#shared/request/plan.ts';
import type { Request } from '#shared/request/request.ts';
import type { Desk } from './desk.ts';
import { overtaken, type Job } from './lastImport.ts';
import { lineOf, type EntryLine } from './reportLine.ts';

/** Lines followed at once: enough to hide the table's latency, few enough not to crowd it. */
const linesAtOnce = 4;
/** Creations hold sixteen requests each; more than two of them at once only wait for one another. */
const creationsAtOnce = 2;

/** What became of these lines, in their order. In a preview nothing is written, and the same is said. */
export async function bring(desk: Desk, job: Job, lines: readonly GridLine[]): Promise<readonly ReportRow[]> {
  const known = await courses.known(desk.table, lines.flatMap(keysOf));
  const isNew = (line: GridLine): line is EntryLine => line.kind === 'entry' && !known.has(line.key);
  const created = await createAll(desk, job, lines.filter(isNew));
  const now = new Map<CourseKey, RequestNumber>([
    ...[...known].map(([key, { number }]) => [key, number] as const),
    ...created,
  ]);
  const rows: (readonly ReportRow[])[] = [];
  await inParallel(linesAtOnce, [...lines.entries()], async ([index, line]) => {
    const request = line.kind === 'entry' ? known.get(line.key) : undefined;
    if (line.kind !== 'entry') rows[index] = told(line, now);
    else if (request) rows[index] = [await follow(desk, job, line, request)];
    else rows[index] = [await begun(desk, job, line, created.get(line.key) ?? null)];
  });
  return rows.flat();
}

const keysOf = (line: GridLine): readonly CourseKey[] =>
  line.kind === 'entry' || line.kind === 'duplicate' ? [line.key] : line.keys;

/** Lines that change nothing. A row that is no longer validated is told once for each request it has. */
function told(line: Exclude<GridLine, EntryLine>, known: ReadonlyMap<CourseKey, RequestNumber>): readonly ReportRow[] {
  if (line.kind === 'duplicate') {
    return [lineOf({ row: line.row, title: line.title, key: line.key }, 'duplicate', { request: known.get(line.key) })];
  }
  const [key] = line.keys.length === 1 ? line.keys : [undefined];
  if (line.kind === 'refused') return [lineOf({ ...line, key }, 'refused', { findings: line.findings })];
  const existing = line.keys.filter((each) => known.has(each));
  if (existing.length === 0) return [lineOf({ ...line, key }, 'notValidated')];
  return existing.map((each) => lineOf({ ...line, key: each }, 'notValidated', { request: known.get(each) }));
}

/** Creates the requests of new courses; those whose key somebody else took meanwhile are left out. */
async function createAll(
  desk: Desk,
  { number, mode }: Job,
  lines: readonly EntryLine[],
): Promise<ReadonlyMap<CourseKey, RequestNumber>> {
  const created = new Map<CourseKey, RequestNumber>();
  if (mode === 'preview' || lines.length === 0) return created;
  const reserved = await reserve(desk, lines.length);
  const now = desk.clock();
  const made = lines.flatMap(({ key, entry, row }, index) => {
    const numbers = reserved[index];
    return numbers ? [{ key, made: createRequest(entry, numbers, { import: number, row }, now) }] : [];
  });
  const groups = Array.from({ length: Math.ceil(made.length / creationsPerTransaction) }, (_, rank) =>
    made.slice(rank * creationsPerTransaction, (rank + 1) * creationsPerTransaction),
  );
  await inParallel(creationsAtOnce, groups, async (group) => {
    const results = await requests.createAll(
      desk.table,
      group.map((each) => each.made),
    );
    group.forEach((each, index) => {
      if (results[index]?.kind === 'created') created.set(each.key, each.made.request.number);
    });
  });
  return created;
}

async function reserve({ numbers }: Desk, count: number): Promise<readonly RequestNumbers[]> {
  const [forRequests, forTasks] = await Promise.all([
    numbers.take('request', count),
    numbers.take('serviceTask', count * plan.length),
  ]);
  return forRequests.map((request, index) => {
    const own = forTasks.slice(index * plan.length, (index + 1) * plan.length);
    const tasks = Object.fromEntries(plan.map(({ kind }, rank) => [kind, own[rank]])) as Record<
      TaskKind,
      ServiceTaskNumber
    >;
    return { request, tasks };
  });
}

/** A course that was new: created now, or by another import that came between. */
async function begun(desk: Desk, job: Job, line: EntryLine, request: RequestNumber | null): Promise<ReportRow> {
  if (request !== null || job.mode === 'preview') return lineOf(line, 'created', { request, findings: line.warnings });
  const held = (await courses.known(desk.table, [line.key])).get(line.key);
  if (!held) throw new Error(`The key ${line.key} is held by no request`);
  return follow(desk, job, line, held);
}

/** A course that has its request. What this very import did to it in an earlier attempt is told as its doing. */
async function follow(desk: Desk, job: Job, line: EntryLine, request: Request): Promise<ReportRow> {
  const { number } = request;
  const about = { request: number, findings: line.warnings };
  if (request.createdFrom.import === job.number) return lineOf(line, 'created', about);
  const said = reconcile(line.entry, { course: request.course, vanished: request.vanished !== null });
  if (said.kind === 'unchanged' || said.kind === 'created') {
    if (request.changedBy !== job.number) return lineOf(line, 'unchanged', about);
    const changes = await courses.changesBy(desk.table, number, job.number);
    return lineOf(line, 'updated', { ...about, changes: changes.filter(ofCourse).map(bare) });
  }
  if (await overtaken(desk, job, request)) {
    const late = { column: null, value: number, code: 'overtaken', severity: 'warning' } as const;
    return lineOf(line, 'unchanged', { request: number, findings: [...line.warnings, late] });
  }
  const back =
    said.kind === 'reappeared' ? [{ field: 'vanished', from: request.vanished?.import ?? null, to: null }] : [];
  if (job.mode === 'import') await update(desk, job, line, number);
  return lineOf(line, 'updated', { ...about, changes: [...said.changes, ...back] });
}

async function update(desk: Desk, job: Job, line: EntryLine, number: RequestNumber): Promise<void> {
  const load = async () => {
    const loaded = await requests.readWithTasks(desk.table, number);
    if (!loaded) throw new Error(`${number} is gone`);
    return loaded;
  };
  await settle(desk.table, desk.newLineId, load, (loaded) => applyGrid(loaded, line.entry, job.number, desk.clock()));
}

const ofCourse = ({ field }: FieldChange) => field.startsWith('course.') || field === 'vanished';
const bare = (change: FieldChange): FieldChange => ({ ...change, field: change.field.replace(/^course\./, '') });

async function inParallel<Each>(
  atOnce: number,
  all: readonly Each[],
  work: (each: Each) => Promise<void>,
): Promise<void> {
  const next = all.values();
  const worker = async () => {
    for (const each of next) await work(each);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
}
