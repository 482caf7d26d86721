/** What may be refused of a saved view, in both languages. */
import type { ViewRefusal } from '../../view/decide.ts';
import type { Wording } from './refusals.ts';

export const viewWordings: Readonly<Record<ViewRefusal, Wording>> = {
  tooManyViews: {
    status: 409,
    title: { fr: 'Trop de vues', en: 'Too many views' },
    detail: {
      fr: 'Il n’y a pas de place pour une vue de plus[ : chacun en garde {most}, et chaque groupe autant]. Supprimez-en une, puis recommencez.',
      en: 'There is no room for another view[: everybody keeps {most}, and each group as many]. Delete one, then try again.',
    },
  },
  viewStaysShared: {
    status: 409,
    title: { fr: 'Vue partagée', en: 'Shared view' },
    detail: {
      fr: 'Une vue partagée le reste, car d’autres s’en servent. Enregistrez-en une copie pour vous.',
      en: 'A shared view stays so, because others use it. Save a copy of it for yourself.',
    },
  },
};
