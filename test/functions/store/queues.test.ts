import { beforeAll, expect, it } from 'vitest';
import * as requests from '#functions/store/requests.ts';
import { countInHand } from '#functions/store/serviceTasks.ts';
import type { Table } from '#functions/store/table.ts';
import type { Sigle } from '#shared/request/course.ts';
import { created, now } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

const queue = { kind: 'group', group: 'techno-pedagogues' } as const;

/** A request whose four tasks are all open in one group. */
const crowded = (rank: number) => {
  const { request, tasks } = created({ sigle: `CNT${rank}` as Sigle }, rank);
  return {
    request,
    tasks: tasks.map((task) => ({
      ...task,
      group: queue.group,
      state: 'open' as const,
      openedAt: now,
      assignee: null,
    })),
  };
};

let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

it('counts a queue exactly up to a thousand, and says when there are more', async () => {
  const fill = async (from: number, to: number) => {
    const wave = Array.from({ length: to - from }, (_, rank) => crowded(from + rank + 1));
    for (let at = 0; at < wave.length; at += requests.creationsPerTransaction) {
      await requests.createAll(table, wave.slice(at, at + requests.creationsPerTransaction));
    }
  };
  expect(await countInHand(table, queue)).toEqual({ count: 0, more: false });
  await fill(0, 249);
  expect(await countInHand(table, queue)).toEqual({ count: 996, more: false });
  await fill(249, 252);
  expect(await countInHand(table, queue)).toEqual({ count: 999, more: true });
});
