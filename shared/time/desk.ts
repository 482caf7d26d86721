/** The calendar the desk opens with, until an admin edits it. */
import type { Calendar, DayWindow } from './calendar.ts';
import { closuresOfYear } from './holidays.ts';
import { parseIsoDate, type IsoDate } from './instant.ts';

/** "les heures ouvrables normales (8h30 à 16h30, les jours ouvrables)": the users' guide, service levels. */
const officeHours: readonly DayWindow[] = [{ opens: '08:30', closes: '16:30' }];

/** First and last year whose closures the desk knows. */
const [firstYear, lastYear] = [2020, 2030];

/** First and last day for which the calendar holds. */
export const deskCovers = { from: day(`${firstYear}-01-01`), to: day(`${lastYear}-12-31`) };

export const deskCalendar: Calendar = {
  zone: 'America/Toronto',
  hours: [
    {
      effectiveFrom: deskCovers.from,
      week: { mon: officeHours, tue: officeHours, wed: officeHours, thu: officeHours, fri: officeHours },
    },
  ],
  // The year before counts too: its end-of-year closing reaches over New Year's Day.
  closures: Array.from({ length: lastYear - firstYear + 2 }, (_, rank) => closuresOfYear(firstYear - 1 + rank)).flat(),
};

function day(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (!date) throw new RangeError(`Not a day: ${text}`);
  return date;
}
