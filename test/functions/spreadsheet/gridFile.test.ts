import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openGridFile } from '#functions/spreadsheet/gridFile.ts';
import { mentionsOf } from '#shared/grid/mentions.ts';
import { readRow } from '#shared/grid/row.ts';
import { compoundFile, odsFile, odsRow, odsText, pngFile, xlsxFile } from '#test/fixtures/grids/workbooks.ts';
import { zipFile } from '#test/fixtures/grids/zipFile.ts';
import { cellsWith, headings } from '#test/shared/grid/sampleGrid.ts';
import { refusalOf } from './read.ts';

const sample = (name: string) => readFile(new URL(`../../../samples/${name}`, import.meta.url));
const rawRow = () => cellsWith().map((cell) => (typeof cell === 'string' || typeof cell === 'number' ? cell : null));
const sheetXml = (rows: number, cells: string) =>
  Array.from({ length: rows }, (_, at) => `<row r="${at + 10}">${cells}</row>`).join('');
const refusal = (bytes: Uint8Array, limit = 60_000) => refusalOf(openGridFile(bytes, limit));

async function linesOf(bytes: Uint8Array): Promise<Record<string, number>> {
  const { header, rows } = await openGridFile(bytes, 60_000);
  const mentions = mentionsOf(header);
  const counts: Record<string, number> = {};
  for await (const row of rows())
    for (const { kind } of mentions.meet(readRow(row, header))) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

describe('the sample grids', () => {
  it.each([
    ['grille-automne-2020.xlsx', { entry: 51, duplicate: 1, notValidated: 1, refused: 5 }],
    ['grille-automne-2020-v2.xlsx', { entry: 57 }],
    ['grille-hiver-2021.csv', { entry: 31 }],
    ['grille-annuelle-2021-2022.xlsx', { entry: 3477 }],
  ])('%s reads as announced', async (name, counts) => {
    expect(await linesOf(await sample(name))).toEqual(counts);
  });
});

describe('the grid of a file', () => {
  it('is the sheet whose headings are whole, a visible one before a hidden one', async () => {
    const notice = { name: 'Avis', rows: [['Bonjour']] };
    const hidden = { name: 'Ancienne', state: 'hidden' as const, rows: [[...headings], rawRow(), rawRow()] };
    const shown = { name: 'Grille', rows: [['Titre'], [...headings], rawRow()] };
    expect((await openGridFile(xlsxFile([notice, hidden, shown]), 10)).count).toBe(1);
    expect((await openGridFile(xlsxFile([notice, hidden]), 10)).count).toBe(2);
  });

  it('is read by content, whatever the name: an .ods', async () => {
    const rows = [headings, rawRow().map(String)].map((cells) => odsRow(cells.map(odsText))).join('');
    expect(await linesOf(odsFile(`<table:table table:name="Grille">${rows}</table:table>`))).toEqual({ entry: 1 });
  });

  it('can be read again from the top', async () => {
    const { rows } = await openGridFile(await sample('grille-automne-2020.xlsx'), 60_000);
    const numbers = async () => {
      const seen: number[] = [];
      for await (const { row } of rows()) seen.push(row);
      return seen;
    };
    const first = await numbers();
    expect(first).toHaveLength(49);
    expect(await numbers()).toEqual(first);
  });
});

describe('a file that cannot be imported is refused as what it is:', () => {
  it('protected by a password', async () =>
    expect(await refusal(compoundFile('EncryptedPackage'))).toBe('filePasswordProtected'));
  it('an Excel file of before 2007', async () => expect(await refusal(compoundFile('Workbook'))).toBe('fileOldExcel'));
  it('another compound file', async () =>
    expect(await refusal(compoundFile('WordDocument'))).toBe('fileNotSpreadsheet'));
  it('a picture', async () => expect(await refusal(pngFile)).toBe('fileNotSpreadsheet'));
  it.each(['%PDF-1.7\n', '<!DOCTYPE html><table>', '{"a":1}', '{\\rtf1', '<?xml version="1.0"?><a/>'])(
    'a text that is no table: %s',
    async (text) => {
      expect(await refusal(Buffer.from(text))).toBe('fileNotSpreadsheet');
    },
  );
  it('a zip that is no workbook', async () => {
    expect(await refusal(zipFile({ 'word/document.xml': '<a/>' }))).toBe('fileNotSpreadsheet');
  });
  it('empty', async () => {
    expect(await refusal(new Uint8Array())).toBe('fileEmpty');
    expect(await refusal(xlsxFile([{ name: 'Feuil1', rows: [] }]))).toBe('fileEmpty');
    expect(await refusal(Buffer.from('\r\n\r\n'))).toBe('fileEmpty');
  });
  it('without headings', async () =>
    expect(await refusal(xlsxFile([{ name: 'Feuil1', rows: [['Bonjour'], rawRow()] }]))).toBe('headerMissing'));
  it('headings only', async () =>
    expect(await refusal(xlsxFile([{ name: 'Feuil1', rows: [[...headings]] }]))).toBe('noRows'));
  it('lacking mandatory columns, which it names', async () => {
    const file = xlsxFile([
      { name: 'Feuil1', rows: [headings.filter((heading) => heading !== 'Sigle' && heading !== 'Section')] },
    ]);
    await expect(openGridFile(file, 10)).rejects.toMatchObject({
      code: 'columnsMissing',
      params: { columns: 'Sigle, Section' },
    });
  });

  it('cut anywhere on the way', async () => {
    const whole = await sample('grille-automne-2020.xlsx');
    for (const share of [0.05, 0.3, 0.6, 0.9, 0.995]) {
      expect(await refusal(whole.subarray(0, Math.floor(whole.length * share)))).toBe('fileTruncated');
    }
  });

  it('damaged inside', async () => {
    const damaged = Buffer.from(await sample('grille-automne-2020.xlsx'));
    const sheet = damaged.indexOf('xl/worksheets/sheet1.xml');
    damaged.fill(0x55, sheet + 400, sheet + 600);
    expect(await refusal(damaged)).toBe('fileTruncated');
  });

  it('with more rows than a grid may have', async () => {
    const file = xlsxFile([{ name: 'Feuil1', rows: [[...headings]], xml: sheetXml(21, '<c><v>1</v></c>') }]);
    expect(await refusal(file, 20)).toBe('fileTooManyRows');
    expect(await refusal(file, 21)).toBe('read');
  });

  it('a bomb that says how large it is', async () => {
    const bomb = xlsxFile([{ name: 'Feuil1', rows: [[...headings], rawRow()] }], {
      parts: { 'xl/sharedStrings.xml': new Uint8Array(80 * 1024 * 1024) },
    });
    expect(await refusal(bomb)).toBe('fileTooBigUnpacked');
  });

  it('a bomb that lies about its size', async () => {
    const content = Buffer.alloc(300 * 1024 * 1024, ' ');
    content.write('<worksheet><sheetData>');
    const bomb = Buffer.from(
      xlsxFile([{ name: 'Feuil1', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': content } }),
    );
    const entry = bomb.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    bomb.writeUInt32LE(1000, entry + 24);
    expect(await refusal(bomb)).toBe('fileTooBigUnpacked');
  });

  it('a document whose entities multiply', async () => {
    const laughs =
      '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>';
    const file = xlsxFile([{ name: 'Feuil1', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': laughs } });
    expect(await refusal(file)).toBe('fileTruncated');
  });
});
