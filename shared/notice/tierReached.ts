/** Tells those who look after a help request that one of its clocks came to a higher tier. */
import type { Incident } from '../incident/incident.ts';
import type { Clock } from '../incident/sla.ts';
import type { ClockName, Tier } from '../incident/tier.ts';
import type { Instant } from '../time/instant.ts';
import { frenchMoment } from '../time/moment.ts';
import { notice, type Notice } from './notice.ts';

/** Tiers and clocks as the users' guide names them. */
const tierNames: Readonly<Record<Tier, string>> = {
  normal: 'normal (bleu)',
  moderate: 'modéré (vert)',
  high: 'élevé (jaune)',
  overdue: 'en retard (orange)',
};
const clockNames: Readonly<Record<ClockName, string>> = {
  response: 'temps de réponse',
  resolution: 'temps de résolution',
};

/** How much time is promised, as the guide says it. */
const allowed: Readonly<Record<ClockName, string>> = {
  response: '8 heures ouvrables',
  resolution: '3 jours ouvrables',
};

export interface Reached {
  readonly clock: ClockName;
  readonly tier: Tier;
  readonly at: Instant;
}

/**
 * @param clock the clock as it stands now.
 * @param zone that of the desk's calendar, in which people read hours.
 * @param link address of the incident's page.
 */
export function tierReached(
  { number, title, assignee }: Pick<Incident, 'number' | 'title' | 'assignee'>,
  { clock: name, tier, at }: Reached,
  clock: Clock,
  zone: string,
  link: string,
): Notice {
  const next = clock.dueAt;
  return notice(`${number} : ${clockNames[name]} ${tierNames[tier]}, « ${title} »`, [
    'Bonjour,',
    `Le ${clockNames[name]} de la demande d’aide ${number}, « ${title} », est à l’échelon ${tierNames[tier]} depuis le ${frenchMoment(at, zone)}.`,
    tier === 'overdue'
      ? `Le délai promis de ${allowed[name]} est dépassé.`
      : `Le délai promis de ${allowed[name]} prend fin ${next === null ? 'à une date que le calendrier ne dit pas encore' : `le ${frenchMoment(next, zone)}`}.`,
    assignee ? `Elle est assignée à ${assignee.name}.` : 'Personne n’en est encore chargé.',
    `Ouvrir la demande d’aide ${number} : ${link}`,
  ]);
}
