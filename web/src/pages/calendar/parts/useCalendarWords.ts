/** How the calendar is said: days, times of its own zone, weeks, and what changes in it. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { CalendarChange } from '#shared/calendar/edition.ts';
import { languageOf } from '#shared/contract/language.ts';
import { calendarWordings } from '#shared/contract/wording/calendar.ts';
import { fill } from '#shared/contract/wording/sentence.ts';
import type { Refusal } from '#shared/refusal.ts';
import { wallMinutes, type Closure, type DayWindow, type WallTime, type WeeklyHours } from '#shared/time/calendar.ts';
import type { Weekday } from '#shared/time/day.ts';
import { placeOf } from '#shared/time/zone.ts';
import type { Warning } from '#web/data/calendarActs.ts';
import { exactDate } from '#web/ui/dateWords.ts';

/** As the week is read here. */
export const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** 1 January 2024 was a Monday. */
const someMonday = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Days in a row with the same windows. */
export interface WeekPart {
  readonly days: readonly Weekday[];
  readonly windows: readonly DayWindow[];
}

const sameWindows = (one: readonly DayWindow[], other: readonly DayWindow[]) =>
  JSON.stringify(one) === JSON.stringify(other);

export function weekParts(hours: WeeklyHours): readonly WeekPart[] {
  return week.reduce<readonly WeekPart[]>((parts, day) => {
    const windows = hours.week[day] ?? [];
    const last = parts.at(-1);
    return last && sameWindows(last.windows, windows)
      ? [...parts.slice(0, -1), { ...last, days: [...last.days, day] }]
      : [...parts, { days: [day], windows }];
  }, []);
}

export function useCalendarWords() {
  const { t, locale } = useI18n();
  const language = computed(() => languageOf(locale.value));
  const intl = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(`${language.value}-CA`, options);

  const day = (date: string): string => exactDate(date, language.value);
  const weekday = (name: Weekday): string =>
    intl({ weekday: 'long', timeZone: 'UTC' }).format(someMonday + week.indexOf(name) * dayMs);
  function time(wall: WallTime): string {
    const minutes = wallMinutes(wall);
    if (minutes === 24 * 60) return t('calendar.midnight');
    const said = intl({ hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(minutes * minuteMs);
    // `18 h`, on one line.
    return said.replace(/\s/g, '\u00a0').replace(/h\u00a000$/, 'h');
  }
  const span = (from: WallTime, to: WallTime): string => t('calendar.span', { from: time(from), to: time(to) });

  function windows(list: readonly DayWindow[]): string {
    return list.length === 0
      ? t('calendar.closedDay')
      : list.map(({ opens, closes }) => span(opens, closes)).join(t('calendar.and'));
  }
  function days({ days: named }: WeekPart): string {
    const [first, last] = [named[0] ?? 'mon', named.at(-1) ?? 'mon'];
    if (named.length === 1) return weekday(first);
    return t(named.length === 2 ? 'calendar.twoDays' : 'calendar.dayRange', {
      from: weekday(first),
      to: weekday(last),
    });
  }
  /** The whole week in a line. */
  const weekLine = (hours: WeeklyHours): string =>
    weekParts(hours)
      .map((part) => `${days(part)} ${windows(part.windows)}`)
      .join(', ');

  function closureDays({ from, to }: Pick<Closure, 'from' | 'to'>): string {
    return from === to ? day(from) : t('calendar.closure.range', { from: day(from), to: day(to) });
  }
  function closureWhen({ from, to, during }: Closure): string {
    const when = closureDays({ from, to });
    return during ? t('calendar.closure.inPart', { when, span: span(during.from, during.to) }) : when;
  }

  function changed(change: CalendarChange): string {
    switch (change.kind) {
      case 'closureAdded':
      case 'closureRemoved':
        return t(`calendar.change.${change.kind}`, {
          reason: change.closure.reason,
          when: closureWhen(change.closure),
        });
      case 'hoursAdded':
      case 'hoursRemoved':
        return t(`calendar.change.${change.kind}`, {
          day: day(change.hours.effectiveFrom),
          week: weekLine(change.hours),
        });
      case 'zoneChanged':
        return t('calendar.change.zoneChanged', { from: change.from, to: change.to });
      default:
        return change satisfies never;
    }
  }
  function warned(warning: Warning): string {
    switch (warning.code) {
      case 'closureInPast':
        return t('calendar.warning.closureInPast', { reason: warning.params.reason, day: day(warning.params.day) });
      case 'hoursInPast':
      case 'weekNeverOpens':
        return t(`calendar.warning.${warning.code}`, { day: day(warning.params.day) });
      case 'yearWithoutClosures':
        return t('calendar.warning.yearWithoutClosures', { year: warning.params.year });
      default:
        return warning satisfies never;
    }
  }
  /** What the check of the calendar says, in the desk's own sentences. */
  function fault({ code, params = {} }: Refusal): string {
    const known = Object.entries(calendarWordings).find(([name]) => name === code)?.[1];
    const said = Object.fromEntries(
      Object.entries(params).map(([name, value]) => {
        const text = typeof value === 'number' ? String(value) : value;
        return [name, name === 'day' ? day(text) : text];
      }),
    );
    return known ? fill(known.detail, language.value, said) : code;
  }
  /** The zone as people call it: `heure de l’Est`. */
  function zoneName(zone: string): string {
    const parts = intl({ timeZone: placeOf(zone), timeZoneName: 'longGeneric' }).formatToParts(someMonday);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  }

  return {
    day,
    weekday,
    time,
    span,
    windows,
    days,
    weekLine,
    closureDays,
    closureWhen,
    changed,
    warned,
    fault,
    zoneName,
  };
}
export type CalendarWords = ReturnType<typeof useCalendarWords>;
