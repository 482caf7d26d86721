/** What a course grid says of one course taught by one approach: the origin of every request. */
import type { Branded } from '../ids.ts';
import type { IsoDate } from '../time/instant.ts';

/** `A2020` autumn, `H2021` winter, `E2021` summer: the university's own abbreviations, without accent. */
export type Term = Branded<string, 'Term'>;
/** Course code: letters and digits without blank, upper case, `MMD3616`. */
export type Sigle = Branded<string, 'Sigle'>;
/** E-mail address, lower case. */
export type Email = Branded<string, 'Email'>;

/** Distance-teaching approaches the faculty supports (guide, "Tâches de services"): virtual class, or pre-recorded. */
export const approaches = ['synchronous', 'asynchronous'] as const;
export type Approach = (typeof approaches)[number];

/** Somebody outside the desk: the head of a course, a presenter. */
export interface Contact {
  readonly name: string;
  /** Null when the grid gives a presenter's name only. */
  readonly email: Email | null;
}

/** The head of a course; reachable, since the interview is held with them. */
export interface Responsible extends Contact {
  readonly email: Email;
}

/** One course × approach as a grid row describes it. Natural key: term + sigle + section + approach. */
export interface CourseEntry {
  readonly term: Term;
  readonly sigle: Sigle;
  readonly section: string;
  readonly approach: Approach;
  readonly title: string;
  readonly department: string;
  readonly responsible: Responsible;
  /** First teaching activity: the due date of the request. */
  readonly firstActivityOn: IsoDate;
  readonly sessions: number | null;
  readonly students: number | null;
  readonly presenters: readonly Contact[];
  readonly remarks: string;
}

/** Natural key of an entry as one text, `A2020#MMD3616#A#synchronous`. */
export type CourseKey = Branded<string, 'CourseKey'>;

/** The natural key of a course entry; two rows with the same key speak of the same request. */
export function courseKey(entry: Pick<CourseEntry, 'term' | 'sigle' | 'section' | 'approach'>): CourseKey {
  return `${entry.term}#${entry.sigle}#${entry.section}#${entry.approach}` as CourseKey;
}

/** The parts of a natural key; null when the text is none. */
export function parseCourseKey(text: string): Pick<CourseEntry, 'term' | 'sigle' | 'section' | 'approach'> | null {
  const [term = '', sigle = '', section = '', named = '', ...more] = text.split('#');
  const approach = approaches.find((each) => each === named);
  return approach && term && sigle && section && more.length === 0
    ? { term: term as Term, sigle: sigle as Sigle, section, approach }
    : null;
}
