import { describe, expect, it } from 'vitest';
import { refusalOf, rowsOf } from './read.ts';

/** The bytes of Windows-1252 text, as far as Latin-1 goes. */
const latin = (text: string) => Buffer.from(text, 'latin1');

describe('delimited text', () => {
  it.each([
    ['UTF-8', Buffer.from('Été;b\r\nc;d')],
    ['UTF-8 with its mark', Buffer.from('\ufeffÉté;b\r\nc;d')],
    ['Windows-1252', latin('Été;b\r\nc;d')],
    ['UTF-16 with its mark', Buffer.from('\ufeffÉté;b\r\nc;d', 'utf16le')],
    ['UTF-16, other byte order', Buffer.from('\ufeffÉté;b\r\nc;d', 'utf16le').swap16()],
  ])('is read in %s', async (_, bytes) => {
    expect(await rowsOf(bytes)).toEqual([
      [1, 'Été', 'b'],
      [2, 'c', 'd'],
    ]);
  });

  it.each([';', ',', '\t'])('is split at %j where that is its delimiter', async (delimiter) => {
    const lines = [
      ['Sigle', 'Titre', 'Présentateurs'],
      ['MMD1', '"Nom, prénom; autre"', 'Anne <a@b.ca>'],
    ];
    const rows = await rowsOf(Buffer.from(lines.map((cells) => cells.join(delimiter)).join('\n')));
    expect(rows[1]).toEqual([2, 'MMD1', 'Nom, prénom; autre', 'Anne <a@b.ca>']);
  });

  it('takes the delimiter that its first line declares, which is not a row', async () => {
    expect(await rowsOf(Buffer.from('sep=,\r\na,b;c\r\n'))).toEqual([[1, 'a', 'b;c']]);
  });

  it('numbers rows as a spreadsheet shows them: blank lines count, a quoted line break does not', async () => {
    const text = 'a;b\r\n\r\n"x\r\ny";"say ""hi"""\r\n;\r\nlast\r\n';
    expect(await rowsOf(Buffer.from(text))).toEqual([
      [1, 'a', 'b'],
      [3, 'x\r\ny', 'say "hi"'],
      [5, 'last'],
    ]);
  });

  it('takes a quote inside a word as it stands', async () => {
    expect(await rowsOf(Buffer.from('tube 12";b\nc;d'))).toEqual([
      [1, 'tube 12"', 'b'],
      [2, 'c', 'd'],
    ]);
  });

  it('is refused as truncated when a quote is never closed', async () => {
    expect(await refusalOf(rowsOf(Buffer.from('a;b\n"c;d\n')))).toBe('fileTruncated');
    expect(await refusalOf(rowsOf(Buffer.from(`a;b\n"${'c;d\n'.repeat(300_000)}`)))).toBe('fileTruncated');
  });
});
