/** Why something cannot be done to a help request, as whoever tried understands it. */
import type { IncidentRefusal } from '../../incident/refusals.ts';
import type { Wording } from './refusals.ts';

export const incidentWordings: Readonly<Record<IncidentRefusal, Wording>> = {
  incidentOver: {
    status: 409,
    title: { fr: 'Demande d’aide terminée', en: 'Help request over' },
    detail: {
      fr: 'Cette demande d’aide est résolue, fermée ou annulée. Si elle est résolue, rouvrez-la avant d’y travailler; sinon, ouvrez-en une nouvelle.',
      en: 'This help request is resolved, closed or cancelled. If it is resolved, reopen it before working on it; otherwise open a new one.',
    },
  },
  incidentFinal: {
    status: 409,
    title: { fr: 'Demande d’aide fermée', en: 'Help request closed' },
    detail: {
      fr: 'Cette demande d’aide est fermée ou annulée pour de bon. Ouvrez-en une nouvelle.',
      en: 'This help request is closed or cancelled for good. Open a new one.',
    },
  },
  incidentNotResolved: {
    status: 409,
    title: { fr: 'Demande d’aide non résolue', en: 'Help request not resolved' },
    detail: {
      fr: 'Seule une demande d’aide résolue peut être rouverte ou fermée; celle-ci ne l’est pas.',
      en: 'Only a resolved help request can be reopened or closed; this one is not.',
    },
  },
  subkindUnfit: {
    status: 422,
    title: { fr: 'Précision qui ne convient pas', en: 'Detail that does not fit' },
    detail: {
      fr: 'Cette précision ne va pas avec ce type de demande d’aide. Choisissez-en une qui lui convient, ou aucune.',
      en: 'This detail does not go with this type of help request. Choose one that fits, or none.',
    },
  },
  openedInFuture: {
    status: 422,
    title: { fr: 'Ouverture à venir', en: 'Opened in the future' },
    detail: {
      fr: 'Le moment de l’ouverture n’est pas encore arrivé. Indiquez quand la personne a joint le guichet.',
      en: 'The time of opening has not come yet. Say when the person reached the desk.',
    },
  },
  openedTooEarly: {
    status: 422,
    title: { fr: 'Ouverture trop ancienne', en: 'Opened too long ago' },
    detail: {
      fr: 'Une demande d’aide se consigne peu après l’appel ou la visite[, au plus {days} jours]. Vérifiez la date.',
      en: 'A help request is written down soon after the call or the visit[, at most {days} days]. Check the date.',
    },
  },
  answeredUnheard: {
    status: 422,
    title: { fr: 'Réponse non consignée', en: 'Answer not on record' },
    detail: {
      fr: 'Seule une personne jointe au téléphone ou sur place a déjà eu sa réponse. Écrivez plutôt un commentaire.',
      en: 'Only somebody on the telephone or in person has been answered already. Write a comment instead.',
    },
  },
  holderOutsideGroup: {
    status: 422,
    title: { fr: 'Personne hors du groupe', en: 'Not a member of the group' },
    detail: {
      fr: 'La personne choisie[, {assignee},] n’est pas membre du groupe de cette demande d’aide. Choisissez un membre du groupe, ou changez le groupe.',
      en: 'The person chosen[, {assignee},] is not a member of this help request’s group. Choose a member, or change the group.',
    },
  },
  linkUnknown: {
    status: 422,
    title: { fr: 'Lien introuvable', en: 'Linked record not found' },
    detail: {
      fr: 'Rien ne porte ce numéro[, {number}]. Vérifiez-le, puis recommencez.',
      en: 'Nothing has this number[, {number}]. Check it, then try again.',
    },
  },
  linkCircle: {
    status: 422,
    title: { fr: 'Lien en boucle', en: 'Links that go round' },
    detail: {
      fr: 'Une demande d’aide n’est pas une partie d’elle-même, et une partie n’a pas de parties. Reliez-la à la demande principale.',
      en: 'A help request is no part of itself, and a part has no parts of its own. Link it to the main one.',
    },
  },
  mergeIntoItself: {
    status: 422,
    title: { fr: 'La même demande d’aide', en: 'The same help request' },
    detail: {
      fr: 'Une demande d’aide n’est pas le doublon d’elle-même. Donnez le numéro de celle que vous gardez.',
      en: 'A help request is no duplicate of itself. Give the number of the one you keep.',
    },
  },
  mergeIntoYounger: {
    status: 409,
    title: { fr: 'Doublon plus ancien', en: 'Duplicate opened first' },
    detail: {
      fr: 'On garde la demande d’aide ouverte la première, puisque sa réponse est promise plus tôt. Fusionnez plutôt[ {number}] dans celle-ci.',
      en: 'The help request opened first is kept, as its answer was promised sooner. Merge[ {number}] into this one instead.',
    },
  },
  mergeIntoOver: {
    status: 409,
    title: { fr: 'Demande d’aide à garder terminée', en: 'Help request to keep is over' },
    detail: {
      fr: 'La demande d’aide à garder[, {number},] est terminée: personne n’y répondrait. Rouvrez-la d’abord, ou traitez celle-ci.',
      en: 'The help request to keep[, {number},] is over: nobody would answer there. Reopen it first, or work on this one.',
    },
  },
  pastUnfit: {
    status: 422,
    title: { fr: 'Passé incohérent', en: 'Past that does not fit' },
    detail: {
      fr: 'Les états d’une demande d’aide d’avant commencent à son ouverture, et aucun n’est à venir. Corrigez-les, puis recommencez.',
      en: 'The states of a help request of before begin at its opening, and none is yet to come. Correct them, then try again.',
    },
  },
};
