import { describe, expect, it } from 'vitest';
import type { RowReading } from '#shared/grid/row.ts';
import { cellsWith, headings, readGrid, readWith, sheetOf } from './sampleGrid.ts';

const findingsOf = (reading: RowReading) =>
  reading.kind === 'refused' ? reading.findings.map(({ column, value, code }) => ({ column, value, code })) : reading;

describe('a row of a grid', () => {
  it('becomes one entry per approach', () => {
    const reading = readWith({ approaches: 'Asynchrone; Synchrone' });
    expect(reading.kind === 'entries' && reading.entries.map(({ approach }) => approach)).toEqual([
      'synchronous',
      'asynchronous',
    ]);
    expect(reading.kind === 'entries' && reading.entries[0]).toEqual({
      term: 'A2020',
      sigle: 'MMD3616',
      section: 'A',
      approach: 'synchronous',
      title: 'Urgences pédiatriques',
      department: 'Médecine',
      responsible: { name: 'Zoé Bélanger', email: 'zoe.belanger@umontreal.example' },
      firstActivityOn: '2020-09-03',
      sessions: 5,
      students: 12,
      presenters: [{ name: 'Karim Caron', email: 'karim.caron@umontreal.example' }],
      remarks: '',
    });
  });

  it.each([
    [{ sigle: null }, { column: 'Sigle', value: '', code: 'valueMissing' }],
    [{ sigle: 'urgences' }, { column: 'Sigle', value: 'urgences', code: 'sigleUnreadable' }],
    [{ section: '#' }, { column: 'Section', value: '#', code: 'sectionUnreadable' }],
    [{ term: '2020' }, { column: 'Trimestre', value: '2020', code: 'termUnreadable' }],
    [{ responsible: null }, { column: 'Responsable du cours', value: '', code: 'valueMissing' }],
    [
      { email: 'pas-un-courriel' },
      { column: 'Courriel du responsable', value: 'pas-un-courriel', code: 'emailUnreadable' },
    ],
    [{ approaches: 'Hybride lunaire' }, { column: 'Approche(s)', value: 'Hybride lunaire', code: 'approachUnknown' }],
    [{ firstActivity: '2020-02-31' }, { column: 'Première activité', value: '2020-02-31', code: 'dateImpossible' }],
    [{ firstActivity: 44077 }, { column: 'Première activité', value: '44077', code: 'dateUnreadable' }],
    [{ firstActivity: { error: '#N/A' } }, { column: 'Première activité', value: '#N/A', code: 'cellError' }],
    [{ sessions: 2.5 }, { column: 'Nb séances', value: '2.5', code: 'countUnreadable' }],
    [{ students: { error: '#REF!' } }, { column: 'Nb étudiants', value: '#REF!', code: 'cellError' }],
    [
      { validated: 'peut-être' },
      { column: 'Validé par le département', value: 'peut-être', code: 'validationUnreadable' },
    ],
    [{ title: 'x'.repeat(500) }, { column: 'Titre du cours', value: 'x'.repeat(200), code: 'textTooLong' }],
  ])('is refused for %j with column, value and code', (changes, finding) => {
    expect(findingsOf(readWith(changes))).toEqual([finding]);
  });

  it('is refused once, for everything wrong with it', () => {
    expect(findingsOf(readWith({ sigle: '', email: 'x', firstActivity: '31/02/2020' }))).toHaveLength(3);
  });

  it('goes in with a warning for what should be checked', () => {
    const warnings = (reading: RowReading) =>
      reading.kind === 'entries' ? reading.warnings.map(({ code, severity }) => `${severity} ${code}`) : reading;
    expect(warnings(readWith({ firstActivity: '2021-09-03' }))).toEqual(['warning dateOutsideTerm']);
    expect(warnings(readWith({ presenters: 'Karim <karim>' }))).toEqual(['warning presenterEmailUnreadable']);
    expect(warnings(readWith({ remarks: { error: '#NAME?' } }))).toEqual(['warning remarkUnreadable']);
    expect(warnings(readWith({ title: null }))).toEqual(['warning titleMissing']);
    expect(warnings(readWith({}))).toEqual([]);
  });

  it('says which courses it speaks of even when it is refused, every approach when that is what it lacks', () => {
    const keysOf = (reading: RowReading) => (reading.kind === 'ignored' ? [] : reading.keys);
    expect(keysOf(readWith({ email: 'x' }))).toEqual(['A2020#MMD3616#A#synchronous']);
    expect(keysOf(readWith({ approaches: 'Hybride lunaire' }))).toEqual([
      'A2020#MMD3616#A#synchronous',
      'A2020#MMD3616#A#asynchronous',
    ]);
    expect(keysOf(readWith({ sigle: '' }))).toEqual([]);
  });

  it.each(['Non', '', null, false, 'en attente'])('is only reported while its department has said %j', (validated) => {
    expect(readWith({ validated, email: 'x' })).toMatchObject({
      kind: 'notValidated',
      keys: ['A2020#MMD3616#A#synchronous'],
    });
  });

  it('keeps a script in a remark as the text it is', () => {
    const reading = readWith({ remarks: '<script>alert(1)</script>' });
    expect(reading.kind === 'entries' && reading.entries[0]?.remarks).toBe('<script>alert(1)</script>');
  });

  it.each([
    [['', null, '  ', '\u00a0']],
    [['Total', null, null, null, null, null, null, null, null, 120, 3400]],
    [[null, null, 'Total général :', null, null, null, null, null, null, 120, 3400]],
    [[null, null, null, null, null, null, null, null, null, 120, 3400]],
    [headings],
  ])('is passed over when it is no course: %j', (cells) => {
    expect(readGrid(sheetOf([headings, cellsWith(), cells])).lines.map(({ kind }) => kind)).toEqual(['entry']);
  });

  it('is never passed over silently when it holds a text: a note is refused as such', () => {
    const { lines } = readGrid(sheetOf([headings, ['Préparé par le secrétariat']]));
    expect(lines).toMatchObject([
      {
        kind: 'refused',
        row: 2,
        findings: [{ column: null, code: 'rowNotACourse', value: 'Préparé par le secrétariat' }],
      },
    ]);
  });

  it('is a course although its title begins like a total', () => {
    expect(readWith({ title: 'Total body irradiation' }).kind).toBe('entries');
  });
});

describe('a course met again in its grid', () => {
  it('is a duplicate of its first row when it says the same', () => {
    const { lines } = readGrid(
      sheetOf([headings, cellsWith(), cellsWith({ sigle: 'mmd 3616', firstActivity: '3 septembre 2020' })]),
    );
    expect(lines).toMatchObject([
      { kind: 'entry', row: 2 },
      { kind: 'duplicate', row: 3, firstRow: 2 },
    ]);
  });

  it('is refused when it says something else, naming its first row', () => {
    const { lines } = readGrid(sheetOf([headings, cellsWith(), cellsWith({ students: 13 })]));
    expect(lines).toMatchObject([
      { kind: 'entry' },
      { kind: 'refused', row: 3, findings: [{ code: 'keyConflict', value: '2', severity: 'refusal' }] },
    ]);
  });

  it('counts for each approach on its own', () => {
    const { lines } = readGrid(sheetOf([headings, cellsWith(), cellsWith({ approaches: 'Synchrone; Asynchrone' })]));
    expect(lines.map(({ kind }) => kind)).toEqual(['entry', 'duplicate', 'entry']);
  });

  it('does not stand in the way of a validated row when its own was not validated', () => {
    const { lines } = readGrid(sheetOf([headings, cellsWith({ validated: 'Non' }), cellsWith()]));
    expect(lines.map(({ kind }) => kind)).toEqual(['notValidated', 'entry']);
  });
});
