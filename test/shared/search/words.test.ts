import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, termsOf, wordsOf, wordsPerQuestion } from '#shared/search/words.ts';

const answers = (text: string, question: string) => matches(wordsOf(text), termsOf(question));

/** Words as grids hold them: accents, ligatures, apostrophes, figures. */
const word = fc.constantFrom(
  ...[
    'Pédiatrie',
    'œil',
    'Haddad',
    'Émilie',
    'MMD3616',
    'RITM0010001',
    'd’urgence',
    'radio-oncologie',
    'Évaluation',
    'I',
  ],
  ...['Québec', 'santé', 'Nguyễn', 'ÉCOLE', '2', '48', 'çà'],
);
const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));

/** The same text as somebody in a hurry types it. */
const hurried = (said: string, loud: boolean, bare: boolean) => {
  const plain = bare ? said.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe') : said.normalize('NFD');
  return loud ? plain.toUpperCase() : plain.toLowerCase();
};

describe('looking for words', () => {
  it('finds a text by any of its words, in any order, case and accents ignored', () => {
    fc.assert(
      fc.property(text, fc.boolean(), fc.boolean(), fc.nat(), (said, loud, bare, turn) => {
        const words = said.split(' ');
        const turned = [...words.slice(turn % words.length), ...words.slice(0, turn % words.length)].join(' ');
        expect(answers(said, hurried(turned, loud, bare))).toBe(true);
      }),
    );
  });

  it('finds a text by the beginning of each of its words', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 9 }), (said, length) => {
        const begun = termsOf(said).map((term) => term.slice(0, length + 1));
        expect(matches(wordsOf(said), begun)).toBe(true);
      }),
    );
  });

  it('finds nothing by a word that no word of the text begins with', () => {
    fc.assert(
      fc.property(text, (said) => {
        expect(answers(said, `${said.split(' ')[0]} zzz`)).toBe(false);
        expect(answers(said, 'xyz')).toBe(false);
      }),
    );
  });

  it('knows a sigle written in two, and a number by its figures', () => {
    expect(answers('MMD3616', 'mmd 3616')).toBe(true);
    expect(answers('RITM0010001', '10001')).toBe(true);
    expect(answers('RITM0010001', '0010001')).toBe(true);
    expect(answers('RITM0010001', 'ritm001')).toBe(true);
  });

  it('never finds by the middle of a word', () => {
    expect(answers('Radiologie', 'logie')).toBe(false);
  });

  it('asks for no word that another already implies, and for no more than it promises', () => {
    expect(termsOf('Péd pédiatrie PED')).toEqual(['pediatrie']);
    expect(termsOf('a1 b2 c3 d4 e5 f6 g7 h8')).toHaveLength(wordsPerQuestion);
    expect(termsOf(' ’ – ')).toEqual([]);
  });
});
