/** What may be done about the calendar: looked at ahead, saved, and its savings told. */
import { useInfiniteQuery, useQueryCache } from '@pinia/colada';
import type { CalendarDraft } from '#shared/calendar/edit.ts';
import { calendarPage } from '#shared/contract/calendarRecords.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';
import { calendarKey, type CalendarPage } from './calendar.ts';
import type { CallOf } from './client.ts';
import { movedFrom } from './moved.ts';

export type Preview = ResponseOf<'previewCalendar'>;
export type Effect = Preview['effect'];
export type Warning = Preview['warnings'][number];
export type Proposal = ResponseOf<'proposeClosures'>['items'][number];

const savingsKey = ['calendar-savings'];
const pageSize = 20;

/** A draft on the wire, whose lists nobody changes there either. */
function sent({ zone, hours, closures, note }: CalendarDraft): CallOf<'saveCalendar'>['body'] {
  return {
    zone,
    hours: hours.map(({ effectiveFrom, week }) => ({
      effectiveFrom,
      week: Object.fromEntries(Object.entries(week).map(([day, windows]) => [day, [...windows]])),
    })),
    closures: closures.map((closure) => ({ ...closure })),
    note,
  };
}

/** Each act throws `Refused`. */
export function useCalendarActs() {
  const call = useClient();
  const cache = useQueryCache();
  const askAgain = useAskAgain();

  function keep(page: CalendarPage): void {
    const shown = cache.getQueryData<CalendarPage>(calendarKey);
    if (!shown || shown.version <= page.version) cache.setQueryData(calendarKey, page);
    void askAgain(savingsKey);
  }

  return {
    /** @throws Refused, `versionMismatch` when somebody saved meanwhile: what they made of it is then the calendar shown. */
    save: async (draft: CalendarDraft, version: number): Promise<CalendarPage> => {
      try {
        const page = await call('saveCalendar', { body: sent(draft), version });
        keep(page);
        return page;
      } catch (error) {
        const moved = movedFrom(error, calendarPage);
        if (moved) keep(moved.current);
        throw error;
      }
    },
    preview: (draft: CalendarDraft, signal: AbortSignal): Promise<Preview> =>
      call('previewCalendar', { body: sent(draft), signal }),
    propose: async (year: number): Promise<readonly Proposal[]> =>
      (await call('proposeClosures', { params: { year: String(year) } })).items,
  };
}

/** Savings of the calendar, newest first, a page at a time. */
export function useSavings() {
  const call = useClient();
  return useInfiniteQuery({
    key: savingsKey,
    initialPageParam: null as string | null,
    query: ({ pageParam, signal }) =>
      call('listCalendarSavings', {
        query: { limit: pageSize, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
}
