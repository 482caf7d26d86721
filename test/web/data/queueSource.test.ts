import { describe, expect, it } from 'vitest';
import { clientOf } from '#web/data/client.ts';
import { readSingly } from '#web/data/listSource.ts';
import { queueSource } from '#web/data/queueSource.ts';
import type { Task } from '#web/data/queueRow.ts';
import { numberOf, pageOf, taskAt } from '../tasks.ts';

const holding = { view: 'unassigned', group: 'techno-pedagogues', states: 'inHand', me: 'sophie' } as const;
const someone = { id: 'marc', name: 'Marc' };

/** A desk that holds these tasks, gives them in pages, and can be cut off after so many answers. */
function deskOf(tasks: Task[], pageSize = 3) {
  const state = { tasks, answers: Infinity, asked: [] as string[] };
  const answer = (address: string): unknown => {
    const { pathname, searchParams } = new URL(address, 'http://desk');
    const number = pathname.split('/').at(-1);
    if (number?.startsWith('SCTASK')) {
      const task = state.tasks.find((each) => each.number === number);
      return task && pageOf(task);
    }
    const from = Number(searchParams.get('cursor') ?? 0);
    const free = state.tasks.filter(({ assignee }) => assignee === null);
    const next = from + pageSize < free.length ? String(from + pageSize) : null;
    return { items: free.slice(from, from + pageSize), next };
  };
  const call = clientOf({
    base: '',
    language: () => 'fr',
    token: () => Promise.resolve('token'),
    renew: () => Promise.resolve(false),
    fetch: (address) => {
      const asked = typeof address === 'string' ? address : '';
      state.asked.push(asked);
      state.answers -= 1;
      if (state.answers < 0) return Promise.reject(new TypeError('cut'));
      const body = answer(asked);
      const none = { type: 'x', title: 'x', status: 404, detail: 'Introuvable.', code: 'notFound' };
      return Promise.resolve(new Response(JSON.stringify(body ?? none), { status: body ? 200 : 404 }));
    },
  });
  return { state, source: queueSource(call, holding) };
}
const tasksFrom = (count: number) => Array.from({ length: count }, (_, rank) => taskAt(rank + 1));
const known = ({ source }: ReturnType<typeof deskOf>) => [...source.rows.value.keys()];

describe('a queue read page by page', () => {
  it('asks for a small page first, and has it all in the end', async () => {
    const desk = deskOf(tasksFrom(8));
    await desk.source.load();
    expect(desk.source.state.value).toBe('whole');
    expect(known(desk)).toEqual(tasksFrom(8).map(({ number }) => number));
    const limits = desk.state.asked.map((address) => new URL(address, 'http://desk').searchParams.get('limit'));
    expect(Number(limits[0])).toBeLessThan(Number(limits[1]));
  });

  it('goes on where it was cut off, and loses nothing of what is there', async () => {
    const desk = deskOf(tasksFrom(8));
    desk.state.answers = 2;
    await desk.source.load();
    expect(desk.source.state.value).toBe('failed');
    expect(known(desk)).toHaveLength(6);
    desk.state.answers = Infinity;
    desk.state.asked = [];
    await desk.source.load();
    expect(desk.source.state.value).toBe('whole');
    expect(known(desk)).toHaveLength(8);
    expect(desk.state.asked).toHaveLength(1);
  });
});

describe('a queue kept up', () => {
  const replace = (desk: ReturnType<typeof deskOf>, rank: number, more: object) => {
    desk.state.tasks = desk.state.tasks.map((task) => (task.number === numberOf(rank) ? taskAt(rank, more) : task));
  };

  it('asks for what changed, takes newer versions only, and says what is different', async () => {
    const desk = deskOf(tasksFrom(4));
    await desk.source.load();
    replace(desk, 2, { version: 3, slackDays: 99 });
    expect(await desk.source.renew([numberOf(2), numberOf(3)])).toEqual([numberOf(2)]);
    expect(desk.source.rows.value.get(numberOf(2))?.task.slackDays).toBe(99);
    expect(desk.source.take(taskAt(2, { version: 2 }))).toBe(false);
    expect(desk.source.rows.value.get(numberOf(2))?.task.version).toBe(3);
  });

  it('keeps a task that left, as it is now, until told to forget', async () => {
    const desk = deskOf(tasksFrom(4));
    await desk.source.load();
    replace(desk, 2, { version: 2, state: 'inProgress', assignee: someone });
    expect(await desk.source.catchUp()).toEqual([numberOf(2)]);
    const left = desk.source.rows.value.get(numberOf(2));
    expect(left?.task.assignee).toEqual(someone);
    expect(left && desk.source.belongs(left.task)).toBe(false);
    desk.source.tidy();
    expect(known(desk)).not.toContain(numberOf(2));
  });

  it('finds new tasks, and drops those the desk no longer knows', async () => {
    const desk = deskOf(tasksFrom(3));
    await desk.source.load();
    desk.state.tasks = [taskAt(1), taskAt(2), taskAt(9)];
    expect([...(await desk.source.catchUp())].sort()).toEqual([numberOf(3), numberOf(9)]);
    expect(known(desk).sort()).toEqual([1, 2, 9].map(numberOf));
  });

  it('reads the whole once where single tasks would be many', async () => {
    const desk = deskOf(tasksFrom(readSingly + 5), 1_000);
    await desk.source.load();
    desk.state.asked = [];
    await desk.source.renew(tasksFrom(readSingly + 5).map(({ number }) => number));
    expect(desk.state.asked).toHaveLength(1);
  });
});
