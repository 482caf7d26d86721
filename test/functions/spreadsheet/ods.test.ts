import { describe, expect, it } from 'vitest';
import { openWorkbook } from '#functions/spreadsheet/workbook.ts';
import { odsFile, odsRow, odsText } from '#test/fixtures/grids/workbooks.ts';
import { refusalOf, rowsOf } from './read.ts';

const table = (rows: string, attributes = 'table:name="Grille"') => `<table:table ${attributes}>${rows}</table:table>`;
const cell = (attributes: string, text: string) =>
  `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;

describe('an OpenDocument sheet', () => {
  it('gives the value of each cell by its type, dates as days, failed formulas as errors', async () => {
    const cells = [
      odsText('Été'),
      cell('office:value-type="float" office:value="12"', '12,00'),
      cell('office:value-type="date" office:date-value="2020-09-03T00:00:00"', '3 sept. 20'),
      cell('office:value-type="boolean" office:boolean-value="true"', 'VRAI'),
      cell(
        'table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"',
        '#N/A',
      ),
      '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/><text:span>b</text:span></text:p><text:p>c</text:p></table:table-cell>',
    ];
    expect(await rowsOf(odsFile(table(odsRow(cells))))).toEqual([
      [1, 'Été', 12, '2020-09-03', true, { error: '#N/A' }, 'a  b\nc'],
    ]);
  });

  it('keeps rows and columns in their place where cells, rows and blanks are repeated', async () => {
    const rows = [
      odsRow([
        '<table:table-cell table:number-columns-repeated="2"/>',
        odsText('c'),
        '<table:covered-table-cell/>',
        cell('office:value-type="string" table:number-columns-repeated="2"', 'e'),
        '<table:table-cell table:number-columns-repeated="16378"/>',
      ]),
      odsRow([odsText('')], 'table:number-rows-repeated="3"'),
      odsRow([odsText('x')], 'table:number-rows-repeated="2"'),
      odsRow(['<table:table-cell table:number-columns-repeated="16384"/>'], 'table:number-rows-repeated="1048569"'),
    ];
    expect(await rowsOf(odsFile(table(rows.join(''))))).toEqual([
      [1, null, null, 'c', null, 'e', 'e'],
      [5, 'x'],
      [6, 'x'],
    ]);
  });

  it('leaves out notes, recorded changes and the other tables', async () => {
    const noted =
      '<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>value</text:p></table:table-cell>';
    const changes = `<table:tracked-changes><table:cell-content-change><table:previous>${odsText('old')}</table:previous></table:cell-content-change></table:tracked-changes>`;
    const file = odsFile(
      `${changes}${table(odsRow([odsText('first')]))}${table(`<table:table-header-rows>${odsRow([noted])}</table:table-header-rows>`)}`,
    );
    expect(await rowsOf(file, 0)).toEqual([[1, 'first']]);
    expect(await rowsOf(file, 1)).toEqual([[1, 'value']]);
  });

  it('says which sheets are hidden', async () => {
    const automaticStyles =
      '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const file = odsFile(table('', 'table:name="A"') + table('', 'table:name="B" table:style-name="ta2"'), {
      automaticStyles,
    });
    expect((await openWorkbook(file)).map(({ name, hidden }) => ({ name, hidden }))).toEqual([
      { name: 'A', hidden: false },
      { name: 'B', hidden: true },
    ]);
  });

  it('is refused under a password', async () => {
    const manifest =
      '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>';
    const file = odsFile('', { parts: { 'META-INF/manifest.xml': Buffer.from(manifest) } });
    expect(await refusalOf(openWorkbook(file))).toBe('filePasswordProtected');
  });
});
