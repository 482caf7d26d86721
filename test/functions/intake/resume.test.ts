import { describe, expect, it } from 'vitest';
import type { Desk } from '#functions/intake/grid/desk.ts';
import { land } from '#functions/intake/grid/land.ts';
import * as imports from '#functions/store/imports.ts';
import { parseNumber } from '#shared/ids.ts';
import { instantOf } from '#shared/time/instant.ts';
import { people } from '#test/support/desk.ts';
import { allRequests, allTasks, countsOf, openGridDesk, reportOf, sample } from './gridDesk.ts';

const quick = { heldMs: 400, signMs: 100 } as const;

/** A desk whose table dies after so many writes, as a function does that is killed. */
function dyingAfter(desk: Desk, writes: number): Desk {
  let left = writes;
  const send: typeof desk.table.client.send = (...args: readonly unknown[]) => {
    const [command] = args;
    if (command?.constructor.name === 'TransactWriteCommand' && (left -= 1) < 0) throw new Error('killed');
    return Reflect.apply(desk.table.client.send, desk.table.client, args) as never;
  };
  return { ...desk, table: { ...desk.table, client: Object.assign(Object.create(desk.table.client), { send }) } };
}

describe('an import that died', () => {
  it('is completed by the next attempt, wherever it died, and tells as its own what it had done before', async () => {
    for (const writes of [1, 2, 3, 5]) {
      const { desk, table, landing, another } = await openGridDesk();
      await land(desk, landing(await sample('grille-automne-2020.xlsx')), quick);
      const second = landing(await sample('grille-automne-2020-v2.xlsx'));
      await expect(land(dyingAfter(another(), writes), second, quick)).rejects.toThrow('killed');
      const ended = await land({ ...another(), clock: () => instantOf(Date.now()) }, second, quick);
      if (!ended) throw new Error('It was to be completed');
      expect(countsOf(ended)).toEqual({ read: 46, created: 7, updated: 2, unchanged: 48, vanished: 1 });
      expect(await reportOf(table, ended)).toHaveLength(58);
      expect(await allRequests(table)).toHaveLength(58);
      expect(await allTasks(table)).toBe(232);
      expect(
        (await reportOf(table, ended, ['updated'])).flatMap(({ changes }) => changes.map(({ field }) => field)),
      ).toEqual(['responsible.name', 'responsible.email', 'firstActivityOn']);
    }
  });
});

describe('one landing', () => {
  it('is imported once when its event comes twice', async () => {
    const { desk, table, landing, another } = await openGridDesk();
    const event = landing(await sample('grille-hiver-2021.csv'));
    const ended = await Promise.all([land(desk, event), land(another(), event, quick)]);
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await land(another(), event)).toBeNull();
    expect(await allRequests(table)).toHaveLength(31);
    const page = await imports.list(table, { limit: 10 });
    expect(page.ok && page.value.items).toHaveLength(1);
  });

  it('takes the number and the sender promised for its key, once', async () => {
    const { desk, table, landing, send } = await openGridDesk();
    const number = parseNumber('import', 'IMP0020000');
    if (!number) throw new Error('That is a number');
    const event = landing(await sample('grille-hiver-2021.csv'));
    await imports.promise(table, event.objectKey, { number, sentBy: people.cora }, event.at);
    expect(await land(desk, event)).toMatchObject({ number, sentBy: { id: people.cora.id } });
    expect((await send(await sample('grille-hiver-2021.csv'))).number).not.toBe(number);
  });
});

describe('grids that land together', () => {
  it('make no course twice, and both end', async () => {
    const { desk, table, landing, another } = await openGridDesk();
    const files = ['grille-automne-2020.xlsx', 'grille-automne-2020-v2.xlsx', 'grille-automne-2020.xlsx'];
    const landings = await Promise.all(
      files.map(async (name, index) => landing(await sample(name), { fileName: `${index}.xlsx` })),
    );
    const ended = await Promise.all(landings.map((each, index) => land(index === 0 ? desk : another(), each)));
    expect(ended.map((each) => each?.state)).toEqual(['done', 'done', 'done']);
    const keys = (await allRequests(table)).map(
      ({ course }) => `${course.term}${course.sigle}${course.section}${course.approach}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(58);
    expect(ended.reduce((sum, each) => sum + (each?.counts.created ?? 0), 0)).toBe(58);
  });

  it('leave the last word to the one that landed last, even when an earlier one is late', async () => {
    const { desk, table, landing, another } = await openGridDesk();
    const early = landing(await sample('grille-automne-2020.xlsx'), { fileName: 'a.xlsx' });
    const late = landing(await sample('grille-automne-2020-v2.xlsx'), { fileName: 'b.xlsx' });
    await land(desk, late);
    const ended = await land(another(), early);
    expect(ended?.counts).toMatchObject({ created: 1, updated: 0, vanished: 0 });
    expect((await allRequests(table)).find(({ course }) => course.sigle === 'TXM6599')?.course.responsible.name).toBe(
      'Rébecca Fortin',
    );
  });
});
