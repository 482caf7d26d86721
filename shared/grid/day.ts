/** Days as people type them in a grid. */
import { parseIsoDate, type IsoDate } from '../time/instant.ts';
import { cleanLine, fold } from './cell.ts';

const monthNames: readonly (readonly string[])[] = [
  ['janvier', 'january', 'janv', 'jan'],
  ['fevrier', 'february', 'fevr', 'fev', 'feb'],
  ['mars', 'march', 'mar'],
  ['avril', 'april', 'avr', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'july', 'juil', 'jul'],
  ['aout', 'august', 'aug'],
  ['septembre', 'september', 'sept', 'sep'],
  ['octobre', 'october', 'oct'],
  ['novembre', 'november', 'nov'],
  ['decembre', 'december', 'dec'],
];

const weekdays =
  /^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lun|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun) /;

export type DayReading =
  | { readonly kind: 'day'; readonly day: IsoDate }
  /** Written as a date, but the calendar has no such day. */
  | { readonly kind: 'impossible' }
  | { readonly kind: 'unreadable' };

/**
 * Reads `2020-09-03` (also with `/` or `.`, and with an hour behind, which is dropped), `03/09/2020` day first,
 * `3 septembre 2020`, `jeudi 1er oct. 2020`, `September 3, 2020`. Day first is never guessed to be month first:
 * `09/23/2020` is impossible.
 */
export function readDay(text: string): DayReading {
  const line = cleanLine(text);
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}[:h].*)?$/.exec(line);
  if (yearFirst) return dayOf(yearFirst[1], yearFirst[2], yearFirst[3]);
  const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: \d{1,2}[:h].*)?$/.exec(line);
  if (dayFirst) return dayOf(dayFirst[3], dayFirst[2], dayFirst[1]);
  const words = fold(line).replace(/^le /, '').replace(weekdays, '');
  const named = /^(\d{1,2})(?:er|e|st|nd|rd|th)? ([a-z]+) (\d{4})$/.exec(words);
  if (named) return dayNamed(named[3], named[2], named[1]);
  const english = /^([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})$/.exec(words);
  return english ? dayNamed(english[3], english[1], english[2]) : { kind: 'unreadable' };
}

function dayNamed(year = '', name = '', day = ''): DayReading {
  const index = monthNames.findIndex((names) => names.includes(name));
  return index < 0 ? { kind: 'unreadable' } : dayOf(year, String(index + 1), day);
}

function dayOf(year = '', month = '', day = ''): DayReading {
  const fullYear = year.length === 2 ? `20${year}` : year;
  const iso = parseIsoDate(`${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return iso && fullYear >= '1900' ? { kind: 'day', day: iso } : { kind: 'impossible' };
}
