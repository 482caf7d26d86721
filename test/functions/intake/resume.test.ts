import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Desk } from '#functions/intake/grid/desk.ts';
import { land } from '#functions/intake/grid/land.ts';
import { systemClock } from '#functions/runtime/clock.ts';
import * as imports from '#functions/store/imports.ts';
import { parseNumber } from '#shared/ids.ts';
import { courseKey } from '#shared/request/course.ts';
import { people } from '#test/support/desk.ts';
import { allRequests, allTasks, countsOf, gridOf, openGridDesk, reportOf } from './gridDesk.ts';

const quick = { heldMs: 400, signMs: 100 } as const;

/** A desk whose table dies after so many transactions, as a function does that is killed. */
function dyingAfter(desk: Desk, transactions: number): Desk {
  let left = transactions;
  const client = new Proxy(desk.table.client, {
    get: (target, name) => {
      if (name !== 'send') return Reflect.get(target, name) as unknown;
      return (command: Parameters<typeof target.send>[0]) => {
        if (command instanceof TransactWriteCommand && (left -= 1) < 0) throw new Error('killed');
        return target.send(command);
      };
    },
  });
  return { ...desk, table: { ...desk.table, client } };
}

const before = gridOf({ sigle: 'MMD1000' }, { sigle: 'MMD2000' }, { sigle: 'MMD3000' });
/** One course changed, one gone, two approaches new, one row to refuse. */
const after = gridOf(
  { sigle: 'MMD1000', responsible: 'René Côté' },
  { sigle: 'MMD2000' },
  { sigle: 'MMD4000', approaches: 'Synchrone; Asynchrone' },
  { sigle: '' },
);

describe('an import that died', () => {
  it.each([1, 2, 3, 4])(
    'after %i transactions is completed by the next attempt, which tells as its own what was done before',
    async (writes) => {
      const { desk, table, landing, another } = await openGridDesk();
      await land(desk, landing(before));
      const second = landing(after);
      await expect(land(dyingAfter(another(), writes), second, quick)).rejects.toThrow('killed');
      const ended = await land({ ...another(), clock: systemClock }, second, quick);
      if (!ended) throw new Error('It was to be completed');
      expect(countsOf(ended)).toEqual({ read: 4, created: 2, updated: 1, unchanged: 1, refused: 1, vanished: 1 });
      expect(await reportOf(table, ended)).toHaveLength(6);
      expect((await reportOf(table, ended, ['updated']))[0]?.changes).toEqual([
        { field: 'responsible.name', from: 'Zoé Bélanger', to: 'René Côté' },
      ]);
      expect(await allRequests(table)).toHaveLength(5);
      expect(await allTasks(table)).toBe(20);
    },
  );
});

describe('one landing', () => {
  it('is imported once when its event comes twice', async () => {
    const { desk, table, landing, another } = await openGridDesk();
    const event = landing(after);
    const ended = await Promise.all([land(desk, event, quick), land(another(), event, quick)]);
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await land(another(), event)).toBeNull();
    expect(await allRequests(table)).toHaveLength(4);
    const page = await imports.list(table, { limit: 10 });
    expect(page.ok && page.value.items).toHaveLength(1);
  });

  it('takes the number, the sender and the name promised for its key, once', async () => {
    const { desk, table, landing, send } = await openGridDesk();
    const number = parseNumber('import', 'IMP0020000');
    if (!number) throw new Error('That is a number');
    const event = landing(after);
    await imports.promise(
      table,
      event.objectKey,
      { number, sentBy: people.cora, fileName: 'Grille d’été.xlsx', previewedAs: null },
      event.at,
    );
    expect(await land(desk, event)).toMatchObject({
      ...{ number, sentBy: { id: people.cora.id }, fileName: 'Grille d’été.xlsx' },
    });
    expect((await send(after)).number).not.toBe(number);
  });
});

describe('grids that land together', () => {
  it('make no course twice, and all end', async () => {
    const { table, landing, another } = await openGridDesk();
    const courses = Array.from({ length: 20 }, (_, rank) => ({
      sigle: `MMD${1000 + rank}`,
      approaches: 'Synchrone; Asynchrone',
    }));
    const files = [courses, [...courses].reverse(), courses.slice(5)].map((rows) => gridOf(...rows));
    const landings = files.map((bytes, rank) => landing(bytes, { fileName: `${rank}.xlsx` }));
    const ended = await Promise.all(landings.map((each) => land(another(), each)));
    expect(ended.map((each) => each?.state)).toEqual(['done', 'done', 'done']);
    const keys = (await allRequests(table)).map(({ course }) => courseKey(course));
    expect(new Set(keys).size).toBe(40);
    expect(keys).toHaveLength(40);
    expect(ended.reduce((sum, each) => sum + (each?.counts.created ?? 0), 0)).toBe(40);
  });

  it('leave the last word to the one that landed last, even when an earlier one is late', async () => {
    const { desk, table, landing, another } = await openGridDesk();
    const early = landing(before, { fileName: 'a.xlsx' });
    const late = landing(after, { fileName: 'b.xlsx' });
    await land(desk, late);
    const ended = await land(another(), early);
    if (!ended) throw new Error('It was to be imported');
    expect(countsOf(ended)).toEqual({ read: 3, created: 1, unchanged: 2 });
    const [overtaken] = (await reportOf(table, ended, ['unchanged'])).filter(({ findings }) => findings.length > 0);
    expect(overtaken?.findings[0]?.code).toBe('overtaken');
    const kept = (await allRequests(table)).find(({ course }) => course.sigle === 'MMD1000');
    expect(kept?.course.responsible.name).toBe('René Côté');
  });
});
