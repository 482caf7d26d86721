/** Dates as people say them, in the desk's own zone, so that two readers of one record read the same hour. */
import type { Language } from '#shared/contract/language.ts';
import { dayMs } from '#shared/time/day.ts';
import { epochMs } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/zone.ts';

export const deskZone = 'America/Toronto';

const isDay = (at: string) => /^\d{4}-\d{2}-\d{2}$/.test(at);

const formats = new Map<string, Intl.DateTimeFormat>();
function written(ms: number, language: Language, options: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(`${language}-CA`, options);
  formats.set(key, format);
  return format.format(ms);
}

const relatives = new Map<Language, Intl.RelativeTimeFormat>();
function relative(count: number, unit: Intl.RelativeTimeFormatUnit, language: Language): string {
  const format = relatives.get(language) ?? new Intl.RelativeTimeFormat(`${language}-CA`, { numeric: 'auto' });
  relatives.set(language, format);
  return format.format(count, unit);
}

const dayNumber = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);

/** Yesterday, today and tomorrow by their names, other days by their date; the year only where it is another. */
function dayWords(day: string, today: string, language: Language, short: boolean): string {
  const away = dayNumber(day) - dayNumber(today);
  if (Math.abs(away) <= 1) return relative(away, 'day', language);
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return written(Date.parse(`${day}T00:00:00Z`), language, {
    timeZone: 'UTC',
    day: 'numeric',
    month: short ? 'short' : 'long',
    ...(!short && Math.abs(away) < 100 && { weekday: 'long' }),
    ...(!sameYear && { year: 'numeric' }),
  });
}

/**
 * A day or an instant in words: "demain", "il y a 5 minutes", "jeudi 3 septembre à 14 h 05".
 * @param at `2020-09-03` or an instant in UTC.
 * @param nowMs the time now, in milliseconds since 1970.
 */
export function dateWords(at: string, nowMs: number, language: Language, short = false): string {
  const today = localDate(epochMs(nowMs), deskZone);
  if (isDay(at)) return dayWords(at, today, language, short);
  const ms = Date.parse(at);
  const minutes = Math.round((ms - nowMs) / 60_000);
  // A clock that runs a little behind the desk's says "now", not "in a minute".
  if (minutes > -1 && minutes <= 1) return relative(0, 'second', language);
  if (minutes > -60 && minutes < 0) return relative(minutes, 'minute', language);
  const day = dayWords(localDate(epochMs(ms), deskZone), today, language, short);
  return dayAndTime(day, ms, language);
}

function dayAndTime(day: string, ms: number, language: Language): string {
  const time = written(ms, language, { timeZone: deskZone, hour: 'numeric', minute: '2-digit' });
  return language === 'fr' ? `${day} à ${time}` : `${day} at ${time}`;
}

/** An instant by its day and hour however near it is: "mardi 24 novembre à 16 h 30"; the year only where it is another. */
export function datedWords(at: string, nowMs: number, language: Language): string {
  const ms = Date.parse(at);
  const sameYear = localDate(epochMs(ms), deskZone).slice(0, 4) === localDate(epochMs(nowMs), deskZone).slice(0, 4);
  const day = written(ms, language, {
    timeZone: deskZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  });
  return dayAndTime(day, ms, language);
}

/** The whole date, with the hour to the second where there is one: what is read on hover. */
export function exactDate(at: string, language: Language): string {
  return isDay(at)
    ? written(Date.parse(`${at}T00:00:00Z`), language, { timeZone: 'UTC', dateStyle: 'full' })
    : written(Date.parse(at), language, { timeZone: deskZone, dateStyle: 'full', timeStyle: 'long' });
}

/** The date in figures and short words, with the hour to the minute where there is one: the same whenever it is read. */
export function plainDate(at: string, language: Language): string {
  return isDay(at)
    ? written(Date.parse(`${at}T00:00:00Z`), language, { timeZone: 'UTC', dateStyle: 'medium' })
    : written(Date.parse(at), language, { timeZone: deskZone, dateStyle: 'medium', timeStyle: 'short' });
}
