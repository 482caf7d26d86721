import { expect, it } from 'vitest';
import { maxGridBytes } from '#shared/contract/intake.ts';
import { unsendable } from '#web/data/sendable.ts';

it.each([
  ['grille.xlsx', 10, null],
  ['GRILLE.CSV', 10, null],
  ['grille.ods', maxGridBytes, null],
  ['grille.ods', maxGridBytes + 1, 'tooLarge'],
  ['grille.xlsx', 0, 'empty'],
  ['grille.xls', 10, 'oldExcel'],
  ['grille.xlsx.pdf', 10, 'otherKind'],
  ['grille', 10, 'otherKind'],
] as const)('%s of %i bytes: %s', (name, size, why) => {
  expect(unsendable({ name, size })).toBe(why);
});
