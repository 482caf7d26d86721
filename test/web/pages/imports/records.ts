/** Imports and rows of their reports, as the API tells them. */
export const counts = {
  ...{ read: 49, created: 51, updated: 0, unchanged: 0, duplicate: 1, notValidated: 1, refused: 2, vanished: 0 },
};

export const preview = {
  ...{ number: 'IMP0010001', mode: 'preview', state: 'done', fileName: 'Grille d’automne.xlsx', sizeBytes: 11_273 },
  ...{ landedAt: '2026-11-22T14:00:00.000Z', endedAt: '2026-11-22T14:00:03.000Z' },
  sentBy: { id: 'chantal', name: 'Chantal Vézina' },
  ...{ previewedAs: null, importedAs: null, counts, failure: null },
  scopes: [{ term: 'A2020', department: 'Pédiatrie' }],
};
export const imported = { ...preview, number: 'IMP0010002', mode: 'import', previewedAs: preview.number };

const row = { request: null, findings: [], changes: [] };
export const created = Array.from({ length: 51 }, (_, index) => ({
  ...row,
  ...{ row: 60 + index, outcome: 'created', course: `A2020#MMD${1000 + index}#A#synchronous`, title: `Cours ${index}` },
}));
export const refused = [
  {
    ...row,
    ...{ row: 26, outcome: 'refused', course: 'A2020#PST9101#A#synchronous', title: 'Croissance' },
    findings: [
      {
        ...{
          column: 'Courriel du responsable',
          value: 'pas-un-courriel',
          code: 'emailUnreadable',
          severity: 'refusal',
        },
        detail: 'La valeur « pas-un-courriel » n’est pas une adresse de courriel.',
      },
      {
        ...{ column: 'Section', value: '?', code: 'sectionUnreadable', severity: 'refusal' },
        detail: 'La valeur « ? » n’est pas une section.',
      },
    ],
  },
  {
    ...row,
    ...{ row: 25, outcome: 'refused', course: null, title: 'Pharmacologie' },
    findings: [
      {
        column: 'Sigle',
        value: '',
        code: 'valueMissing',
        severity: 'refusal',
        detail: 'La cellule « Sigle » est vide.',
      },
    ],
  },
];
export const changed = {
  ...row,
  ...{ row: 8, outcome: 'updated', course: 'A2020#TXM6599#B#asynchronous', title: 'Santé publique' },
  request: 'RITM0010004',
  changes: [
    { field: 'responsible.name', from: 'André Fortin', to: 'Rébecca Fortin' },
    { field: 'firstActivityOn', from: '2020-09-06', to: '2020-09-03' },
  ],
};

const page = (items: readonly unknown[]) => ({ items, next: null });
/** Answers for the rows of an import's report. */
export const rowsOf = (number: string) => ({
  [`GET /api/imports/${number}/rows?outcome=refused`]: page(refused),
  [`GET /api/imports/${number}/rows?outcome=notValidated`]: page([
    { ...row, row: 51, outcome: 'notValidated', course: null, title: 'Anatomie' },
  ]),
  [`GET /api/imports/${number}/rows?outcome=duplicate`]: page([
    { ...row, row: 53, outcome: 'duplicate', course: 'A2020#MMD1000#A#synchronous', title: 'Cours 0' },
  ]),
  [`GET /api/imports/${number}/rows?outcome=created`]: { items: created.slice(0, 30), next: 'on' },
  [`GET /api/imports/${number}/rows?outcome=created&cursor=on`]: page(created.slice(30)),
});
