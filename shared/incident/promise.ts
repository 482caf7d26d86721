/** What a requester is promised before they send: "réponse d'ici mardi 16 h 30". */
import type { CalendarEdition } from '../calendar/edition.ts';
import { isOpen } from '../time/business.ts';
import { msOf, type Instant } from '../time/instant.ts';
import { coverage } from './openingsFor.ts';
import { evaluate } from './sla.ts';

export interface ResponsePromise {
  /** The instant by which an incident opened now is answered; null when the desk never opens again as far as is known. */
  readonly respondBy: Instant | null;
  /** Whether the desk is open now: when not, its time begins at the next opening. */
  readonly open: boolean;
}

/** The promise for an incident opened at this instant. */
export function promiseAt(now: Instant, { calendar }: Pick<CalendarEdition, 'calendar'>): ResponsePromise {
  const { response } = evaluate([{ at: now, seq: 0, to: 'new' }], now, calendar);
  const at = msOf(now);
  return { respondBy: response?.dueAt ?? null, open: isOpen(at, coverage(calendar, at, at)) };
}
