import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readApproaches } from '#shared/grid/approach.ts';
import { cleanLine, fold } from '#shared/grid/cell.ts';
import { parseEmail, readPresenters } from '#shared/grid/contact.ts';
import { readDay } from '#shared/grid/day.ts';
import { parseCount, parseSection, parseSigle, parseValidated } from '#shared/grid/fields.ts';
import { dayFitsTerm, parseTerm } from '#shared/grid/term.ts';
import type { Term } from '#shared/request/course.ts';
import type { IsoDate } from '#shared/time/instant.ts';

describe('text of a cell', () => {
  it('loses blanks and marks that nobody sees, and nothing else', () => {
    expect(cleanLine(' \u00a0MMD\u202f3616\u200b\u0000 ')).toBe('MMD 3616');
    expect(cleanLine('E\u0301te\u0301 <script>')).toBe('Été <script>');
  });

  it('folds once and for all: folding again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('a sigle', () => {
  it.each(['MMD3616', 'mmd 3616', ' MMD-3616', 'mmd\u00a03616', 'Mmd3616'])('reads %j', (text) => {
    expect(parseSigle(text)).toBe('MMD3616');
  });
  it.each(['ORA1000A', 'PHT7155', 'CHU61234'])('accepts %s', (text) => expect(parseSigle(text)).toBe(text));
  it.each(['', '3616', 'MMD', 'MMD36', 'Médecine', 'MMD3616#A', '2020-09-03'])('refuses %j', (text) => {
    expect(parseSigle(text)).toBeNull();
  });
});

describe('a section', () => {
  it.each([
    ['a1', 'A1'],
    ['01', '01'],
    [' Z ', 'Z'],
    ['groupe 2', 'GROUPE 2'],
  ])('reads %j as %j', (text, section) => {
    expect(parseSection(text)).toBe(section);
  });
  it.each(['A#B', '?', 'une section bien trop longue'])('refuses %j', (text) => expect(parseSection(text)).toBeNull());
});

describe('a term', () => {
  it.each([
    ['A2020', 'A2020'],
    ['a 2020', 'A2020'],
    ['Automne 2020', 'A2020'],
    ['AUTOMNE\u00a02020', 'A2020'],
    ['Fall 2020', 'A2020'],
    ['2020 Automne', 'A2020'],
    ['A-20', 'A2020'],
    ['H2021', 'H2021'],
    ['Hiver 2021', 'H2021'],
    ['Winter 2021', 'H2021'],
    ['Trimestre : Hiver 2021', 'H2021'],
    ['É2021', 'E2021'],
    ['E2021', 'E2021'],
    ['Été 2021', 'E2021'],
    ['summer 2021', 'E2021'],
  ])('reads %j as %s', (text, term) => expect(parseTerm(text)).toBe(term));
  it.each(['', '2020', 'Automne', 'Z2020', 'A202', 'A1820', 'constructor 2020', 'A2020 et H2021'])(
    'refuses %j',
    (text) => {
      expect(parseTerm(text)).toBeNull();
    },
  );
  it.each([
    ['A2020', '2020-08-31', true],
    ['A2020', '2020-12-31', true],
    ['A2020', '2021-01-08', false],
    ['A2020', '2019-09-08', false],
    ['H2021', '2021-01-06', true],
    ['H2021', '2020-12-20', true],
    ['H2021', '2021-09-06', false],
    ['E2021', '2021-05-03', true],
    ['E2021', '2021-10-03', false],
  ])('%s and a first activity on %s: %s', (term, day, fits) =>
    expect(dayFitsTerm(day as IsoDate, term as Term)).toBe(fits),
  );
});

describe('a day', () => {
  it.each([
    '2020-09-03',
    '2020/09/03',
    '2020.9.3',
    '2020-09-03T13:30:00',
    '2020-09-03 13:30',
    '03/09/2020',
    '3-9-2020',
    '3.9.2020',
    '03/09/20',
    '3 septembre 2020',
    '3 SEPT. 2020',
    'jeudi 3 septembre 2020',
    'le jeudi 3 septembre 2020',
    'Sept 3, 2020',
    'September 3rd, 2020',
    '3\u00a0septembre\u00a02020',
  ])('reads %j', (text) => expect(readDay(text)).toEqual({ kind: 'day', day: '2020-09-03' }));
  it('reads the first of a month', () =>
    expect(readDay('1er octobre 2020')).toEqual({ kind: 'day', day: '2020-10-01' }));
  it.each(['2020-02-31', '31/02/2020', '09/23/2020', '31 avril 2020', '2021-02-29', '0000-01-01', '2020-00-10'])(
    'refuses %j as impossible',
    (text) => {
      expect(readDay(text)).toEqual({ kind: 'impossible' });
    },
  );
  it.each(['', 'bientôt', '44077', '2020', 'septembre 2020', '3 brumaire 2020', '#N/A'])(
    'refuses %j as no date',
    (text) => {
      expect(readDay(text)).toEqual({ kind: 'unreadable' });
    },
  );
  it('is the same however it is written', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-');
        const long = date.toLocaleDateString('fr-CA', {
          timeZone: 'UTC',
          day: 'numeric',
          month: 'long',
          year: 'numeric',
        });
        for (const text of [iso, `${day}/${month}/${year}`, long])
          expect(readDay(text)).toEqual({ kind: 'day', day: iso });
      }),
    );
  });
});

describe('approaches', () => {
  it.each([
    ['Synchrone – Classe virtuelle', ['synchronous']],
    ['ASYNCHRONE - Pré-enregistrement', ['asynchronous']],
    ['Asynchrone\u00a0– Préenregistrement', ['asynchronous']],
    ['Synchrone – Classe virtuelle; Asynchrone – Préenregistrement', ['synchronous', 'asynchronous']],
    ['Synchrone / Asynchrone', ['synchronous', 'asynchronous']],
    ['Synchrone\nAsynchrone', ['synchronous', 'asynchronous']],
    ['Synchrone, synchrone;', ['synchronous']],
    ['Asynchronous, virtual class', ['asynchronous', 'synchronous']],
  ])('are read from %j', (text, approaches) => expect(readApproaches(text)).toEqual({ approaches, unknown: [] }));
  it('names the wordings it does not know', () => {
    expect(readApproaches('Synchrone; Hybride lunaire')).toEqual({
      approaches: ['synchronous'],
      unknown: ['Hybride lunaire'],
    });
  });
});

describe('addresses and presenters', () => {
  it.each([
    ['Zoe.B@UMontreal.example ', 'zoe.b@umontreal.example'],
    ['mailto:a@b.ca', 'a@b.ca'],
    ["o'neill@umontreal.example", "o'neill@umontreal.example"],
    ['<a@b.ca>', 'a@b.ca'],
  ])('reads %j', (text, email) => {
    expect(parseEmail(text)).toBe(email);
  });
  it.each([
    '',
    'pas-un-courriel',
    'a@b',
    'a b@c.ca',
    'a@b..ca',
    'zoé@b.ca',
    'a@b.ca; c@d.ca',
    '.a@b.ca',
    `${'a'.repeat(250)}@b.ca`,
  ])('refuses %j', (text) => {
    expect(parseEmail(text)).toBeNull();
  });
  it('reads names with addresses, names alone and addresses alone, each person once', () => {
    expect(
      readPresenters(
        'Karim Caron <k.caron@u.example>; Zoé Côté\nTremblay, Ève <e@u.example>, Loïc B. (l@u.example); x@u.example;Karim Caron <K.CARON@u.example>',
      ),
    ).toEqual({
      presenters: [
        { name: 'Karim Caron', email: 'k.caron@u.example' },
        { name: 'Zoé Côté', email: null },
        { name: 'Tremblay, Ève', email: 'e@u.example' },
        { name: 'Loïc B.', email: 'l@u.example' },
        { name: 'x@u.example', email: 'x@u.example' },
      ],
      unreadable: [],
    });
  });
  it('keeps a presenter whose address is unreadable, and says so', () => {
    expect(readPresenters('Karim Caron <karim chez u>')).toEqual({
      presenters: [{ name: 'Karim Caron', email: null }],
      unreadable: ['karim chez u'],
    });
  });
  it.each(['', 'À venir', 'à déterminer', 'TBD', 'n/a'])('reads %j as nobody yet', (text) => {
    expect(readPresenters(text).presenters).toEqual([]);
  });
});

describe('counts and validation', () => {
  it.each([
    ['12', 12],
    ['0', 0],
    ['1\u00a0200', 1200],
    ['12.0', 12],
  ])('reads the count %j', (text, count) => expect(parseCount(text)).toBe(count));
  it.each(['-1', '12,5', '~40', 'douze', '1e5', '99999999'])('refuses the count %j', (text) =>
    expect(parseCount(text)).toBeNull(),
  );
  it.each(['Oui', 'OUI ', 'x', 'X', 'vrai', 'VRAI', '1', 'yes', '✓', '✔️', 'Validé'])('takes %j for a yes', (text) =>
    expect(parseValidated(text)).toBe(true),
  );
  it.each(['Non', 'n', 'FAUX', '0', '-', 'En attente', 'à valider'])('takes %j for a no', (text) =>
    expect(parseValidated(text)).toBe(false),
  );
  it.each(['peut-être', '2020-09-01', 'voir Marie'])('takes %j for neither', (text) =>
    expect(parseValidated(text)).toBeNull(),
  );
});
