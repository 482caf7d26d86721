/** Slack: business days left before a due date, as queues show it (design, "Request and service tasks"). */
import { businessDays } from './business.ts';
import { deskCalendar, deskCovers } from './desk.ts';
import { msOf, type Instant, type IsoDate } from './instant.ts';
import { openDaysOf, type OpenDays } from './openings.ts';
import { localDate } from './zone.ts';

let known: OpenDays | undefined;

/** Beyond the years whose closures are known, the nearest known day stands in: a far date stays far. */
function covered(day: IsoDate): IsoDate {
  if (day < deskCovers.from) return deskCovers.from;
  return day > deskCovers.to ? deskCovers.to : day;
}

/**
 * Business days from the day of an instant, on the desk's own calendar, to a due date: 0 on the day itself, negative when
 * the date is past.
 * @param at now, or the end of what is over.
 */
export function slackDays(at: Instant, dueOn: IsoDate): number {
  known ??= openDaysOf(deskCalendar, deskCovers.from, deskCovers.to);
  return businessDays(covered(localDate(msOf(at), deskCalendar.zone)), covered(dueOn), known);
}
