/** What whoever asked for help is told of it, and who is given it at the desk; in French, as plain text. */
import type { PersonRef } from '../access/person.ts';
import type { Incident, Resolution } from '../incident/incident.ts';
import type { Instant } from '../time/instant.ts';
import { frenchMoment } from '../time/moment.ts';
import { notice, type Notice } from './notice.ts';

type Named = Pick<Incident, 'number' | 'title'>;

const follow = (number: string, link: string): string => `Suivre la demande d’aide ${number} ou y répondre : ${link}`;

/**
 * It was received, and by when it is answered. An acknowledgement is no answer: no clock minds it.
 * @param promisedBy null when the calendar does not say yet.
 * @param zone that of the desk's calendar, in which people read hours.
 */
export function received({ number, title }: Named, promisedBy: Instant | null, zone: string, link: string): Notice {
  return notice(`${number} : nous avons reçu votre demande, « ${title} »`, [
    'Bonjour,',
    `Votre demande d’aide ${number}, « ${title} », est bien arrivée.`,
    ...(promisedBy === null ? [] : [`Vous aurez une réponse d’ici le ${frenchMoment(promisedBy, zone)}.`]),
    follow(number, link),
  ]);
}

/** Somebody of the desk wrote to them. */
export function commented({ number, title }: Named, text: string, link: string): Notice {
  return notice(`${number} : un mot du guichet, « ${title} »`, [
    'Bonjour,',
    `Au sujet de votre demande d’aide ${number}, « ${title} » :`,
    text,
    follow(number, link),
  ]);
}

/** @param closesAt when it closes by itself unless they write; null when that is not known. */
export function resolved(
  { number, title }: Named,
  { text }: Pick<Resolution, 'text'>,
  closesAt: Instant | null,
  zone: string,
  link: string,
): Notice {
  return notice(`${number} : votre demande est résolue, « ${title} »`, [
    'Bonjour,',
    `Votre demande d’aide ${number}, « ${title} », est résolue :`,
    text,
    closesAt === null
      ? 'Si ce n’est pas réglé, écrivez-nous : elle sera rouverte.'
      : `Si ce n’est pas réglé, écrivez-nous avant le ${frenchMoment(closesAt, zone)} : elle sera rouverte. Sinon, elle se fermera d’elle-même.`,
    follow(number, link),
  ]);
}

export function closed({ number, title }: Named, link: string): Notice {
  return notice(`${number} : votre demande est fermée, « ${title} »`, [
    'Bonjour,',
    `Votre demande d’aide ${number}, « ${title} », est fermée. Si vous y répondez, une nouvelle demande s’ouvrira, liée à celle-ci.`,
    follow(number, link),
  ]);
}

export function cancelled({ number, title }: Named, reason: string, link: string): Notice {
  return notice(`${number} : votre demande est annulée, « ${title} »`, [
    'Bonjour,',
    `Votre demande d’aide ${number}, « ${title} », a été annulée : ${reason}`,
    follow(number, link),
  ]);
}

/** Says nothing of the one that is kept: it may be somebody else's. */
export function merged({ number, title }: Named, link: string): Notice {
  return notice(`${number} : votre demande est jointe à une autre, « ${title} »`, [
    'Bonjour,',
    `Votre demande d’aide ${number}, « ${title} », porte sur ce que nous traitons déjà. Vous saurez comment cela se règle.`,
    follow(number, link),
  ]);
}

/** Somebody gave it to the reader. */
export function incidentAssigned({ number, title, requester }: Incident, by: PersonRef, link: string): Notice {
  return notice(`${number} vous est assignée : « ${title} »`, [
    'Bonjour,',
    `${by.name} vous a assigné la demande d’aide ${number} de ${requester.name}, « ${title} ».`,
    `Ouvrir la demande d’aide ${number} : ${link}`,
  ]);
}
