import { beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#shared/access/person.ts';
import { wholeQueue } from '#shared/task/queue.ts';
import { mostViews } from '#shared/view/view.ts';
import { call } from '#test/support/api.ts';
import { people as desk, person } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

const { tess, theo, tina, mona, cora, ada, rita } = desk;
const technologists = 'techno-pedagogues';

beforeAll(async () => {
  await freshTable();
});

const list = async (caller: Person) => (await call(caller, 'listViews')).value().items;
const create = (caller: Person, name: string, sharedWith: string | null = null) =>
  call(caller, 'createView', { body: { name, query: wholeQueue, sharedWith } });
const edit = (caller: Person, view: string, ifMatch: number, body: object) =>
  call(caller, 'editView', { params: { view }, ifMatch, body });
const remove = (caller: Person, view: string, ifMatch: number) =>
  call(caller, 'deleteView', { params: { view }, ifMatch });
const names = async (caller: Person) => (await list(caller)).map(({ name }) => name);

describe('a view of one’s own', () => {
  it('keeps what it shows, is renamed and deleted by its owner, and is nobody else’s', async () => {
    const query = { ...wholeQueue, view: 'group', group: 'technologues', term: 'A2020', columns: ['course', 'due'] };
    const made = (await call(tina, 'createView', { body: { name: ' À moi ', query, sharedWith: null } })).value();
    expect(made).toMatchObject({ name: 'À moi', query, version: 1, pinned: false, mayChange: true });
    expect(await list(tina)).toEqual([made]);
    for (const other of [theo, mona]) {
      expect(await names(other)).not.toContain('À moi');
      expect((await edit(other, made.id, 1, { name: 'À eux' })).problem().code).toBe('notFound');
      expect((await remove(other, made.id, 1)).problem().code).toBe('notFound');
    }
    const named = (await edit(tina, made.id, 1, { name: 'Automne' })).value();
    expect(named).toMatchObject({ name: 'Automne', query, version: 2 });
    expect((await remove(tina, made.id, 2)).value()).toMatchObject({ name: 'Automne' });
    expect(await list(tina)).toEqual([]);
  });
});

describe('a shared view', () => {
  it('is made and changed by agents of the group and managers, and seen by the whole desk', async () => {
    expect((await create(tina, 'Pas à nous', technologists)).problem().code).toBe('notAllowed');
    expect((await create(ada, 'Pas à nous', technologists)).problem().code).toBe('notAllowed');
    const { id } = (await create(tess, 'À nous', technologists)).value();
    for (const seer of [theo, tina, mona, ada]) expect(await names(seer)).toContain('À nous');
    expect((await list(tina)).find((view) => view.id === id)?.mayChange).toBe(false);
    expect((await edit(tina, id, 1, { name: 'À moi' })).problem().code).toBe('notAllowed');
    expect((await edit(theo, id, 1, { name: 'Pour nous' })).value()).toMatchObject({
      updatedBy: { name: 'Theo' },
      owner: { name: 'Tess' },
    });
    expect((await remove(mona, id, 2)).status).toBe(200);
    expect(await names(tess)).not.toContain('Pour nous');
  });

  it('comes from a view of one’s own, and stays shared', async () => {
    const { id } = (await create(tess, 'D’abord à moi')).value();
    expect((await edit(tess, id, 1, { sharedWith: 'technologues' })).problem().code).toBe('notAllowed');
    expect((await edit(tess, id, 1, { sharedWith: technologists })).value().sharedWith).toBe(technologists);
    expect((await list(tess)).filter((view) => view.id === id)).toHaveLength(1);
    expect(await names(theo)).toContain('D’abord à moi');
    expect((await edit(tess, id, 2, { sharedWith: null })).problem().code).toBe('viewStaysShared');
  });

  it('tells the second of two editors who changed it, and shows it as it is', async () => {
    const { id } = (await create(tess, 'À deux', technologists)).value();
    await edit(theo, id, 1, { name: 'À Theo' });
    const second = (await edit(tess, id, 1, { name: 'À Tess' })).problem();
    expect(second).toMatchObject({ status: 412, current: { name: 'À Theo', version: 2, updatedBy: { name: 'Theo' } } });
    expect((await remove(tess, id, 1)).problem().status).toBe(412);
    await remove(theo, id, 2);
    expect((await edit(tess, id, 2, { name: 'À Tess' })).problem().code).toBe('notFound');
  });

  it('is saved once when two save it at the same moment', async () => {
    const { id } = (await create(tess, 'Ensemble', technologists)).value();
    const replies = await Promise.all([tess, theo].map((caller) => edit(caller, id, 1, { name: caller.name })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('pins', () => {
  it('are each person’s own, put in and taken out', async () => {
    const { id } = (await create(tess, 'Épinglée', technologists)).value();
    const pin = (pinned: boolean) => call(theo, 'pinView', { params: { view: id }, body: { pinned } });
    const isPinned = async (caller: Person) => (await list(caller)).find((view) => view.id === id)?.pinned;
    expect((await pin(true)).value().pinned).toBe(true);
    await pin(true);
    expect([await isPinned(theo), await isPinned(tess)]).toEqual([true, false]);
    await pin(false);
    expect(await isPinned(theo)).toBe(false);
  });
});

describe('views', () => {
  it('are for the desk only', async () => {
    const { id } = (await create(mona, 'Du guichet', technologists)).value();
    for (const outsider of [cora, rita]) {
      expect((await call(outsider, 'listViews')).problem().code).toBe('notAllowed');
      expect((await create(outsider, 'Non')).problem().code).toBe('notAllowed');
      expect((await remove(outsider, id, 1)).problem().code).toBe('notFound');
    }
  });

  it('are so many for each, and no more', async () => {
    const keen = person('Keen', ['agents'], ['technologues']);
    for (let count = 0; count < mostViews; count += 1) expect((await create(keen, `Vue ${count}`)).status).toBe(201);
    const refused = (await create(keen, 'De trop')).problem();
    expect(refused).toMatchObject({ status: 409, code: 'tooManyViews' });
    expect(refused.detail).toContain(String(mostViews));
    expect((await create(keen, 'En commun', 'technologues')).status).toBe(201);
  });
});
