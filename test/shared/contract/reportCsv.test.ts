import { describe, expect, it } from 'vitest';
import { csvHead, csvOf, csvOfScope, type ToldRow } from '#shared/contract/reportCsv.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { Term } from '#shared/request/course.ts';

const row: ToldRow = {
  row: 12,
  outcome: 'updated',
  course: 'A2020#MMD3616#A#synchronous',
  title: 'Biologie; humaine',
  request: 'RITM0010001' as RequestNumber,
  findings: [],
  changes: [],
};

describe('the report as CSV', () => {
  it('opens in a French spreadsheet: its mark, semicolons, quotes where needed', () => {
    expect(csvHead('fr')).toBe('\ufeffLigne;Résultat;Cours;Titre;Demande;Colonne;Valeur;Explication\r\n');
    expect(csvOf(row, 'fr')).toBe('12;modifiée;MMD3616 A, A2020, synchrone;"Biologie; humaine";RITM0010001;;;\r\n');
  });

  it('names the fields that changed as people do, in the language asked for', () => {
    const changes = [
      { field: 'responsible.name', from: 'Zoé', to: 'René' },
      { field: 'remarks', from: '', to: 'Salle B' },
      { field: 'vanished', from: 'IMP0010002', to: '' },
    ];
    const french = csvOf({ ...row, changes }, 'fr').split('\r\n');
    expect(french.map((line) => line.split(';').slice(-3).join(';'))).toEqual([
      'Responsable du cours;René;Zoé → René',
      'Remarques;Salle B;(vide) → Salle B',
      'Ligne de la grille;de retour dans la grille;disparue de la grille → de retour dans la grille',
      '',
    ]);
    expect(csvOf({ ...row, changes }, 'en')).toContain(';Head of course;René;');
  });

  it('gives each finding a line of its own, with nothing that a cell would run', () => {
    const findings = [
      { column: 'Sigle', value: '=HYPERLINK("x")', detail: 'Corrigez-le.' },
      { column: 'Courriel', value: '@x', detail: 'Écrivez-le.' },
    ];
    const lines = csvOf({ ...row, outcome: 'refused', course: null, findings }, 'fr')
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`;"'=HYPERLINK(""x"")";`);
    expect(lines[1]).toContain(";'@x;");
  });

  it('shows a key it cannot read as it stands, and says where vanished courses were looked for', () => {
    expect(csvOf({ ...row, course: 'abc' }, 'fr')).toContain(';abc;');
    expect(csvOfScope({ term: 'A2020' as Term, department: 'Chirurgie' }, 'en')).toContain('Chirurgie, A2020');
  });
});
