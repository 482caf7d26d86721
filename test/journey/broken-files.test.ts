/** Files that are no grids, sent as if they were: each ends with a sentence a coordinator understands, and the desk lives on. */
import { readFile } from 'node:fs/promises';
import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { gridFields, type GridField } from '#shared/grid/header.ts';
import { compoundFile, pngFile, xlsxFile, type RawCell } from '#test/fixtures/grids/workbooks.ts';
import { cellsWith, headings } from '#test/shared/grid/sampleGrid.ts';
import { courses, csvGrid, type CourseRow } from '#test/support/courseGrid.ts';
import { openDoors, type ImportPage } from '#test/support/doors.ts';

const desk = openDoors(inject('stack'));
afterAll(() => desk.close());
const { intakeBucket } = inject('stack');

const terms = { none: 'A2091', formulas: 'A2092', script: 'A2093', empty: 'A2094', good: 'A2095' } as const;
const autumn = await readFile(new URL('../../samples/grille-automne-2020.xlsx', import.meta.url));
const mebibyte = 1024 * 1024;

const rawRow = (row: CourseRow): RawCell[] =>
  cellsWith(row).map((cell) => (typeof cell === 'string' || typeof cell === 'number' ? cell : null));
const [course = {}] = courses(terms.none, 1);

/** A file larger than one upload may be goes up in parts, as `aws s3 cp` sends it. */
async function putLarge(Key: string, size: number): Promise<void> {
  const at = { Bucket: intakeBucket, Key };
  const { UploadId } = await desk.s3.send(new CreateMultipartUploadCommand(at));
  const part = Buffer.alloc(10 * mebibyte);
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  for (let PartNumber = 1; PartNumber * part.length <= size; PartNumber += 1) {
    const { ETag } = await desk.s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body: part }));
    Parts.push({ PartNumber, ETag });
  }
  await desk.s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }));
}

function failedAs(ended: ImportPage, code: string): void {
  expect(ended).toMatchObject({ state: 'failed', failure: { code }, counts: { read: 0, created: 0, refused: 0 } });
  // Plain French: whole sentences, without a word of the inside.
  expect(ended.failure?.detail).toMatch(/^\p{Lu}[^{}<>_]+\.$/u);
  expect(ended.failure?.detail).not.toMatch(/error|exception|undefined|null|xml|zip/i);
  expect(ended.failure?.detail).toMatch(/fichier|grille/);
}

describe('a file that cannot be read ends as a failed import:', { timeout: 300_000 }, () => {
  afterEach(async () => expect(await desk.requestsOf(terms.none)).toEqual([]));

  it.each([
    ['protegee.xlsx', 'filePasswordProtected', () => compoundFile('EncryptedPackage')],
    ['ancienne.xls', 'fileOldExcel', () => compoundFile('Workbook')],
    ['tronquee.xlsx', 'fileTruncated', () => autumn.subarray(0, Math.floor(autumn.length * 0.6))],
    ['photo.xlsx', 'fileNotSpreadsheet', () => pngFile],
    ['vide.xlsx', 'fileEmpty', () => new Uint8Array()],
    ['entetes.xlsx', 'noRows', () => xlsxFile([{ name: 'Grille', rows: [[...headings]] }])],
    ['entetes.csv', 'noRows', () => csvGrid([])],
    ['sans-sigle.xlsx', 'columnsMissing', () => xlsxFile([{ name: 'Grille', rows: [headings.slice(2)] }])],
    [
      'bombe.xlsx',
      'fileTooBigUnpacked',
      () =>
        xlsxFile([{ name: 'Grille', rows: [[...headings], rawRow(course)] }], {
          parts: { 'xl/sharedStrings.xml': new Uint8Array(80 * mebibyte) },
        }),
    ],
  ] as const)('%s as %s', async (fileName, code, bytes) => {
    failedAs(await desk.land(`grids/${fileName}`, bytes()), code);
  });

  it('100 MB, without being fetched', async () => {
    await putLarge('grids/enorme.xlsx', 100 * mebibyte);
    const ended = await desk.landed('enorme.xlsx');
    failedAs(ended, 'fileTooLarge');
    expect(ended.sizeBytes).toBe(100 * mebibyte);
    expect(ended.failure?.detail).toContain('25 Mo');
  });

  it('too large for the form the app sends, which storage refuses itself', async () => {
    const body = { fileName: 'trop-grosse.xlsx', mode: 'import' } as const;
    const { upload } = await desk.as('chantal').does('sendGrid', { body });
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
    form.set('file', new Blob([new Uint8Array(26 * mebibyte)]));
    const answer = await fetch(upload.url, { method: 'POST', body: form });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('EntityTooLarge');
  });
});

describe('a grid with odd contents is imported as what it says:', { timeout: 300_000 }, () => {
  it('formula cells give their last value, and those that failed are refused with their place', async () => {
    const [first = {}, second = {}] = courses(terms.formulas, 2);
    const index = (field: GridField): number => gridFields.indexOf(field);
    const computed = rawRow(first)
      .with(index('title'), { attributes: 't="str"', inner: '<f>CONCATENATE("Bio","logie")</f><v>Biologie</v>' })
      .with(index('students'), { attributes: '', inner: '<f>40*2</f><v>80</v>' });
    const failed = rawRow(second).with(index('sigle'), { attributes: 't="e"', inner: '<f>A1/0</f><v>#DIV/0!</v>' });
    const file = xlsxFile([{ name: 'Grille', rows: [[...headings], computed, failed] }]);
    const ended = await desk.land('grids/formules.xlsx', file);
    expect(ended).toMatchObject({ state: 'done', counts: { read: 2, created: 1, refused: 1 } });
    const [request] = await desk.requestsOf(terms.formulas);
    if (!request) throw new Error('One request was to be made');
    expect((await desk.read(request.number)).course).toMatchObject({ title: 'Biologie', students: 80 });
    const [refused] = await desk.report(ended.number, 'refused');
    expect(refused).toMatchObject({ row: 3, findings: [{ column: 'Sigle', value: '#DIV/0!' }] });
    expect(refused?.findings[0]?.detail).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('a script stays text, and its report is nothing that a spreadsheet would run', async () => {
    const remarks = '<script>alert("x")</script>';
    const title = '=HYPERLINK("http://x.example";"Cliquez")';
    const ended = await desk.land('grids/script.csv', csvGrid(courses(terms.script, 1, { remarks, title })));
    expect(ended).toMatchObject({ state: 'done', counts: { created: 1 } });
    const [row] = await desk.requestsOf(terms.script);
    if (!row) throw new Error('The request was to be made');
    const answer = await desk.as('helene').send('readRequest', { params: { request: row.number } });
    expect(answer.body.course).toMatchObject({ remarks, title });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const { url } = await desk.as('helene').does('downloadImportReport', { params: { import: ended.number } });
    const report = await fetch(url);
    expect(report.headers.get('content-type')).toMatch('text/csv');
    const csv = await report.text();
    expect(csv).toContain(`;"'=HYPERLINK(""http://x.example"";""Cliquez"")";`);
    expect(csv).not.toMatch(/(?:^|[;"])[=+@-]/m);
  });

  it('200,000 empty formatted rows below the courses are no rows', async () => {
    const empty = Array.from({ length: 200_000 }, (_, at) => `<row r="${at + 10}"><c r="A${at + 10}" s="1"/></row>`);
    const rows = [[...headings], ...courses(terms.empty, 3).map(rawRow)];
    const file = xlsxFile([{ name: 'Grille', rows, xml: empty.join('') }]);
    const ended = await desk.land('grids/formatee.xlsx', file);
    expect(ended).toMatchObject({ state: 'done', counts: { read: 3, created: 3, refused: 0 } });
  });

  it('and the next good grid is imported as ever', async () => {
    const ended = await desk.land('grids/bonne.csv', csvGrid(courses(terms.good, 4)));
    expect(ended).toMatchObject({ state: 'done', counts: { read: 4, created: 4 } });
    for (const { number } of await desk.requestsOf(terms.good)) await desk.executionIs(number, 'RUNNING');
  });
});
