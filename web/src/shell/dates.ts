/** How dates are said, as the reader chose; kept per browser. */
import { dateStyles, sayDates, type DateStyle } from '#web/ui/dateStyle.ts';

const key = 'guichet.dates';

/** Takes up the choice kept in this browser. */
export function restoreDates(): void {
  sayDates(dateStyles.find((each) => each === localStorage.getItem(key)) ?? 'words');
}

/** Says dates another way and keeps the choice. */
export function chooseDates(style: DateStyle): void {
  localStorage.setItem(key, style);
  sayDates(style);
}
