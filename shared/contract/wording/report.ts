/** Words of an import's report: what became of a row, which field of a course changed, which approach is meant. */
import type { RowOutcome } from '../../grid/import.ts';
import type { Approach } from '../../request/course.ts';
import type { Bilingual, Language } from '../language.ts';

/** What became of a row. */
export const outcomeWords: Readonly<Record<RowOutcome, Bilingual>> = {
  created: { fr: 'nouvelle', en: 'new' },
  updated: { fr: 'modifiée', en: 'changed' },
  unchanged: { fr: 'inchangée', en: 'unchanged' },
  duplicate: { fr: 'en double', en: 'duplicate' },
  notValidated: { fr: 'non validée', en: 'not validated' },
  refused: { fr: 'refusée', en: 'refused' },
  vanished: { fr: 'disparue de la grille', en: 'gone from the grid' },
};

export const approachWords: Readonly<Record<Approach, Bilingual>> = {
  synchronous: { fr: 'synchrone', en: 'synchronous' },
  asynchronous: { fr: 'asynchrone', en: 'asynchronous' },
};

/** Fields of a course that a grid may change, and the flag of a row that had gone. */
const fieldWords: Readonly<Record<string, Bilingual>> = {
  title: { fr: 'Titre du cours', en: 'Course title' },
  department: { fr: 'Département', en: 'Department' },
  'responsible.name': { fr: 'Responsable du cours', en: 'Head of course' },
  'responsible.email': { fr: 'Courriel du responsable', en: 'E-mail of the head of course' },
  firstActivityOn: { fr: 'Première activité', en: 'First activity' },
  sessions: { fr: 'Nb séances', en: 'Sessions' },
  students: { fr: 'Nb étudiants', en: 'Students' },
  presenters: { fr: 'Présentateurs', en: 'Presenters' },
  remarks: { fr: 'Remarques', en: 'Remarks' },
  vanished: { fr: 'Ligne de la grille', en: 'Row of the grid' },
};

/** The name of a changed field as people say it; one of an earlier version goes by its own name. */
export function fieldWord(field: string, language: Language): string {
  return (Object.hasOwn(fieldWords, field) ? fieldWords[field]?.[language] : undefined) ?? field;
}

const was: Bilingual = { fr: '(vide)', en: '(empty)' };
const back: Bilingual = { fr: 'de retour dans la grille', en: 'back in the grid' };
const flagged: Bilingual = { fr: 'disparue de la grille', en: 'gone from the grid' };

/** The value before and after a change, as they are read: the empty one has its word, and a flag its meaning. */
export function changeWords(
  { field, from, to }: { readonly field: string; readonly from: string; readonly to: string },
  language: Language,
): { readonly from: string; readonly to: string } {
  if (field === 'vanished') {
    return { from: (from === '' ? back : flagged)[language], to: (to === '' ? back : flagged)[language] };
  }
  return { from: from || was[language], to: to || was[language] };
}
