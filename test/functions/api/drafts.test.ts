import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as drafts from '#functions/store/drafts.ts';
import * as requests from '#functions/store/requests.ts';
import { getItem, type Table } from '#functions/store/table.ts';
import { draftKey } from '#functions/store/keys.ts';
import type { Person } from '#shared/access/person.ts';
import type { Sigle } from '#shared/request/course.ts';
import type { RequestWithTasks } from '#shared/request/decide.ts';
import { created, people, person } from '#test/support/desk.ts';
import { call } from '#test/support/api.ts';
import { freshTable } from '#test/support/table.ts';

const { tess, mona, rita } = people;
const stranger = person('Sam', []);

let table: Table;
let rank = 0;
let made: RequestWithTasks;
beforeAll(async () => {
  table = await freshTable();
});
beforeEach(async () => {
  rank += 1;
  made = created({ sigle: `BRO${rank}` as Sigle }, rank);
  await requests.create(table, made);
});

const save = (caller: Person, read: number, text: string, kind = 'comment') =>
  call(caller, 'saveDraft', {
    params: { request: made.request.number, kind },
    body: { text, key: 'k-1' },
    ifMatch: read,
  });
const listed = async (caller: Person) =>
  (await call(caller, 'listDrafts', { params: { request: made.request.number } })).value().items;

describe('drafts', () => {
  it('are kept with every word, blanks at their ends included, one of each kind', async () => {
    expect((await save(tess, 0, 'Bonjour ')).value()).toMatchObject({ text: 'Bonjour ', version: 1, key: 'k-1' });
    await save(tess, 0, 'Joindre par courriel', 'workNote');
    const kept = (await save(tess, 1, 'Bonjour Émilie,\n')).value();
    expect((await listed(tess)).map(({ kind, text, version }) => [kind, text, version])).toEqual([
      ['comment', 'Bonjour Émilie,\n', 2],
      ['workNote', 'Joindre par courriel', 1],
    ]);
    expect(kept.version).toBe(2);
  });

  it('are seen by their writer alone, on the request they were begun on', async () => {
    await save(tess, 0, 'À moi');
    expect(await listed(mona)).toEqual([]);
    const other = created({ sigle: 'AUTRE1' as Sigle }, 9_000);
    await requests.create(table, other);
    expect(await drafts.list(table, tess.id, other.request.number)).toEqual([]);
  });

  it('are told to a device that was behind, and nothing is written over', async () => {
    await save(tess, 0, 'du portable');
    const late = await save(tess, 0, 'du poste');
    expect(late.problem()).toMatchObject({
      status: 412,
      code: 'versionMismatch',
      current: { text: 'du portable', version: 1 },
    });
    expect((await listed(tess))[0]?.text).toBe('du portable');
    expect((await save(tess, 1, 'du poste')).status).toBe(200);
  });

  it('leave word that they were sent, so that another device does not send them again', async () => {
    await save(tess, 0, 'Bonjour');
    await save(tess, 1, '');
    expect((await listed(tess)).map(({ text, version }) => [text, version])).toEqual([['', 2]]);
  });

  it('are forgotten a month after the last word', async () => {
    const { savedAt } = (await save(tess, 0, 'Bonjour')).value();
    const item = await getItem(table, draftKey(tess.id, made.request.number, 'comment'));
    const days = (Number(item?.['expiresAt']) * 1_000 - Date.parse(savedAt)) / 86_400_000;
    expect(Math.round(days)).toBe(30);
  });

  it('can be begun by whoever may write: a requester a comment, and no work note', async () => {
    expect((await save(rita, 0, 'Merci')).status).toBe(200);
    expect((await save(rita, 0, 'Interne', 'workNote')).problem()).toMatchObject({ status: 403, code: 'notAllowed' });
    expect((await save(stranger, 0, 'Curieux')).problem().code).toBe('notFound');
    expect((await call(stranger, 'listDrafts', { params: { request: made.request.number } })).status).toBe(404);
  });

  it('are refused when too long to be sent, or of a kind that is none', async () => {
    expect((await save(tess, 0, 'a'.repeat(10_001))).problem()).toMatchObject({ code: 'invalid' });
    expect((await save(tess, 0, 'a', 'lettre')).problem().code).toBe('notFound');
  });
});

describe('drafts on an incident', () => {
  const open = async () =>
    (
      await call(rita, 'openIncident', {
        body: { kind: 'incident', title: 'Le son coupe', text: 'On ne m’entend plus.' },
        key: `brouillon-${rank}`,
      })
    ).value().number;
  const saveOn = (caller: Person, incident: string, read: number, text: string, kind = 'comment') =>
    call(caller, 'saveIncidentDraft', { params: { incident, kind }, body: { text, key: 'k-1' }, ifMatch: read });
  const listedOn = async (caller: Person, incident: string) =>
    (await call(caller, 'listIncidentDrafts', { params: { incident } })).value().items;

  it('are their writer’s alone, one of each kind, and never written over by a device that was behind', async () => {
    const incident = await open();
    await saveOn(mona, incident, 0, 'Bonjour Rita, ');
    await saveOn(mona, incident, 0, 'Elle appelle de Laval', 'workNote');
    expect((await listedOn(mona, incident)).map(({ kind, text }) => [kind, text])).toEqual([
      ['comment', 'Bonjour Rita, '],
      ['workNote', 'Elle appelle de Laval'],
    ]);
    expect(await listedOn(rita, incident)).toEqual([]);
    expect((await saveOn(mona, incident, 0, 'autre')).problem()).toMatchObject({
      status: 412,
      current: { text: 'Bonjour Rita, ', version: 1 },
    });
  });

  it('are begun by whoever may write: its requester a comment, nobody else of outside', async () => {
    const incident = await open();
    expect((await saveOn(rita, incident, 0, 'Merci')).status).toBe(200);
    expect((await saveOn(rita, incident, 0, 'Interne', 'workNote')).problem().code).toBe('notAllowed');
    expect((await saveOn(stranger, incident, 0, 'Curieux')).problem().code).toBe('notFound');
    expect((await call(stranger, 'listIncidentDrafts', { params: { incident } })).status).toBe(404);
  });
});
