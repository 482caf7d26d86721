import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownFileName } from '#shared/grid/fileName.ts';

describe('the name of a file as it is shown', () => {
  it('is the one its sender gave, accents and spaces kept', () => {
    expect(shownFileName('Grille d’été 2021 (v2).xlsx')).toBe('Grille d’été 2021 (v2).xlsx');
    expect(shownFileName('Grille d’e\u0301te\u0301.xlsx')).toBe('Grille d’été.xlsx');
  });

  it('names no folder', () => {
    expect(shownFileName('C:\\Users\\chantal\\grille.xlsx')).toBe('grille.xlsx');
    expect(shownFileName('../../etc/passwd')).toBe('passwd');
  });

  it('hides nothing: no control character, no mark that turns the reading direction', () => {
    expect(shownFileName('grille\u202excod.exe')).toBe('grillexcod.exe');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const shown = shownFileName(name);
        expect(shown).not.toBe('');
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(shown).toBe(shown.trim());
      }),
    );
  });
});
