/** Requests as the browser filters and orders them: thousands at once, so what is compared is made once. */
import type { ResponseOf } from '#shared/contract/routes.ts';
import { fold } from '#shared/grid/cell.ts';
import { isOver, requestStates } from '#shared/request/request.ts';
import type { ListColumn, ListQuery, ListSort, ListStates } from './requestListQuery.ts';

export type ListedRequest = ResponseOf<'listRequests'>['items'][number];

/** A request with what it is found and ordered by. */
export interface RequestRow {
  readonly request: ListedRequest;
  /** All that free text is looked for in, folded. */
  readonly words: string;
  readonly department: string;
  readonly responsible: string;
}

/** A request made ready to be found and ordered. */
export function rowOf(request: ListedRequest): RequestRow {
  const { sigle, section, title, department, responsible, term } = request.course;
  return {
    request,
    words: fold([request.number, sigle, section, title, department, responsible.name, term].join(' ')),
    department: fold(department),
    responsible: fold(responsible.name),
  };
}

/** Whether a request is among the states wanted. */
export function isAmong(states: ListStates, request: Pick<ListedRequest, 'state'>): boolean {
  switch (states) {
    case 'inHand':
      return !isOver(request);
    case 'over':
      return isOver(request);
    case 'all':
      return true;
    case 'open':
    case 'inProgress':
    case 'closed':
    case 'cancelled':
      return request.state === states;
    default:
      return states satisfies never;
  }
}

/** Whether a row is one of those wanted; each word of the text must be somewhere in it. */
export function matcher(query: Omit<ListQuery, 'sort'>): (row: RequestRow) => boolean {
  const { states, term, department, approach, vanished, text } = query;
  const wanted = fold(text)
    .split(' ')
    .filter((word) => word !== '');
  const place = department === null ? null : fold(department);
  return (row) =>
    isAmong(states, row.request) &&
    (term === null || row.request.course.term === term) &&
    (place === null || row.department === place) &&
    (approach === null || row.request.course.approach === approach) &&
    (!vanished || row.request.vanished) &&
    wanted.every((word) => row.words.includes(word));
}

/** `A2020` as its year and its season in the year: winter, summer, autumn. */
export function termKey(term: string): string {
  return `${term.slice(1)}${'HEA'.indexOf(term.slice(0, 1))}`;
}

const keys: Readonly<Record<ListColumn, (row: RequestRow) => string | number>> = {
  due: ({ request }) => request.dueOn,
  course: ({ request }) => `${request.course.sigle} ${request.course.section} ${request.course.approach}`,
  department: ({ department }) => department,
  responsible: ({ responsible }) => responsible,
  state: ({ request }) => requestStates.indexOf(request.state),
  number: ({ request }) => request.number,
};

const order = (one: string | number, other: string | number): number => (one < other ? -1 : Number(one > other));

/** Which of two rows comes first; those that are equal by the column in due order, then by number. */
export function comparing({ column, direction }: ListSort): (one: RequestRow, other: RequestRow) => number {
  const key = keys[column];
  const sign = direction === 'descending' ? -1 : 1;
  return (one, other) =>
    sign * order(key(one), key(other)) ||
    order(one.request.dueOn, other.request.dueOn) ||
    order(one.request.number, other.request.number);
}
