/** Why a calendar could not be saved, as the admin who wrote it understands it. */
import type { CalendarRefusal } from '../../calendar/refusals.ts';
import type { Wording } from './refusals.ts';

const status = 422;

export const calendarWordings: Readonly<Record<CalendarRefusal, Wording>> = {
  calendarZoneUnknown: {
    status,
    title: { fr: 'Fuseau horaire inconnu', en: 'Unknown time zone' },
    detail: {
      fr: 'Le fuseau horaire[ « {zone} »] n’existe pas. Écrivez un nom comme America/Toronto.',
      en: 'There is no time zone[ “{zone}”]. Write a name such as America/Toronto.',
    },
  },
  calendarHoursTwice: {
    status,
    title: { fr: 'Deux horaires le même jour', en: 'Two sets of hours on one day' },
    detail: {
      fr: 'Deux horaires entrent en vigueur le même jour[, le {day}]. Gardez-en un, ou changez la date de l’autre.',
      en: 'Two sets of hours take effect on the same day[, {day}]. Keep one, or change the date of the other.',
    },
  },
  calendarWindowEmpty: {
    status,
    title: { fr: 'Plage à l’envers', en: 'Window that ends before it begins' },
    detail: {
      fr: 'Une plage d’ouverture finit avant de commencer[: de {opens} à {closes}]. Inversez les heures, ou retirez la plage.',
      en: 'An opening window ends before it begins[: from {opens} to {closes}]. Swap the times, or remove the window.',
    },
  },
  calendarWindowsOverlap: {
    status,
    title: { fr: 'Plages qui se chevauchent', en: 'Windows that overlap' },
    detail: {
      fr: 'La plage[ de {opens} à {closes}] en chevauche une autre du même jour. Faites-en une seule, ou séparez-les.',
      en: 'The window[ from {opens} to {closes}] overlaps another of the same day. Make them one, or set them apart.',
    },
  },
  calendarClosureBackwards: {
    status,
    title: { fr: 'Fermeture à l’envers', en: 'Closure that ends before it begins' },
    detail: {
      fr: 'La fermeture[ « {reason} »] finit avant de commencer. Corrigez ses dates ou ses heures.',
      en: 'The closure[ “{reason}”] ends before it begins. Correct its days or times.',
    },
  },
  calendarClosuresOverlap: {
    status,
    title: { fr: 'Fermetures qui se chevauchent', en: 'Closures that overlap' },
    detail: {
      fr: 'La fermeture[ « {reason} »] répète ce que ferme déjà[ « {other} », le {day}]. Raccourcissez l’une des deux, ou retirez-la.',
      en: 'The closure[ “{reason}”] closes again what is closed[ by “{other}” on {day}]. Shorten one of the two, or remove it.',
    },
  },
};
