import { describe, expect, it } from 'vitest';
import { findHeader, missingFields } from '#shared/grid/header.ts';
import { cellsWith, headings, sheetOf } from './sampleGrid.ts';

const fieldsOf = (cells: readonly string[]) =>
  Object.fromEntries([...(findHeader(sheetOf([cells]))?.columns ?? [])].map(([field, { index }]) => [field, index]));

describe('the heading line of a grid', () => {
  it('is recognised in the faculty’s own wording, every column in its place', () => {
    expect(Object.values(fieldsOf(headings))).toEqual(headings.map((_, index) => index));
  });

  it('is found below title lines, blank lines and a line that mentions only a few columns', () => {
    const rows = sheetOf([
      ['Faculté de médecine – Grille des cours'],
      ['Trimestre : Automne 2020'],
      [],
      headings,
      cellsWith(),
    ]);
    expect(findHeader(rows)?.row).toBe(4);
  });

  it('ignores case, accents, non-breaking spaces, line breaks and punctuation', () => {
    const shouted = headings.map((heading) => ` ${heading.toUpperCase().replaceAll(' ', '\u00a0')}\u00a0:\n`);
    expect(fieldsOf(shouted)).toEqual(fieldsOf(headings));
    const bare = headings.map((heading) => heading.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase());
    expect(fieldsOf(bare)).toEqual(fieldsOf(headings));
  });

  it('reads other departments’ wordings and English ones, in any order', () => {
    const others = [
      'Remarks',
      'Approved',
      'Speakers',
      '# students',
      'Number of sessions',
      'Start date',
      'Approach',
      'E-mail',
    ];
    const rest = ['Course director', 'Semester', 'Group', 'Course title', 'Course code', 'Dept.'];
    expect(fieldsOf([...others, ...rest])).toEqual({
      ...{
        remarks: 0,
        validated: 1,
        presenters: 2,
        students: 3,
        sessions: 4,
        firstActivity: 5,
        approaches: 6,
        email: 7,
      },
      ...{ responsible: 8, term: 9, section: 10, title: 11, sigle: 12, department: 13 },
    });
    expect(
      fieldsOf([
        'Unité',
        'Code du cours',
        'Intitulé',
        'Groupe',
        'Session',
        'Professeur responsable',
        'Adresse courriel',
        'Mode d’enseignement',
        'Date de la première séance',
        'Nombre de séances',
        'Effectif',
        'Conférenciers',
        'Validation du département',
        'Commentaires',
      ]),
    ).toEqual(fieldsOf(headings));
  });

  it('takes "Sessions" for the count when another column says the term', () => {
    const cells = headings.map((heading) => (heading === 'Nb séances' ? 'Sessions' : heading));
    expect(fieldsOf(cells)).toEqual(fieldsOf(headings));
  });

  it('is not seen in a row of data or in a plain text', () => {
    expect(findHeader(sheetOf([cellsWith(), ['Bonjour', 'ceci n’est pas une grille']]))).toBeNull();
  });

  it('names the mandatory columns it lacks, and none when only optional ones are absent', () => {
    const without = (...names: string[]) =>
      findHeader(sheetOf([headings.filter((heading) => !names.includes(heading))]));
    const incomplete = without('Sigle', 'Validé par le département');
    expect(incomplete && missingFields(incomplete)).toEqual(['sigle', 'validated']);
    const lean = without('Remarques', 'Présentateurs', 'Nb séances', 'Nb étudiants');
    expect(lean && missingFields(lean)).toEqual([]);
  });
});
