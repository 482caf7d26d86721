/** Random commands in random order, by random people: what no sequence may ever break. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Change, Decision } from '#shared/history/change.ts';
import type { FieldChange, HistoryLine, LineDraft } from '#shared/history/line.ts';
import type { Trace } from '#shared/history/trace.ts';
import type { RecordingId } from '#shared/ids.ts';
import type { Outcome } from '#shared/refusal.ts';
import { checklistOf } from '#shared/request/checklist.ts';
import type { CourseEntry } from '#shared/request/course.ts';
import { cancel, edit, type RequestWithTasks } from '#shared/request/decide.ts';
import { applyGrid, flagVanished } from '#shared/request/followGrid.ts';
import { plan, predecessorsOf, taskKinds, type TaskKind } from '#shared/request/plan.ts';
import { isOver as isRequestOver } from '#shared/request/request.ts';
import { requestTrace } from '#shared/request/trace.ts';
import { closeWhenDone, repair } from '#shared/request/workflow.ts';
import { assign, check, close, skip, takeCharge } from '#shared/task/decide.ts';
import { open } from '#shared/task/open.ts';
import { reopen } from '#shared/task/reopen.ts';
import { isOver, type ServiceTask } from '#shared/task/serviceTask.ts';
import { taskTrace } from '#shared/task/trace.ts';
import { instantOf } from '#shared/time/instant.ts';
import { applied, course, created, day, people, secondImport, taskOf, whole } from '../../support/desk.ts';

// Thousands of commands a test: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const everybody = Object.values(people);
const kinds = fc.constantFrom(...taskKinds);
/** Mostly people who may do something, so that sequences go far. */
const who = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(people.both, people.mona) },
  { weight: 1, arbitrary: fc.constantFrom(...everybody) },
);
const reasons = fc.constantFrom('Parce que', 'Parce que', '');
const entries: fc.Arbitrary<Partial<CourseEntry>> = fc.record(
  {
    title: fc.constantFrom('Un', 'Deux'),
    firstActivityOn: fc.constantFrom(day('2020-09-03'), day('2020-09-08')),
    students: fc.constantFrom(80, 90, null),
    presenters: fc.constantFrom([], [{ name: 'Paul', email: null }]),
  },
  { requiredKeys: [] },
);

type Command = (desk: RequestWithTasks, step: number) => Outcome<Decision> | Decision;
const tick = (step: number) => instantOf(Date.UTC(2020, 6, 1) + step * 60_000);

/** Works the task one step further towards its closing, whatever that step is. */
function advance(desk: RequestWithTasks, kind: TaskKind, step: number): Outcome<Decision> | Decision {
  const { both } = people;
  const task = taskOf(desk, kind);
  if (task.state === 'pending') return open(whole(desk, kind), desk.request.run, tick(step));
  if (task.state === 'open' && task.assignee && task.assignee.id !== both.id)
    return assign(task, both, both, tick(step));
  if (task.state === 'open') return takeCharge(whole(desk, kind), both, tick(step));
  const left = checklistOf(kind, task.course.approach).find(
    (item) => item.mandatory && task.checklist.some((entry) => entry.item === item.key && !entry.done),
  );
  if (left) return check(task, { item: left.key, done: true }, both, tick(step));
  const { dueOnConfirmed, presenters, recordings } = desk.request;
  const settled = recordings.map((recording) => ({ ...recording, state: 'validated' as const }));
  if (!dueOnConfirmed || presenters.kind === 'unknown' || recordings.some((each) => each.state === 'announced')) {
    const missing = { dueOnConfirmed: true, presenters: { kind: 'none' }, recordings: settled } as const;
    return edit(desk, missing, [], both, tick(step));
  }
  return close(whole(desk, kind), both, tick(step));
}

const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 24,
    arbitrary: kinds.map(
      (kind): Command =>
        (desk, step) =>
          advance(desk, kind, step),
    ),
  },
  { weight: 4, arbitrary: fc.constant<Command>((desk, step) => closeWhenDone(desk, desk.request.run, tick(step))) },
  ...[
    fc.tuple(kinds, who).map(
      ([kind, by]): Command =>
        (desk, step) =>
          takeCharge(whole(desk, kind), by, tick(step)),
    ),
    fc.tuple(kinds, fc.option(fc.constantFrom(...everybody)), who).map(
      ([kind, to, by]): Command =>
        (desk, step) =>
          assign(taskOf(desk, kind), to, by, tick(step)),
    ),
    fc.tuple(kinds, fc.nat(8), fc.boolean(), who).map(([kind, rank, done, by]): Command => (desk, step) => {
      const task = taskOf(desk, kind);
      return check(task, { item: task.checklist[rank]?.item ?? 'unknown', done }, by, tick(step));
    }),
    fc.tuple(kinds, who).map(
      ([kind, by]): Command =>
        (desk, step) =>
          close(whole(desk, kind), by, tick(step)),
    ),
    fc.tuple(kinds, fc.integer({ min: 0, max: 3 })).map(
      ([kind, behind]): Command =>
        (desk, step) =>
          open(whole(desk, kind), desk.request.run - behind, tick(step)),
    ),
    fc.nat(2).map(
      (behind): Command =>
        (desk, step) =>
          closeWhenDone(desk, desk.request.run - behind, tick(step)),
    ),
    fc.nat(1).map(
      (behind): Command =>
        (desk, step) =>
          repair(desk.request, desk.request.run - behind, [], tick(step)),
    ),
    entries.map(
      (entry): Command =>
        (desk, step) =>
          applyGrid(desk, { ...course, ...entry }, secondImport, tick(step)),
    ),
    fc.constant<Command>((desk, step) => flagVanished(desk.request, secondImport, tick(step))),
    fc.tuple(fc.constantFrom(day('2020-09-03'), day('2020-09-20')), fc.boolean(), who).map(
      ([dueOn, dueOnConfirmed, by]): Command =>
        (desk, step) =>
          edit(desk, { dueOn, dueOnConfirmed }, [], by, tick(step)),
    ),
    fc.tuple(fc.nat(2), who).map(([count, by]): Command => (desk, step) => {
      const added = Array.from({ length: count }, () => ({ title: 'R', presenter: null, state: 'announced' as const }));
      const ids = added.map((_, rank) => `${step}-${rank}` as RecordingId);
      return edit(desk, { recordings: [...desk.request.recordings.slice(1), ...added] }, ids, by, tick(step));
    }),
  ].map((arbitrary) => ({ weight: 1, arbitrary })),
  {
    weight: 3,
    arbitrary: fc.tuple(kinds, reasons, who).map(
      ([kind, reason, by]): Command =>
        (desk, step) =>
          skip(taskOf(desk, kind), { reason }, by, tick(step)),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(kinds, reasons, who).map(
      ([kind, reason, by]): Command =>
        (desk, step) =>
          reopen(whole(desk, kind), { reason }, by, tick(step)),
    ),
  },
);
const rareEnd = fc.tuple(reasons, who).map(
  ([reason, by]): Command =>
    (desk, step) =>
      cancel(desk, { reason }, by, tick(step)),
);
const sequences = fc.array(fc.oneof({ weight: 60, arbitrary: commands }, { weight: 1, arbitrary: rareEnd }), {
  minLength: 40,
  maxLength: 160,
  size: 'max',
});

function decided(value: Outcome<Decision> | Decision): Change | null {
  if (!('ok' in value)) return value.kind === 'change' ? value.change : null;
  return value.ok && value.value.kind === 'change' ? value.value.change : null;
}

interface Step {
  readonly before: RequestWithTasks;
  readonly after: RequestWithTasks;
  readonly change: Change;
}

function play(sequence: readonly Command[]): readonly Step[] {
  const steps: Step[] = [];
  let desk = created();
  for (const [index, command] of sequence.entries()) {
    const change = decided(command(desk, index));
    if (!change) continue;
    const after = applied(desk, change);
    steps.push({ before: desk, after, change });
    desk = after;
  }
  return steps;
}

const changesOf = ({ content }: LineDraft | HistoryLine): readonly FieldChange[] =>
  content.kind === 'change' ? content.changes : [];
const actionOf = ({ content }: LineDraft): string => (content.kind === 'change' ? content.action : content.kind);

function holds(rule: (steps: readonly Step[]) => void): void {
  fc.assert(
    fc.property(sequences, (sequence) => {
      rule(play(sequence));
    }),
    { numRuns: 60 },
  );
}

describe('whatever people do in whatever order', () => {
  it('sequences go far enough to mean something', () => {
    // Always the same ones: how many of a random few go far would be a matter of luck.
    const drawn = fc.sample(sequences, { numRuns: 400, seed: 1 });
    const ends = drawn.map((sequence) => play(sequence).at(-1)?.after.request.state);
    expect(ends.filter((state) => state === 'closed').length).toBeGreaterThan(20);
  });

  it('a task opens only after all before it are over, and never twice without having been set back', () => {
    holds((steps) => {
      const waiting = new Set<string>(['planning', 'coaching', 'compliance']);
      for (const { before, after, change } of steps) {
        for (const { kind } of plan) {
          const [was, is] = [taskOf(before, kind), taskOf(after, kind)];
          const told = change.lines.filter((line) => line.subject === is.number).map(actionOf);
          if (told.includes('opened')) {
            expect(waiting.delete(kind)).toBe(true);
            expect(predecessorsOf(kind).every((other) => isOver(taskOf(before, other)))).toBe(true);
          }
          if (was.state !== 'pending' && is.state === 'pending') waiting.add(kind);
          if (was.state === 'pending' && is.state !== 'pending') waiting.delete(kind);
        }
      }
    });
  });

  it('no task is worked while one before it is in hand', () => {
    holds((steps) => {
      for (const { after } of steps) {
        for (const task of after.tasks.filter(({ state }) => state === 'open' || state === 'inProgress')) {
          expect(predecessorsOf(task.kind).every((other) => isOver(taskOf(after, other)))).toBe(true);
        }
      }
    });
  });

  it('a pending task is assigned, skipped, opened or ended, never worked', () => {
    holds((steps) => {
      for (const { before, change } of steps) {
        for (const { after } of change.tasks) {
          const was = taskOf(before, after.kind);
          if (was.state !== 'pending') continue;
          expect(['pending', 'open', 'skipped', 'cancelled']).toContain(after.state);
          expect(after.checklist).toEqual(was.checklist);
        }
      }
    });
  });

  it('a request closes once for each time it was taken back, and only with all its tasks over', () => {
    holds((steps) => {
      let closed = false;
      for (const { after, change } of steps) {
        const told = change.lines.filter((line) => line.subject === after.request.number).map(actionOf);
        if (told.includes('closed')) {
          expect(closed).toBe(false);
          expect(after.tasks.every(isOver)).toBe(true);
          closed = true;
        }
        if (told.includes('reopened')) closed = false;
        expect(after.request.state === 'closed').toBe(closed);
      }
    });
  });

  it('a request that is over has no task in hand, and nothing brings back a cancelled one', () => {
    holds((steps) => {
      for (const { before, after } of steps) {
        if (isRequestOver(after.request)) expect(after.tasks.every(isOver)).toBe(true);
        if (before.request.state === 'cancelled') expect(after.request.state).toBe('cancelled');
      }
    });
  });

  it('versions rise by one for each record changed, and stay for the others', () => {
    holds((steps) => {
      for (const { before, after, change } of steps) {
        const written = new Set<string>(change.tasks.map((task) => task.after.number));
        expect(after.request.version - before.request.version).toBe(change.request ? 1 : 0);
        for (const task of after.tasks) {
          expect(task.version - taskOf(before, task.kind).version).toBe(written.has(task.number) ? 1 : 0);
        }
      }
    });
  });

  it('one line tells each record changed, with all that differs and nothing else', () => {
    holds((steps) => {
      for (const { before, after, change } of steps) {
        const written = [change.request, ...change.tasks].flatMap((each) => each?.after ?? []);
        expect(change.lines.map(({ subject, version }) => ({ subject, version }))).toEqual(
          written.map(({ number, version }) => ({ subject: number, version })),
        );
        for (const line of change.lines) {
          const [was, is] = traces(before, after, line);
          const changes = changesOf(line);
          expect(said(Object.fromEntries(changes.map(({ field, from }) => [field, from])))).toEqual(
            said(Object.fromEntries(changes.map(({ field }) => [field, was[field] ?? null]))),
          );
          const replayed = { ...was, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
          expect(said(replayed)).toEqual(said(is));
          expect(changes.every(({ from, to }) => from !== to)).toBe(true);
          expect(changes).not.toEqual([]);
        }
      }
    });
  });

  it('history leaves out nothing that a record says: equal traces are equal records, but for what its line says', () => {
    const bare = (task: ServiceTask) => ({
      checklist: task.checklist.map((entry) => entry.done !== null),
      course: task.course,
    });
    holds((steps) => {
      for (const { before, after } of steps) {
        for (const task of after.tasks) {
          const was = taskOf(before, task.kind);
          const same = JSON.stringify(taskTrace(was)) === JSON.stringify(taskTrace(task));
          if (same) expect(task).toEqual(was);
          if (JSON.stringify(bare(was)) !== JSON.stringify(bare(task))) expect(same).toBe(false);
        }
        const same = JSON.stringify(requestTrace(before.request)) === JSON.stringify(requestTrace(after.request));
        if (same) expect(after.request).toEqual(before.request);
      }
    });
  });

  it('a run rises with each reopening and repair, and never otherwise', () => {
    holds((steps) => {
      for (const { before, after, change } of steps) {
        const again = change.lines.some((line) => ['reopened', 'repaired'].includes(actionOf(line)));
        expect(after.request.run - before.request.run).toBe(again ? 1 : 0);
      }
    });
  });

  it('a request whose people go on working is closed in the end', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        let desk = play(sequence).at(-1)?.after ?? created();
        for (let step = 1_000; step < 1_100 && !isRequestOver(desk.request); step += 1) {
          const next = plan.find(({ kind }) => !isOver(taskOf(desk, kind)));
          const change = decided(
            next ? advance(desk, next.kind, step) : closeWhenDone(desk, desk.request.run, tick(step)),
          );
          expect(change).not.toBeNull();
          if (change) desk = applied(desk, change);
        }
        expect(isRequestOver(desk.request)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

/** A trace without its absent fields, which read as null. */
const said = (trace: Trace): Trace => Object.fromEntries(Object.entries(trace).filter(([, value]) => value !== null));

function traces(before: RequestWithTasks, after: RequestWithTasks, line: LineDraft) {
  if (line.subject === after.request.number)
    return [requestTrace(before.request), requestTrace(after.request)] as const;
  const find = (desk: RequestWithTasks) => desk.tasks.find((task) => task.number === line.subject);
  const [was, is] = [find(before), find(after)];
  if (!was || !is) throw new Error(`${line.subject} is no record of this request`);
  return [taskTrace(was), taskTrace(is)] as const;
}
