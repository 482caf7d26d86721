/** Finds the heading line of a grid and what each column means, whatever the order and the wording. */
import { cleanLine, fold, type ReadableRow, type SheetRow } from './cell.ts';

export const gridFields = [
  'department',
  'sigle',
  'title',
  'section',
  'term',
  'responsible',
  'email',
  'approaches',
  'firstActivity',
  'sessions',
  'students',
  'presenters',
  'validated',
  'remarks',
] as const;
export type GridField = (typeof gridFields)[number];

/** Columns without which no row could be read; the others may be absent. */
export const mandatoryFields = [
  'department',
  'sigle',
  'title',
  'section',
  'term',
  'responsible',
  'email',
  'approaches',
  'firstActivity',
  'validated',
] as const satisfies readonly GridField[];

/**
 * Wordings of each column, best first, in the bare form of `bareHeading` (no accents, articles or plural marks). The
 * first of each is the faculty's own; the others come from other departments' habits and from English.
 */
const wordings: Readonly<Record<GridField, readonly string[]>> = {
  department: ['departement', 'dept', 'dep', 'departement ecole', 'departement unite', 'unite', 'department', 'ecole'],
  sigle: [
    ...['sigle', 'sigle cours', 'code cours', 'numero cours', 'nb cours', 'course code', 'course number', 'code'],
    ...['cours sigle', 'sigle numero', 'course id'],
  ],
  title: ['titre cours', 'titre', 'nom cours', 'intitule cours', 'intitule', 'course title', 'title', 'course name'],
  section: ['section', 'section cours', 'sect', 'sec', 'section groupe', 'groupe section', 'groupe', 'group'],
  term: [
    ...['trimestre', 'trimestre cours', 'trim', 'semestre', 'term', 'semester', 'annee trimestre', 'trimestre annee'],
    ...['academic term', 'session'],
  ],
  responsible: [
    ...['responsable cours', 'responsable', 'nom responsable', 'nom responsable cours', 'professeur responsable'],
    ...['enseignant responsable', 'coordonnateur cours', 'responsible', 'course director', 'course lead'],
    ...['person in charge', 'instructor', 'responsable nom', 'professor in charge', 'professeur'],
  ],
  email: [
    ...['courriel responsable', 'courriel responsable cours', 'courriel', 'adresse courriel', 'email', 'e mail'],
    ...['adresse courriel responsable', 'email responsable', 'e mail responsable', 'adresse electronique', 'mail'],
    ...['adresse electronique responsable', 'courriel professeur', 'responsible email', 'director email'],
    ...['course director email', 'email address', 'responsable courriel', 'courriel enseignant responsable'],
    ...['email course director', 'instructor email', 'email responsible', 'courriel professeur responsable'],
  ],
  approaches: [
    ...['approche', 'approche enseignement', 'approche retenue', 'approche choisie', 'approche souhaitee', 'approach'],
    ...['mode enseignement', 'modalite enseignement', 'modalite', 'mode', 'teaching approach', 'delivery mode'],
    ...['formule', 'approache', 'teaching approache'],
  ],
  firstActivity: [
    ...['premiere activite', 'date premiere activite', 'premiere activite enseignement', '1re activite'],
    ...['date 1re activite', 'date premiere activite enseignement', 'premiere seance', 'date premiere seance'],
    ...['premier cours', 'date premier cours', 'date debut', 'debut', 'debut cours', 'date debut cours', 'echeance'],
    ...['date echeance', 'first activity', 'date first activity', 'first activity date', 'first teaching activity'],
    ...['start date', 'first session', 'first class', 'due date'],
  ],
  sessions: [
    ...['nb seance', 'seance', 'nb seance prevue', 'nb activite', 'nb rencontre', 'nb session', 'session'],
    ...['session count', 'seance nb'],
  ],
  students: [
    ...['nb etudiant', 'etudiant', 'nb etudiant inscrit', 'effectif', 'inscrit', 'nb inscrit', 'nb student', 'student'],
    ...['student count', 'enrolment', 'enrollment', 'etudiant nb', 'nb etudiante etudiant'],
  ],
  presenters: [
    ...['presentateur', 'presentateur courriel', 'conferencier', 'intervenant', 'presentateur nom courriel'],
    ...['autre presentateur', 'collaborateur', 'presenter', 'speaker', 'nom presentateur', 'enseignant', 'lecturer'],
    ...['presentateur cours', 'presenter email', 'presenter name email'],
  ],
  validated: [
    ...['valide departement', 'valide', 'validation departement', 'validation', 'departement valide', 'valide oui non'],
    ...['valide o n', 'approuve departement', 'approuve', 'approbation departement', 'approbation', 'validated'],
    ...['validated department', 'department validation', 'approved', 'approved department', 'department approval'],
    ...['valide dept', 'validation dept', 'validated y n', 'validated yes no'],
  ],
  remarks: ['remarque', 'remarque departement', 'commentaire', 'note', 'observation', 'remark', 'comment', 'precision'],
};

const articles = new Set([
  'a',
  'au',
  'aux',
  'd',
  'de',
  'des',
  'du',
  'et',
  'l',
  'la',
  'le',
  'les',
  'par',
  'the',
  'of',
  'by',
  's',
]);
const counting = new Set(['n', 'nb', 'nbr', 'nbre', 'nombre', 'no', 'number', 'num', 'qte']);

/** A heading without what varies from one hand to another: case, accents, articles, plural marks, ways to say "number of". */
function bareHeading(heading: string): string {
  return fold(heading.replace(/#/g, ' nb '))
    .split(' ')
    .filter((word) => !articles.has(word))
    .map((word) => (counting.has(word) ? 'nb' : word.length > 3 ? word.replace(/s$/, '') : word))
    .join(' ');
}

const ranks: ReadonlyMap<string, ReadonlyMap<GridField, number>> = (() => {
  const byWording = new Map<string, Map<GridField, number>>();
  for (const field of gridFields) {
    wordings[field].forEach((wording, rank) => {
      const bare = bareHeading(wording);
      const fields = byWording.get(bare) ?? new Map<GridField, number>();
      byWording.set(bare, fields.set(field, Math.min(rank, fields.get(field) ?? rank)));
    });
  }
  return byWording;
})();

/** Columns of a grid: where each field lies (0 for column A), and the heading as the sheet spells it. */
export interface Header {
  readonly row: number;
  readonly columns: ReadonlyMap<GridField, HeaderColumn>;
}

interface HeaderColumn {
  readonly index: number;
  readonly heading: string;
}

/** Fields named by the cells of one row. Each column gives one field; of two columns for one field, the better wording wins. */
export function headerIn(row: SheetRow): Header {
  const columns = new Map<GridField, { index: number; heading: string }>();
  const headings = row.cells.map((cell) => (typeof cell === 'string' ? cleanLine(cell) : ''));
  const candidates = headings.map((heading) => (heading.length > 80 ? undefined : ranks.get(bareHeading(heading))));
  const taken = new Set<number>();
  for (const field of gridFields) {
    let best: { index: number; rank: number } | null = null;
    candidates.forEach((fields, index) => {
      const rank = fields?.get(field);
      if (rank !== undefined && !taken.has(index) && (best === null || rank < best.rank)) best = { index, rank };
    });
    const found = best as { index: number; rank: number } | null;
    if (!found) continue;
    taken.add(found.index);
    columns.set(field, { index: found.index, heading: headings[found.index] ?? '' });
  }
  return { row: row.row, columns };
}

/** Mandatory fields that no heading names. */
export function missingFields(header: Header): readonly GridField[] {
  return mandatoryFields.filter((field) => !header.columns.has(field));
}

/** A heading line names at least this many fields; a line of data or a title never does. */
const fewestHeadings = 4;

/** Whether the row is the heading line again, as long grids repeat it at the top of each page. */
export function repeatsHeader(row: ReadableRow, header: Header): boolean {
  const repeats = ({ index, heading }: HeaderColumn) => cleanLine(row.texts[index] ?? '') === heading;
  const sigle = header.columns.get('sigle');
  return sigle !== undefined && repeats(sigle) && [...header.columns.values()].filter(repeats).length >= fewestHeadings;
}

/** Rows with content among which the heading line is looked for. */
export const headerSearchRows = 30;

/**
 * The heading line among the first rows with content: the first that names all mandatory columns, else the one that names
 * most, so that the refusal can say which are missing; null when no line looks like one.
 */
export function findHeader(firstRows: readonly SheetRow[]): Header | null {
  const headers = firstRows
    .slice(0, headerSearchRows)
    .map(headerIn)
    .filter((header) => header.columns.size >= fewestHeadings);
  const complete = headers.find((header) => missingFields(header).length === 0);
  return (
    complete ??
    headers.reduce<Header | null>(
      (best, header) => (best && best.columns.size >= header.columns.size ? best : header),
      null,
    )
  );
}

/** The faculty's own heading of each field, to name a missing column. */
export const usualHeadings: Readonly<Record<GridField, string>> = {
  department: 'Département',
  sigle: 'Sigle',
  title: 'Titre du cours',
  section: 'Section',
  term: 'Trimestre',
  responsible: 'Responsable du cours',
  email: 'Courriel du responsable',
  approaches: 'Approche(s)',
  firstActivity: 'Première activité',
  sessions: 'Nb séances',
  students: 'Nb étudiants',
  presenters: 'Présentateurs',
  validated: 'Validé par le département',
  remarks: 'Remarques',
};
