import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newLineId } from '#functions/runtime/ids.ts';
import * as changes from '#functions/store/changes.ts';
import * as history from '#functions/store/history.ts';
import * as people from '#functions/store/people.ts';
import * as requests from '#functions/store/requests.ts';
import * as serviceTasks from '#functions/store/serviceTasks.ts';
import type { Table } from '#functions/store/table.ts';
import * as taskTokens from '#functions/store/taskTokens.ts';
import type { HistoryLine } from '#shared/history/line.ts';
import { personActs } from '#shared/history/line.ts';
import { cancel, edit, type RequestWithTasks } from '#shared/request/decide.ts';
import type { Sigle } from '#shared/request/course.ts';
import { assign, takeCharge } from '#shared/task/decide.ts';
import { changeOf, created, later, now, people as desk, whole } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

let table: Table;
let made: RequestWithTasks;
let rank = 0;
beforeAll(async () => {
  table = await freshTable();
});
beforeEach(async () => {
  rank += 1;
  made = created({ sigle: `CHG${rank}` as Sigle }, rank);
  await requests.create(table, made);
});

const linesOf = async (commentsOnly = false) => {
  const page = await history.list(table, made.request.number, { limit: 50, commentsOnly });
  return page.ok ? page.value.items : [];
};

describe('saving a change', () => {
  it('writes records and lines together', async () => {
    const change = changeOf(takeCharge(whole(made, 'interview'), desk.tess, later));
    expect(await changes.save(table, change, newLineId)).toBe('saved');
    const read = await requests.readWithTasks(table, made.request.number);
    expect(read?.request).toMatchObject({ state: 'inProgress', version: 2 });
    expect(read?.tasks[0]).toMatchObject({ state: 'inProgress', version: 2, assignee: { name: 'Tess' } });
    expect((await linesOf()).map(({ content }) => content.kind === 'change' && content.action)).toEqual([
      'taken',
      'started',
    ]);
  });

  it('moves a task from the unassigned queue to its assignee', async () => {
    const { task } = whole(made, 'interview');
    await changes.save(table, changeOf(assign(task, desk.theo, desk.tess, later)), newLineId);
    const held = await serviceTasks.list(table, { kind: 'assignee', person: desk.theo.id }, {}, { limit: 200 });
    expect(held.ok && held.value.items.map(({ number }) => number)).toContain(task.number);
    const free = await serviceTasks.list(table, { kind: 'unassigned', group: task.group }, {}, { limit: 200 });
    expect(free.ok && free.value.items.map(({ number }) => number)).not.toContain(task.number);
  });

  it('is a conflict, and writes nothing, when any record has moved on', async () => {
    const { task } = whole(made, 'interview');
    const stale = changeOf(takeCharge(whole(made, 'interview'), desk.tess, later));
    await changes.save(table, changeOf(assign(task, desk.tess, desk.theo, later)), newLineId);
    const before = await requests.readWithTasks(table, made.request.number);
    expect(await changes.save(table, stale, newLineId)).toBe('conflict');
    expect(await requests.readWithTasks(table, made.request.number)).toEqual(before);
    expect(await linesOf()).toHaveLength(1);
  });

  it('is a conflict when the request it relied on has moved on', async () => {
    const { task } = whole(made, 'interview');
    const relying = { ...changeOf(assign(task, desk.tess, desk.theo, later)), relied: made.request };
    const edited = changeOf(edit(made, { presenters: { kind: 'none' } }, [], desk.tess, later));
    await changes.save(table, edited, newLineId);
    expect(await changes.save(table, relying, newLineId)).toBe('conflict');
  });

  it('lets exactly one of many simultaneous changes of one version through', async () => {
    const { task } = whole(made, 'interview');
    const change = changeOf(assign(task, desk.theo, desk.tess, later));
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => changes.save(table, change, newLineId)));
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
    expect(await linesOf()).toHaveLength(1);
  });

  it('lets simultaneous changes of different tasks that rely on one request all through', async () => {
    const all = made.tasks.map((task) => ({
      ...changeOf(assign(task, desk.both, desk.mona, later)),
      relied: made.request,
    }));
    const outcomes = await Promise.all(all.map((change) => changes.save(table, change, newLineId)));
    expect(outcomes).toEqual(['saved', 'saved', 'saved', 'saved']);
  });

  it('writes a cancellation of a request and all its tasks', async () => {
    const change = changeOf(cancel(made, { reason: 'Cours annulé' }, desk.mona, later));
    expect(await changes.save(table, change, newLineId)).toBe('saved');
    const read = await requests.readWithTasks(table, made.request.number);
    expect(read?.tasks.map(({ state }) => state)).toEqual(Array(4).fill('cancelled'));
  });
});

describe('history', () => {
  const lineOf = (kind: 'comment' | 'workNote', text: string): HistoryLine => ({
    id: newLineId(later),
    request: made.request.number,
    subject: made.request.number,
    version: 1,
    ...personActs(desk.tess, later),
    content: { kind, text },
  });

  it('keeps one line of a comment sent twice with one key', async () => {
    const [first, again] = [lineOf('comment', 'Bonjour'), lineOf('comment', 'Bonjour')];
    expect(await history.append(table, first, desk.tess.id, 'key-1')).toEqual({ ok: true, value: first });
    expect(await history.append(table, again, desk.tess.id, 'key-1')).toEqual({ ok: true, value: first });
    expect(await linesOf()).toEqual([first]);
  });

  it('keeps one line when both sendings arrive at once', async () => {
    const sent = Array.from({ length: 8 }, () =>
      history.append(table, lineOf('comment', 'Allô'), desk.tess.id, 'same'),
    );
    const answers = await Promise.all(sent);
    expect(new Set(answers.map((answer) => answer.ok && answer.value.id)).size).toBe(1);
    expect(await linesOf()).toHaveLength(1);
  });

  it('refuses a key used before for another text, but takes the same key from somebody else', async () => {
    await history.append(table, lineOf('comment', 'Un'), desk.tess.id, 'key');
    expect(await history.append(table, lineOf('comment', 'Deux'), desk.tess.id, 'key')).toMatchObject({
      refusal: { code: 'idempotencyKeyReused' },
    });
    expect((await history.append(table, lineOf('comment', 'Deux'), desk.tina.id, 'key')).ok).toBe(true);
  });

  it('lists newest first, and comments only for requesters', async () => {
    await history.append(table, lineOf('comment', 'Un'), desk.tess.id, 'a');
    await history.append(table, lineOf('workNote', 'Entre nous'), desk.tess.id, 'b');
    await history.append(table, lineOf('comment', 'Deux'), desk.tess.id, 'c');
    const texts = (lines: readonly HistoryLine[]) =>
      lines.map(({ content }) => content.kind !== 'change' && content.text);
    expect(texts(await linesOf())).toEqual(['Deux', 'Entre nous', 'Un']);
    expect(texts(await linesOf(true))).toEqual(['Deux', 'Un']);
  });

  it('tells what happened to one record since a version', async () => {
    const { task } = whole(made, 'interview');
    await changes.save(table, changeOf(assign(task, desk.theo, desk.tess, later)), newLineId);
    const moved = await serviceTasks.read(table, task.number);
    if (!moved) throw new Error('the task is gone');
    await changes.save(table, changeOf(assign(moved, desk.tess, desk.tess, later)), newLineId);
    const missed = await history.since(table, made.request.number, task.number, 2);
    expect(missed.map(({ version }) => version)).toEqual([3]);
    expect(await history.since(table, made.request.number, made.request.number, 1)).toEqual([]);
  });
});

describe('task tokens', () => {
  const token = (run: number, text: string) => ({ task: made.request.tasks.interview, run, token: text, at: now });

  it('are replaced by a later run, never by an earlier one', async () => {
    expect(await taskTokens.put(table, token(1, 'one'))).toBe(true);
    expect(await taskTokens.put(table, token(2, 'two'))).toBe(true);
    expect(await taskTokens.put(table, token(1, 'late'))).toBe(false);
    expect(await taskTokens.read(table, made.request.tasks.interview)).toEqual(token(2, 'two'));
  });

  it('are forgotten once answered, unless a newer one took their place', async () => {
    await taskTokens.put(table, token(1, 'old'));
    await taskTokens.put(table, token(1, 'new'));
    await taskTokens.forget(table, token(1, 'old'));
    expect(await taskTokens.read(table, made.request.tasks.interview)).not.toBeNull();
    await taskTokens.forget(table, token(1, 'new'));
    expect(await taskTokens.read(table, made.request.tasks.interview)).toBeNull();
  });

  it('leave the version of their task alone', async () => {
    await taskTokens.put(table, token(1, 'one'));
    expect(await serviceTasks.read(table, made.request.tasks.interview)).toMatchObject({ version: 1 });
  });
});

describe('people', () => {
  it('are listed by name and by the group they work in', async () => {
    for (const each of [desk.tina, desk.tess, desk.both, desk.rita]) await people.upsert(table, each);
    await people.upsert(table, desk.tess);
    expect((await people.list(table)).map(({ name }) => name)).toEqual(['Both', 'Rita', 'Tess', 'Tina']);
    expect((await people.members(table, 'technologues')).map(({ name }) => name)).toEqual(['Both', 'Tina']);
    expect(await people.read(table, desk.rita.id)).toEqual(desk.rita);
  });
});
