/** A message to somebody of the desk, in French, as plain text. */
import type { FieldChange, HistoryValue } from '../history/line.ts';
import type { Approach, CourseEntry } from '../request/course.ts';
import type { TaskKind } from '../request/plan.ts';

export interface Notice {
  readonly subject: string;
  readonly text: string;
}

/** Tasks as the guide names them. */
export const taskNames: Readonly<Record<TaskKind, string>> = {
  interview: 'Entrevue',
  planning: 'Planification technologique',
  coaching: 'Accompagnement techno-pédagogique',
  compliance: 'Conformité de la médiatisation',
};

const approachNames: Readonly<Record<Approach, string>> = { synchronous: 'synchrone', asynchronous: 'asynchrone' };

type NamedCourse = Pick<CourseEntry, 'term' | 'sigle' | 'section' | 'approach' | 'title'>;

/** A course in one line: `MMD3616 A, asynchrone, A2020 : « Biologie humaine »`. */
export function courseName({ term, sigle, section, approach, title }: NamedCourse): string {
  return `${[sigle, section].filter((part) => part !== '').join(' ')}, ${approachNames[approach]}, ${term} : « ${title} »`;
}

/** Fields worth a line of a message; the others are the desk's own bookkeeping. */
const fieldNames: Readonly<Record<string, string>> = {
  dueOn: 'Échéance',
  'course.title': 'Titre',
  'course.department': 'Département',
  'course.responsible.name': 'Responsable',
  'course.responsible.email': 'Courriel du responsable',
  'course.firstActivityOn': 'Première activité',
  'course.sessions': 'Séances',
  'course.students': 'Étudiants',
  'course.presenters': 'Présentateurs selon la grille',
  'course.remarks': 'Remarques',
};

const shown = (value: HistoryValue): string => (value === null || value === '' ? '(vide)' : String(value));

/** Changes as lines of a message, `- Titre : Biologie → Biologie humaine`. */
export function changeLines(changes: readonly FieldChange[]): readonly string[] {
  return changes.flatMap(({ field, from, to }) => {
    const name = fieldNames[field];
    return name === undefined ? [] : [`- ${name} : ${shown(from)} → ${shown(to)}`];
  });
}

/** Puts a message together; a subject is one line whatever a grid wrote into a title. */
export function notice(subject: string, paragraphs: readonly string[]): Notice {
  return {
    subject: subject.replace(/\s+/g, ' ').slice(0, 200),
    text: [...paragraphs, 'Message envoyé par le guichet de la Cellule FMed. Inutile d’y répondre.', ''].join('\n\n'),
  };
}
