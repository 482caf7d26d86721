/** A list of requests as an address says it: `/requests?state=open&term=A2020&vanished=yes&q=biologie&sort=-due`. */
import { approaches, type Approach } from '#shared/request/course.ts';

/** `inHand` is what is open or in progress, `over` what is closed or cancelled. */
export const listStates = ['inHand', 'open', 'inProgress', 'over', 'closed', 'cancelled', 'all'] as const;
export type ListStates = (typeof listStates)[number];

export const listColumns = ['due', 'course', 'department', 'responsible', 'state', 'number'] as const;
export type ListColumn = (typeof listColumns)[number];

export interface ListSort {
  readonly column: ListColumn;
  readonly direction: 'ascending' | 'descending';
}

export interface ListQuery {
  readonly states: ListStates;
  readonly term: string | null;
  readonly department: string | null;
  readonly approach: Approach | null;
  /** Only those whose row is gone from its grid. */
  readonly vanished: boolean;
  readonly text: string;
  readonly sort: ListSort;
}

export const wholeList: ListQuery = {
  states: 'inHand',
  term: null,
  department: null,
  approach: null,
  vanished: false,
  text: '',
  sort: { column: 'due', direction: 'ascending' },
};

/** What the router reads of an address. */
type AddressQuery = Readonly<Record<string, string | null | readonly (string | null)[] | undefined>>;

function textIn(query: AddressQuery, name: string): string | null {
  const value = query[name];
  const one = typeof value === 'string' ? value : (value?.find((each) => each !== null) ?? '');
  return one.trim() === '' ? null : one;
}

const oneOf = <Value extends string>(known: readonly Value[], text: string | null): Value | null =>
  known.find((each) => each === text) ?? null;

function sortIn(text: string | null): ListSort {
  const column = oneOf(listColumns, text?.replace(/^-/, '') ?? null);
  return column ? { column, direction: text?.startsWith('-') ? 'descending' : 'ascending' } : wholeList.sort;
}

/** The list an address asks for; what it does not say, or says badly, is as in the whole list. */
export function listIn(query: AddressQuery): ListQuery {
  return {
    states: oneOf(listStates, textIn(query, 'state')) ?? wholeList.states,
    term: textIn(query, 'term'),
    department: textIn(query, 'department'),
    approach: oneOf(approaches, textIn(query, 'approach')),
    vanished: textIn(query, 'vanished') === 'yes',
    text: textIn(query, 'q') ?? '',
    sort: sortIn(textIn(query, 'sort')),
  };
}

/** What the address of a list says; nothing of what goes without saying. */
export function addressOfList(query: ListQuery): Readonly<Record<string, string>> {
  const { states, term, department, approach, vanished, text, sort } = query;
  const sorted = `${sort.direction === 'descending' ? '-' : ''}${sort.column}`;
  const said: Readonly<Record<string, string | null>> = {
    state: states === wholeList.states ? null : states,
    term,
    department,
    approach,
    vanished: vanished ? 'yes' : null,
    q: text.trim() === '' ? null : text,
    sort: sorted === wholeList.sort.column ? null : sorted,
  };
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );
}

/** The list without what narrows it; its order stays. */
export function widened({ sort }: ListQuery): ListQuery {
  return { ...wholeList, sort };
}

/** Whether something narrows the list. */
export function isNarrowed(query: ListQuery): boolean {
  const said = Object.keys(addressOfList(query));
  return said.some((name) => name !== 'sort');
}
