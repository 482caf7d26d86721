/** What a request is found by: the words of its record, and those that only the desk may look for. */
import { fold } from '../grid/cell.ts';
import type { RequestNumber } from '../ids.ts';
import type { RequestWithTasks } from '../request/decide.ts';
import { wordsOf } from './words.ts';

export interface SearchEntry {
  readonly request: RequestNumber;
  /**
   * Raised by every change of the request or of a task: the sum of their versions, each of which only rises. Of two entries
   * the one with the higher stamp is the later.
   */
  readonly stamp: number;
  /** Number, course, department, head of course and presenters. */
  readonly words: readonly string[];
  /** Who of the desk holds its tasks: not for those who asked. */
  readonly deskWords: readonly string[];
  /** The department as the policy compares it. */
  readonly department: string;
}

/** The entry of a request as it is now. */
export function searchEntryOf({ request, tasks }: RequestWithTasks): SearchEntry {
  const { number, course, presenters, version } = request;
  const listed = presenters.kind === 'listed' ? presenters.people : [];
  const people = [course.responsible, ...course.presenters, ...listed].map(({ name }) => name);
  const { term, sigle, title, department } = course;
  return {
    request: number,
    stamp: tasks.reduce((sum, task) => sum + task.version, version),
    words: wordsOf(number, sigle, term, title, department, ...people),
    deskWords: wordsOf(...tasks.flatMap(({ assignee }) => (assignee ? [assignee.name] : []))),
    department: fold(department),
  };
}
