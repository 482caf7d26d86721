import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '#shared/grid/fingerprint.ts';
import { reconcile, vanishedFrom } from '#shared/grid/reconcile.ts';
import type { Scope } from '#shared/grid/row.ts';
import { courseKey, type CourseEntry, type CourseKey } from '#shared/request/course.ts';
import { cellsWith, headings, readGrid, readWith, sheetOf } from './sampleGrid.ts';

function entryWith(changes: Parameters<typeof readWith>[0]): CourseEntry {
  const reading = readWith(changes);
  const entry = reading.kind === 'entries' ? reading.entries[0] : undefined;
  if (!entry) throw new Error('The row was to be readable');
  return entry;
}

describe('reconciling an entry with what is known', () => {
  const known = entryWith({});

  it('creates what is new and leaves what is the same', () => {
    expect(reconcile(known, null)).toEqual({ kind: 'created' });
    expect(
      reconcile(entryWith({ sigle: 'mmd 3616', email: 'Zoe.Belanger@umontreal.example' }), {
        course: known,
        vanished: false,
      }),
    ).toEqual({ kind: 'unchanged' });
  });

  it('names each changed field with both values', () => {
    const after = entryWith({
      responsible: 'René Côté',
      email: 'rene.cote@umontreal.example',
      firstActivity: '2020-09-10',
      sessions: null,
      presenters: null,
    });
    expect(reconcile(after, { course: known, vanished: false })).toEqual({
      kind: 'updated',
      changes: [
        { field: 'responsible.name', from: 'Zoé Bélanger', to: 'René Côté' },
        { field: 'responsible.email', from: 'zoe.belanger@umontreal.example', to: 'rene.cote@umontreal.example' },
        { field: 'firstActivityOn', from: '2020-09-03', to: '2020-09-10' },
        { field: 'sessions', from: 5, to: null },
        { field: 'presenters', from: 'Karim Caron <karim.caron@umontreal.example>', to: '' },
      ],
    });
  });

  it('notices a key that comes back, changed or not', () => {
    expect(reconcile(known, { course: known, vanished: true })).toEqual({ kind: 'reappeared', changes: [] });
    expect(reconcile(entryWith({ title: 'Autre' }), { course: known, vanished: true })).toMatchObject({
      kind: 'reappeared',
      changes: [{ field: 'title' }],
    });
  });

  it('agrees with the fingerprint: it differs exactly when something changed', () => {
    const variations = fc.record({
      title: fc.constantFrom('A', 'B', 'é'),
      students: fc.constantFrom(1, 2, null),
      sessions: fc.constantFrom(1, 2, null),
      remarks: fc.constantFrom('', 'x', 'x; y'),
      presenters: fc.constantFrom('', 'A <a@b.ca>', 'A; B'),
      firstActivity: fc.constantFrom('2020-09-03', '03/09/2020', '2020-09-04'),
    });
    fc.assert(
      fc.property(variations, variations, (one, other) => {
        const [before, after] = [entryWith(one), entryWith(other)];
        const same = reconcile(after, { course: before, vanished: false }).kind === 'unchanged';
        expect(fingerprint(before) === fingerprint(after)).toBe(same);
      }),
    );
  });
});

describe('requests gone from their grid', () => {
  const scopes = fc.constantFrom<Scope>(
    ...(['A2020', 'H2021'] as Scope['term'][]).flatMap((term) =>
      ['Médecine', 'Chirurgie'].map((department) => ({ term, department })),
    ),
  );
  const knownCourses = fc.uniqueArray(
    fc.record({
      key: fc.integer({ min: 0, max: 30 }).map((n) => `A2020#MMD${1000 + n}#A#synchronous` as CourseKey),
      scope: scopes,
      over: fc.boolean(),
    }),
    { selector: ({ key }) => key },
  );

  it('are exactly those of the scopes the grid names, not over, that no row speaks of', () => {
    fc.assert(
      fc.property(
        knownCourses,
        fc.array(scopes),
        fc.subarray(Array.from({ length: 31 }, (_, n) => `A2020#MMD${1000 + n}#A#synchronous` as CourseKey)),
        (known, named, present) => {
          const keys = new Set(present);
          const expected = known.filter(
            (course) =>
              !course.over &&
              !keys.has(course.key) &&
              named.some((scope) => scope.term === course.scope.term && scope.department === course.scope.department),
          );
          expect(vanishedFrom(known, { scopes: named, keys })).toEqual(expected);
        },
      ),
    );
  });

  it('are found although the grid spells the department another way', () => {
    const known = [
      { key: courseKey(entryWith({})), scope: { term: entryWith({}).term, department: 'Médecine' }, over: false },
    ];
    const scope = { term: entryWith({}).term, department: 'MEDECINE ' };
    expect(vanishedFrom(known, { scopes: [scope], keys: new Set() })).toEqual(known);
  });

  it('are not those of a row that is refused or not validated', () => {
    const { mentions } = readGrid(
      sheetOf([headings, cellsWith({ email: 'x' }), cellsWith({ sigle: 'MMD3617', validated: 'Non' })]),
    );
    const known = ['MMD3616', 'MMD3617', 'MMD3618'].map((sigle) => ({
      key: courseKey(entryWith({ sigle })),
      scope: { term: entryWith({}).term, department: 'Médecine' },
      over: false,
    }));
    expect(vanishedFrom(known, { scopes: mentions.scopes(), keys: mentions.keys })).toEqual(known.slice(2));
  });
});
