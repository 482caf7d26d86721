/** Closures proposed for a year: the holidays of Québec and the university's closing, less what is entered already. */
import type { Calendar, Closure } from '../time/calendar.ts';
import { closuresOfYear } from '../time/holidays.ts';

export interface Proposal {
  readonly closure: Closure;
  /** The calendar closes the desk on each of these days already, wholly. */
  readonly known: boolean;
}

/** What an admin may take over for a calendar year, in order. */
export function proposals(year: number, { closures }: Pick<Calendar, 'closures'>): readonly Proposal[] {
  return closuresOfYear(year).map((closure) => ({
    closure,
    known: closures.some(({ from, to, during }) => !during && from <= closure.from && to >= closure.to),
  }));
}
