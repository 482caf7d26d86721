import { describe, expect, it } from 'vitest';
import * as requests from '#functions/store/requests.ts';
import { save } from '#functions/store/changes.ts';
import { newLineId } from '#functions/runtime/ids.ts';
import { cancel } from '#shared/request/decide.ts';
import { compoundFile } from '#test/fixtures/grids/workbooks.ts';
import { changeOf, people } from '#test/support/desk.ts';
import { allRequests, allTasks, countsOf, gridOf, openGridDesk, reportOf, sample } from './gridDesk.ts';

describe('importing the sample grids', () => {
  it('creates what is new, reports the rest with row, column and reason; twice changes nothing', async () => {
    const { table, send, objects } = await openGridDesk();
    const bytes = await sample('grille-automne-2020.xlsx');
    const first = await send(bytes);
    expect(countsOf(first)).toEqual({ read: 49, created: 51, duplicate: 1, notValidated: 1, refused: 5 });
    expect(await allRequests(table)).toHaveLength(51);
    expect(await allTasks(table)).toBe(204);
    const told = (await reportOf(table, first, ['duplicate', 'notValidated', 'refused'])).map(
      ({ row, outcome, findings }) => [
        row,
        outcome,
        findings.map(({ column, value, code }) => `${column}: ${value} ${code}`).join(),
      ],
    );
    expect(told).toEqual([
      [53, 'duplicate', ''],
      [51, 'notValidated', ''],
      [25, 'refused', 'Sigle:  valueMissing'],
      [26, 'refused', 'Courriel du responsable: pas-un-courriel emailUnreadable'],
      [27, 'refused', 'Approche(s): Hybride lunaire approachUnknown'],
      [50, 'refused', 'Première activité: 2020-02-31 dateImpossible'],
      [52, 'refused', 'Responsable du cours:  valueMissing'],
    ]);
    const before = await allRequests(table);
    const again = await send(bytes);
    expect(countsOf(again)).toEqual({ read: 49, unchanged: 51, duplicate: 1, notValidated: 1, refused: 5 });
    expect(await allRequests(table)).toEqual(before);
    const csv = Buffer.from(objects.get(`reports/${first.number}.csv`) ?? []).toString('utf8');
    expect(csv).toMatch(/^\ufeffLigne;Résultat;/);
    expect(csv).toContain('27;refusée;');
    expect(csv).toContain('Hybride lunaire');
  });

  it('follows the grid sent again: new ones created, changed ones updated, gone ones flagged', async () => {
    const { table, send } = await openGridDesk();
    await send(await sample('grille-automne-2020.xlsx'));
    const second = await send(await sample('grille-automne-2020-v2.xlsx'));
    expect(countsOf(second)).toEqual({ read: 46, created: 7, updated: 2, unchanged: 48, vanished: 1 });
    const changed = await reportOf(table, second, ['updated', 'vanished']);
    expect(changed.map(({ course, changes }) => ({ course, changes }))).toEqual([
      {
        course: 'A2020#TXM6599#B#asynchronous',
        changes: [
          { field: 'responsible.name', from: 'André Fortin', to: 'Rébecca Fortin' },
          {
            field: 'responsible.email',
            from: 'andre.fortin@umontreal.example',
            to: 'rebecca.fortin@umontreal.example',
          },
        ],
      },
      {
        course: 'A2020#NRL2451#A#synchronous',
        changes: [{ field: 'firstActivityOn', from: '2020-09-06', to: '2020-09-03' }],
      },
      { course: 'A2020#MMD3159#C#synchronous', changes: [] },
    ]);
    const flagged = (await allRequests(table)).filter(({ vanished }) => vanished);
    expect(flagged.map(({ course, state }) => [course.sigle, state])).toEqual([['MMD3159', 'open']]);
    expect(countsOf(await send(await sample('grille-automne-2020-v2.xlsx')))).toEqual({ read: 46, unchanged: 57 });
    const back = await send(await sample('grille-automne-2020.xlsx'));
    expect(back.counts.updated).toBe(3);
    expect(back.counts.vanished).toBe(7);
    expect((await allRequests(table)).find(({ course }) => course.sigle === 'MMD3159')?.vanished).toBeNull();
  });

  it('reads the CSV of a French Excel', async () => {
    const { send } = await openGridDesk();
    expect(countsOf(await send(await sample('grille-hiver-2021.csv')))).toEqual({ read: 25, created: 31 });
  });

  it('previews the same, and writes nothing but its report', async () => {
    const { table, send } = await openGridDesk();
    const bytes = await sample('grille-automne-2020.xlsx');
    const preview = await send(bytes, { mode: 'preview' });
    expect(countsOf(preview)).toEqual({ read: 49, created: 51, duplicate: 1, notValidated: 1, refused: 5 });
    expect(await allRequests(table)).toEqual([]);
    await send(bytes);
    const before = await allRequests(table);
    const next = await send(await sample('grille-automne-2020-v2.xlsx'), { mode: 'preview' });
    expect(countsOf(next)).toEqual({ read: 46, created: 7, updated: 2, unchanged: 48, vanished: 1 });
    expect(await allRequests(table)).toEqual(before);
  });
});

describe('an import', () => {
  it('judges only the departments and terms its grid names', async () => {
    const { table, send } = await openGridDesk();
    await send(
      gridOf(
        {},
        { sigle: 'CHU1000', department: 'Chirurgie' },
        { sigle: 'MMD2000', term: 'H2021', firstActivity: '2021-01-20' },
      ),
    );
    const next = await send(gridOf({ sigle: 'MMD4000', department: 'MEDECINE' }));
    expect(countsOf(next)).toEqual({ read: 1, created: 1, vanished: 1 });
    expect((await reportOf(table, next, ['vanished'])).map(({ course }) => course)).toEqual([
      'A2020#MMD3616#A#synchronous',
    ]);
    expect(next.state === 'done' && next.scopes).toEqual([{ term: 'A2020', department: 'MEDECINE' }]);
  });

  it('does not take a refused or unvalidated row for a course that is gone', async () => {
    const { table, send } = await openGridDesk();
    const first = await send(gridOf({}, { sigle: 'MMD2000' }));
    const next = await send(gridOf({ email: 'x' }, { sigle: 'MMD2000', validated: 'Non' }));
    expect(countsOf(next)).toEqual({ read: 2, refused: 1, notValidated: 1 });
    const [created] = (await reportOf(table, first, ['created'])).slice(-1);
    expect((await reportOf(table, next, ['notValidated']))[0]?.request).toBe(created?.request);
  });

  it('brings back what it had flagged, and leaves what is over alone', async () => {
    const { table, send } = await openGridDesk();
    await send(gridOf({}, { sigle: 'MMD2000' }, { sigle: 'MMD3000' }));
    const gone = (await allRequests(table)).find(({ course }) => course.sigle === 'MMD3000');
    const loaded = gone && (await requests.readWithTasks(table, gone.number));
    if (!loaded) throw new Error('The request was to be there');
    await save(
      table,
      changeOf(cancel(loaded, { reason: 'Cours annulé' }, people.mona, loaded.request.createdAt)),
      newLineId,
    );
    expect(countsOf(await send(gridOf({})))).toEqual({ read: 1, unchanged: 1, vanished: 1 });
    expect(countsOf(await send(gridOf({})))).toEqual({ read: 1, unchanged: 1 });
    const back = await send(gridOf({}, { sigle: 'MMD2000' }, { sigle: 'MMD3000' }));
    expect(countsOf(back)).toEqual({ read: 3, unchanged: 2, updated: 1 });
    expect((await reportOf(table, back, ['updated']))[0]?.changes).toMatchObject([{ field: 'vanished', to: '' }]);
  });

  it('ends as failed, with its reason, when the file cannot be read; nothing else is written', async () => {
    const { table, send } = await openGridDesk();
    const failed = await send(compoundFile('EncryptedPackage'));
    expect(failed).toMatchObject({ state: 'failed', refusal: { code: 'filePasswordProtected' } });
    expect(await send(gridOf(), { fileName: 'entetes.xlsx' })).toMatchObject({
      state: 'failed',
      refusal: { code: 'noRows' },
    });
    const whole = await sample('grille-automne-2020.xlsx');
    expect(await send(whole.subarray(0, 5000))).toMatchObject({ state: 'failed', refusal: { code: 'fileTruncated' } });
    expect(await allRequests(table)).toEqual([]);
  });

  it('does not fetch a file that says it is too large, and says so of one that is gone', async () => {
    const { send } = await openGridDesk();
    expect(await send(new Uint8Array(), { sizeBytes: 100_000_000 })).toMatchObject({
      state: 'failed',
      refusal: { code: 'fileTooLarge', params: { limit: 25 } },
    });
    expect(
      await send(new Uint8Array(), { objectKey: 'grids/a.xlsx', fileName: 'b.xlsx', sizeBytes: 10 }),
    ).toMatchObject({ state: 'failed' });
  });
});
