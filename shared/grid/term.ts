/** Terms of the university, as grids write them, and the days they span. */
import type { Term } from '../request/course.ts';
import type { IsoDate } from '../time/instant.ts';
import { fold } from './cell.ts';

type Season = 'A' | 'H' | 'E';

const seasons: Readonly<Record<string, Season>> = {
  ...{ a: 'A', aut: 'A', automne: 'A', autumn: 'A', fall: 'A', f: 'A' },
  ...{ h: 'H', hiv: 'H', hiver: 'H', winter: 'H', w: 'H' },
  ...{ e: 'E', ete: 'E', summer: 'E', s: 'E' },
};

/** Reads `A2020`, `Automne 2020`, `2020 automne`, `É2021`, `H-21`, `Fall 2020`; null when the season or the year is missing. */
export function parseTerm(text: string): Term | null {
  const words = fold(text).replace(/^(trimestre|session|term) /, '');
  const parts = /^([a-z]+) ?(\d{4}|\d{2})$/.exec(words) ?? /^(\d{4}) ?([a-z]+)$/.exec(words);
  if (!parts) return null;
  const [first = '', second = ''] = parts.slice(1);
  const [word, digits] = /^\d/.test(first) ? [second, first] : [first, second];
  const season = Object.hasOwn(seasons, word) ? seasons[word] : undefined;
  const year = digits.length === 2 ? `20${digits}` : digits;
  return season && year >= '2000' && year <= '2099' ? (`${season}${year}` as Term) : null;
}

/** First and last month-day on which a course of the season may plausibly begin, and the years they lie in. */
const spans: Readonly<Record<Season, { from: string; fromYear: number; to: string; toYear: number }>> = {
  A: { from: '08-01', fromYear: 0, to: '12-31', toYear: 0 },
  H: { from: '12-15', fromYear: -1, to: '05-15', toYear: 0 },
  E: { from: '04-15', fromYear: 0, to: '08-31', toYear: 0 },
};

/** Whether a first activity on this day fits the term, with two weeks of slack where terms touch. */
export function dayFitsTerm(day: IsoDate, term: Term): boolean {
  const year = Number(term.slice(1));
  const span = spans[term.slice(0, 1) as Season];
  return day >= `${year + span.fromYear}-${span.from}` && day <= `${year + span.toYear}-${span.to}`;
}
