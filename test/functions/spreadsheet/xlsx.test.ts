import { describe, expect, it } from 'vitest';
import { openWorkbook } from '#functions/spreadsheet/workbook.ts';
import { xlsxFile, type RawCell, type XlsxOptions } from '#test/fixtures/grids/workbooks.ts';
import { rowsOf } from './read.ts';

const raw = (attributes: string, inner: string): RawCell => ({ attributes, inner });
const oneRow = async (cells: readonly RawCell[], options: XlsxOptions = {}) =>
  (await rowsOf(xlsxFile([{ name: 'Grille', rows: [cells] }], options)))[0]?.slice(1);

describe('a workbook', () => {
  it('gives texts, numbers and booleans as they are, and keeps empty cells in their column', async () => {
    expect(await oneRow(['a', null, 12, raw('t="b"', '<v>1</v>'), '00123', 2.5])).toEqual([
      'a',
      null,
      12,
      true,
      '00123',
      2.5,
    ]);
  });

  it('gives shared texts whole: rich text joined, phonetic readings left out, escapes restored', async () => {
    const shared = [
      '<t>plain</t>',
      '<r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r>',
      '<t>本</t><rPh sb="0" eb="1"><t>ほん</t></rPh>',
      '<t>a_x000D_b</t>',
    ];
    const cells = shared.map((_, index) => raw('t="s"', `<v>${index}</v>`));
    expect(await oneRow(cells, { shared })).toEqual(['plain', 'rich ', '本', 'a\rb']);
  });

  it('gives the day of a date cell, whichever format shows it, and leaves hours and other numbers alone', async () => {
    const dated = [1, 2, 3, 4].map((style) => raw(`s="${style}"`, '<v>44077.5</v>'));
    expect(await oneRow(dated)).toEqual(['2020-09-03', '2020-09-03', 44077.5, 44077.5]);
    expect(await oneRow([raw('s="1"', '<v>44076.9999999999</v>'), raw('t="d"', '<v>2020-09-03T00:00:00</v>')])).toEqual(
      ['2020-09-03', '2020-09-03'],
    );
  });

  it('counts days from 1904 where the workbook does', async () => {
    expect(await oneRow([raw('s="1"', '<v>42615</v>')], { date1904: true })).toEqual(['2020-09-03']);
  });

  it('gives a formula’s cached value, and a failed one as the error it shows', async () => {
    const cells = [
      raw('', '<f>1+1</f><v>2</v>'),
      raw('t="str"', '<f>A1&amp;"x"</f><v>2x</v>'),
      raw('t="e"', '<f>NA()</f><v>#N/A</v>'),
      raw('', '<f>1+2</f>'),
    ];
    expect(await oneRow(cells)).toEqual([2, '2x', { error: '#N/A' }]);
  });

  it('numbers rows as the program shows them, also where rows are skipped or carry no number', async () => {
    const xml = '<row r="7"><c r="B7"><v>7</v></c></row><row><c><v>8</v></c><c><v>9</v></c></row>';
    expect(await rowsOf(xlsxFile([{ name: 'Grille', rows: [['a'], []], xml }]))).toEqual([
      [1, 'a'],
      [7, null, 7],
      [8, 8, 9],
    ]);
  });

  it('reads elements whose namespace has a prefix', async () => {
    const sheet =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(
      await rowsOf(
        xlsxFile([{ name: 'Grille', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': Buffer.from(sheet) } }),
      ),
    ).toEqual([[1, 5]]);
  });

  it('lists its sheets in tab order and says which are hidden', async () => {
    const file = xlsxFile([
      { name: 'Avis', rows: [['x']] },
      { name: 'Listes', state: 'veryHidden', rows: [] },
      { name: 'Grille', rows: [['y']] },
    ]);
    expect((await openWorkbook(file)).map(({ name, hidden }) => ({ name, hidden }))).toEqual([
      { name: 'Avis', hidden: false },
      { name: 'Listes', hidden: true },
      { name: 'Grille', hidden: false },
    ]);
    expect(await rowsOf(file, 2)).toEqual([[1, 'y']]);
  });

  it('passes over 200,000 empty formatted rows', async () => {
    const empty = Array.from({ length: 200_000 }, (_, at) => `<row r="${at + 2}"><c r="A${at + 2}" s="1"/></row>`);
    expect(await rowsOf(xlsxFile([{ name: 'Grille', rows: [['a']], xml: empty.join('') }]))).toEqual([[1, 'a']]);
  });
});
