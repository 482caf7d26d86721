import { describe, expect, it } from 'vitest';
import { clientOf } from '#web/data/client.ts';
import { queueSource } from '#web/data/queueSource.ts';
import type { Task } from '#web/data/queueRow.ts';
import { actOn, takeBack } from '#web/data/recordActs.ts';
import { actingOnTasks } from '#web/data/taskActs.ts';
import { numberOf, pageOf, taskAt } from '../tasks.ts';

const me = { id: 'sophie', name: 'Sophie' };
const marc = { id: 'marc', name: 'Marc' };

/** A desk that does as its rules say, version by version; `before` may change a task just before it is asked about. */
function deskOf(tasks: readonly Task[], before: (task: Task) => Task = (task) => task) {
  const held = new Map(tasks.map((task) => [task.number as string, task]));
  const underWay = { now: 0, most: 0 };
  const call = clientOf({
    base: '',
    language: () => 'fr',
    token: () => Promise.resolve('token'),
    renew: () => Promise.resolve(false),
    fetch: async (address, init) => {
      underWay.now += 1;
      underWay.most = Math.max(underWay.most, underWay.now);
      await Promise.resolve();
      underWay.now -= 1;
      const [, number = '', act] = /(SCTASK\d+)\/(.+)$/.exec(typeof address === 'string' ? address : '') ?? [];
      const known = held.get(number);
      if (!known) throw new TypeError('cut');
      const task = before(known);
      const version = Number(new Headers(init?.headers).get('if-match')?.replaceAll('"', ''));
      const refuse = (status: number, code: string, more: object = {}) =>
        new Response(JSON.stringify({ type: code, title: code, status, detail: `${code}.`, code, ...more }), {
          status,
        });
      if (version !== task.version) return refuse(412, 'versionMismatch', { current: pageOf(task), changes: [] });
      if (act === 'take-charge' && task.assignee && task.assignee.id !== me.id) return refuse(409, 'taskTaken');
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as { assignee: string | null }) : null;
      const to = body?.assignee === undefined ? me : [me, marc].find(({ id }) => id === body.assignee);
      const state = act === 'take-charge' ? 'inProgress' : to ? task.state : 'open';
      const after = { ...task, version: version + 1, state, assignee: to ?? null } as Task;
      held.set(number, after);
      return new Response(JSON.stringify(pageOf(after)));
    },
  });
  const source = queueSource(call, { view: 'group', group: 'techno-pedagogues', states: 'inHand', me: me.id });
  for (const task of tasks) source.take(task);
  const shown = (rank: number) => {
    const task = source.rows.value.get(numberOf(rank))?.task;
    return task && [task.version, task.state, task.assignee?.name ?? null];
  };
  return { desk: actingOnTasks({ call, source, me }), shown, underWay, held };
}
const take = { kind: 'takeCharge' } as const;

describe('an act on tasks', () => {
  it('shows at once, and stands once the desk has accepted it', async () => {
    const { desk, shown } = deskOf([taskAt(1)]);
    const acting = actOn(desk, [taskAt(1)], take);
    expect(shown(1)).toEqual([1, 'inProgress', 'Sophie']);
    const { done, failed } = await acting;
    expect([done.length, failed.length]).toEqual([1, 0]);
    expect(shown(1)).toEqual([2, 'inProgress', 'Sophie']);
  });

  it('is undone where the desk says no, with its sentence, and done for all others', async () => {
    const tasks = [taskAt(1), taskAt(2, { assignee: marc }), taskAt(3)];
    const { desk, shown } = deskOf(tasks);
    const counts: number[] = [];
    const { done, failed } = await actOn(desk, tasks, take, (count) => counts.push(count));
    expect(done.map(({ after }) => after.number).sort()).toEqual([numberOf(1), numberOf(3)]);
    expect(failed).toMatchObject([{ sentence: 'taskTaken.', record: { number: numberOf(2) } }]);
    expect(shown(2)).toEqual([1, 'open', 'Marc']);
    expect(counts).toEqual([1, 2, 3]);
  });

  it('shows the task as somebody else left it, ready for another try', async () => {
    const moved = (task: Task): Task => (task.version === 1 ? { ...task, version: 4, slackDays: 2 } : task);
    const { desk, shown, held } = deskOf([taskAt(1)], moved);
    const { failed } = await actOn(desk, [taskAt(1)], take);
    expect(failed).toMatchObject([{ record: { version: 4 } }]);
    expect(shown(1)).toEqual([4, 'open', null]);
    held.set(numberOf(1), moved(taskAt(1)));
    const again = await actOn(
      desk,
      failed.map(({ record }) => record),
      take,
    );
    expect(again.done).toHaveLength(1);
  });

  it('keeps what was shown when nothing answers, and says so by having no sentence', async () => {
    const { desk, shown, held } = deskOf([taskAt(1)]);
    held.clear();
    const { failed } = await actOn(desk, [taskAt(1)], take);
    expect(failed).toMatchObject([{ sentence: null }]);
    expect(shown(1)).toEqual([1, 'open', null]);
  });

  it('goes a few at a time', async () => {
    const tasks = Array.from({ length: 30 }, (_, rank) => taskAt(rank + 1));
    const { desk, underWay } = deskOf(tasks);
    expect((await actOn(desk, tasks, take)).done).toHaveLength(30);
    expect(underWay.most).toBeLessThanOrEqual(4);
  });
});

describe('taking back', () => {
  it.each([
    ['what nobody held', taskAt(1), take, [3, 'open', null]],
    ['what was assigned to me, not begun', taskAt(1, { assignee: me }), take, [4, 'open', 'Sophie']],
    ['an assignment', taskAt(1), { kind: 'assign', to: marc } as const, [3, 'open', null]],
    [
      'an assignment from another',
      taskAt(1, { assignee: marc }),
      { kind: 'assign', to: me } as const,
      [3, 'open', 'Marc'],
    ],
    [
      'what I had in progress and gave back',
      taskAt(1, { assignee: me, state: 'inProgress' }),
      { kind: 'assign', to: null } as const,
      [3, 'inProgress', 'Sophie'],
    ],
  ])('%s', async (_, task, act, expected) => {
    const { desk, shown } = deskOf([task]);
    const { done } = await actOn(desk, [task], act);
    const back = await takeBack(desk, done);
    expect([back.done.length, back.failed.length]).toEqual([1, 0]);
    expect(shown(1)).toEqual(expected);
  });

  it('leaves alone what somebody has worked on since, and says so', async () => {
    const { desk, shown, held } = deskOf([taskAt(1)]);
    const { done } = await actOn(desk, [taskAt(1)], take);
    held.set(numberOf(1), taskAt(1, { version: 5, state: 'inProgress', assignee: marc }));
    const back = await takeBack(desk, done);
    expect([back.done.length, back.failed.length]).toEqual([0, 1]);
    expect(shown(1)).toEqual([5, 'inProgress', 'Marc']);
  });
});
