import { beforeAll, describe, expect, it } from 'vitest';
import * as importReports from '#functions/store/importReports.ts';
import * as imports from '#functions/store/imports.ts';
import { openNumbers } from '#functions/store/numbers.ts';
import type { Table } from '#functions/store/table.ts';
import { maxGridBytes } from '#shared/contract/intake.ts';
import { routes } from '#shared/contract/routes.ts';
import type { ReportRow } from '#shared/grid/import.ts';
import type { ImportNumber } from '#shared/ids.ts';
import { call } from '#test/support/api.ts';
import { course, later, now, people } from '#test/support/desk.ts';
import { freshTable } from '#test/support/table.ts';

const { tess, mona, cora, rita } = people;
let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

const send = (fileName: string, mode = 'import', caller = cora) =>
  call(caller, 'sendGrid', { body: { fileName, mode } });

describe('sending a grid', () => {
  it('gives a place of its own to each upload, for a while and no larger than a grid may be', async () => {
    const { number, upload } = (await send('Grille été 2021 (v2).xlsx')).value();
    expect(upload.fields['key']).toBe(`grids/${number}/Grille-ete-2021-v2-.xlsx`);
    const policy = Buffer.from(upload.fields['Policy'] ?? '', 'base64').toString();
    expect(policy).toContain(`["content-length-range",0,${maxGridBytes}]`);
    expect((await send('x.csv', 'preview')).value().upload.fields['key']).toMatch(/^previews\/IMP\d+\/x\.csv$/);
  });

  it.each(['../../etc/passwd', '…', '"><script>.xlsx', `${'a'.repeat(190)}.xlsx`])('spells %s safely', async (name) => {
    const { upload } = (await send(name)).value();
    expect(upload.fields['key']).toMatch(/^grids\/IMP\d+\/[A-Za-z0-9_][A-Za-z0-9._-]{0,79}$/);
  });

  it('lets the landing know who sent it, under which number, and how its sender named it', async () => {
    const { number, upload } = (await send('Grille d’été.csv')).value();
    const landing = {
      objectKey: upload.fields['key'] ?? '',
      sequencer: '1',
      etag: 'e1',
      sizeBytes: 9,
      fileName: 'Grille-ete.csv',
      at: now,
    };
    const claimed = await imports.claim(
      table,
      openNumbers(table),
      { ...landing, mode: 'import' },
      { holder: 'x', now, until: later },
    );
    expect(claimed).toMatchObject({
      kind: 'claimed',
      record: { number, sentBy: { id: 'cora', name: 'Cora' }, fileName: 'Grille d’été.csv' },
    });
    expect((await call(cora, 'readImport', { params: { import: number } })).value()).toMatchObject({
      state: 'running',
      sentBy: { name: 'Cora' },
    });
  });

  it('is for coordinators and managers', async () => {
    expect((await send('x.csv', 'import', mona)).status).toBe(201);
    expect((await send('x.csv', 'import', tess)).problem().code).toBe('notAllowed');
    expect((await send('x.csv', 'import', rita)).problem().code).toBe('notAllowed');
  });
});

describe('reading imports', () => {
  let number: ImportNumber;
  const row = (rank: number): ReportRow => ({
    row: rank,
    outcome: 'refused',
    course: null,
    title: null,
    request: null,
    findings: [{ column: 'Courriel', value: '<script>', code: 'emailUnreadable', severity: 'refusal' }],
    changes: [],
  });

  beforeAll(async () => {
    const landing = {
      objectKey: 'grids/copied.csv',
      sequencer: '7',
      etag: null,
      sizeBytes: 9,
      fileName: 'copied.csv',
      at: now,
      mode: 'import',
    } as const;
    const claimed = await imports.claim(table, openNumbers(table), landing, { holder: 'x', now, until: later });
    if (claimed.kind !== 'claimed') throw new Error('not claimed');
    number = claimed.record.number;
    await importReports.saveRows(table, number, { outcome: 'refused', rank: 1, rows: [row(5), row(6)] });
    for (const rank of [2, 3, 4, 5, 6]) {
      await importReports.saveRows(table, number, { outcome: 'refused', rank, rows: [row(rank * 10)] });
    }
    await imports.save(table, landing, 'x', {
      ...claimed.record,
      state: 'done',
      endedAt: later,
      scopes: [{ term: course.term, department: course.department }],
    });
  });

  it('pages the report in sheet order, each finding as a sentence in the language asked for', async () => {
    const page = (cursor?: string, language = 'fr') =>
      call(tess, 'listImportRows', {
        params: { import: number },
        query: { outcome: 'refused', ...(cursor !== undefined && { cursor }) },
        language,
      });
    const first = (await page()).value();
    const second = (await page(first.next ?? '')).value();
    expect([...first.items, ...second.items].map(({ row: sheetRow }) => sheetRow)).toEqual([5, 6, 20, 30, 40, 50, 60]);
    expect(second.next).toBeNull();
    const said = first.items[0]?.findings[0]?.detail;
    expect(said).toBeTruthy();
    expect((await page(undefined, 'en')).value().items[0]?.findings[0]?.detail).not.toBe(said);
  });

  it('says which departments and terms were judged, once that is known', async () => {
    const { scopes } = (await call(cora, 'readImport', { params: { import: number } })).value();
    expect(scopes).toEqual([{ term: 'A2020', department: 'Médecine' }]);
  });

  it('gives a short-lived address of the CSV once the import is done, in the language asked for', async () => {
    const address = async (language: string) =>
      new URL((await call(cora, 'downloadImportReport', { params: { import: number }, language })).value().url);
    const french = await address('fr');
    expect(french.searchParams.get('X-Amz-Expires')).toBe('900');
    expect(french.pathname).toMatch(new RegExp(`/reports/${number}\\.csv$`));
    expect((await address('en')).pathname).toMatch(new RegExp(`/reports/${number}\\.en\\.csv$`));
  });

  it('lists newest first, for the desk and coordinators', async () => {
    const numbers = (await call(cora, 'listImports')).value().items.map((record) => record.number);
    expect(numbers).toEqual([...numbers].sort().reverse());
    const previews = (await call(cora, 'listImports', { query: { mode: 'preview' } })).value().items;
    expect(previews.filter(({ mode }) => mode !== 'preview')).toEqual([]);
    expect((await call(rita, 'listImports')).problem().code).toBe('notAllowed');
    expect((await call(rita, 'readImport', { params: { import: number } })).problem().code).toBe('notFound');
    expect(routes.readImport.status).toBe(200);
  });
});
