/** Instants as people read them, in the zone of the desk. */
import { msOf, type Instant } from './instant.ts';
import { placeOf } from './zone.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `jeudi 10 septembre 2020 à 14 h 30`. */
export function frenchMoment(at: Instant, zone: string): string {
  const known =
    formats.get(zone) ??
    new Intl.DateTimeFormat('fr-CA', {
      timeZone: placeOf(zone),
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, known);
  return known.format(msOf(at));
}
