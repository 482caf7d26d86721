import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/grid/cell.ts';
import { courseKey, type CourseEntry } from '#shared/request/course.ts';
import { cellsWith, headings, readGrid, sheetOf } from './sampleGrid.ts';

const courses = fc.uniqueArray(
  fc.record({
    sigle: fc.integer({ min: 1000, max: 9999 }).map((n) => `MMD${n}`),
    section: fc.constantFrom('A', 'B', 'Z1'),
    department: fc.constantFrom('Médecine', 'École de réadaptation'),
    approaches: fc.constantFrom(
      'Synchrone – Classe virtuelle',
      'Asynchrone – Préenregistrement',
      'Synchrone; Asynchrone',
    ),
    students: fc.constantFrom(12, 290, null),
  }),
  { selector: ({ sigle, section }) => `${sigle}${section}`, minLength: 1, maxLength: 25 },
);

/** Entries of a sheet in an order of their own, so that two sheets can be compared. */
function entriesOf(rows: readonly (readonly Cell[])[]): readonly CourseEntry[] {
  const { lines } = readGrid(sheetOf(rows));
  expect(lines.every(({ kind }) => kind === 'entry')).toBe(true);
  return lines
    .flatMap((line) => (line.kind === 'entry' ? [line.entry] : []))
    .sort((one, other) => (courseKey(one) < courseKey(other) ? -1 : 1));
}

/** Puts items in the order of the given ranks. */
const reordered = <Item>(items: readonly Item[], ranks: readonly number[]): Item[] =>
  items
    .map((item, index) => ({ item, rank: ranks[index] ?? index }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);

const ranks = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 });
const noise = fc.constantFrom<readonly Cell[]>([], [null, '', '\u00a0'], [' '], headings, [
  'Total',
  null,
  null,
  null,
  null,
  null,
  null,
  null,
  null,
  5,
  60,
]);

describe('a grid means the same', () => {
  it('whatever the order of its columns and rows', () => {
    fc.assert(
      fc.property(courses, ranks, ranks, (rows, columnRanks, rowRanks) => {
        const plain = [headings, ...rows.map((row) => cellsWith(row))];
        const shuffledRows = [headings, ...reordered(plain.slice(1), rowRanks)];
        const shuffled = shuffledRows.map((cells) => reordered(cells, columnRanks));
        expect(entriesOf(shuffled)).toEqual(entriesOf(plain));
      }),
    );
  });

  it('with title lines above, and blank, heading and totals lines between', () => {
    fc.assert(
      fc.property(
        courses,
        fc.array(noise, { maxLength: 20 }),
        fc.array(fc.constantFrom('Faculté de médecine', 'Trimestre : Automne 2020'), { maxLength: 8 }),
        (rows, between, titles) => {
          const plain = [headings, ...rows.map((row) => cellsWith(row))];
          const noisy = rows.flatMap((row, index) => [cellsWith(row), ...between.slice(index * 2, index * 2 + 2)]);
          expect(entriesOf([...titles.map((title) => [title]), headings, ...noisy])).toEqual(entriesOf(plain));
        },
      ),
    );
  });

  it('with another case, non-breaking spaces and blanks around its words', () => {
    fc.assert(
      fc.property(courses, (rows) => {
        const plain = [headings, ...rows.map((row) => cellsWith(row))];
        const dressed = plain.map((cells, line) =>
          cells.map((cell, column) => {
            if (typeof cell !== 'string') return cell;
            const spaced = ` ${cell.replaceAll(' ', '\u00a0')} `;
            return line === 0 || column === 1 || column === 7 || column === 12 ? spaced.toUpperCase() : spaced;
          }),
        );
        expect(entriesOf(dressed)).toEqual(entriesOf(plain));
      }),
    );
  });

  it('sent twice in one sheet: every course once, the rest duplicates', () => {
    fc.assert(
      fc.property(courses, (rows) => {
        const once = rows.map((row) => cellsWith(row));
        const { lines } = readGrid(sheetOf([headings, ...once, ...once]));
        expect(lines.filter(({ kind }) => kind === 'entry').length * 2).toBe(lines.length);
        expect(lines.slice(lines.length / 2).every(({ kind }) => kind === 'duplicate')).toBe(true);
      }),
    );
  });
});
