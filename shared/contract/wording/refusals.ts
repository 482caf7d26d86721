/** Every refusal that a caller of the API can meet: its status, a short title, and a sentence that says what to do. */
import type { CalendarRefusal } from '../../calendar/refusals.ts';
import type { IncidentRefusal } from '../../incident/refusals.ts';
import type { RefusalCode } from '../../refusal.ts';
import type { ImportRefusal } from '../../grid/import.ts';
import type { ViewRefusal } from '../../view/decide.ts';
import type { Sentence } from './sentence.ts';

export interface Wording {
  readonly status: number;
  readonly title: Sentence;
  readonly detail: Sentence;
}

/**
 * 400 the request itself is badly made; 403, 404 access; 409 the state of the record forbids it now; 412, 428 versions;
 * 422 well made, but names something that does not fit; 503 worth trying again.
 */
export const refusalWordings: Readonly<
  Record<Exclude<RefusalCode, ImportRefusal | CalendarRefusal | IncidentRefusal | ViewRefusal> | 'fault', Wording>
> = {
  signInNeeded: {
    status: 401,
    title: { fr: 'Connexion requise', en: 'Sign-in required' },
    detail: {
      fr: 'Votre session est terminée ou vous n’êtes pas encore connecté. Connectez-vous, puis recommencez.',
      en: 'Your session has ended or you are not signed in yet. Sign in, then try again.',
    },
  },
  routeUnknown: {
    status: 404,
    title: { fr: 'Adresse inconnue', en: 'Unknown address' },
    detail: {
      fr: 'Rien ne répond à cette adresse. Vérifiez-la dans la référence de l’API.',
      en: 'Nothing answers at this address. Check it in the API reference.',
    },
  },
  bodyNotJson: {
    status: 400,
    title: { fr: 'Corps illisible', en: 'Unreadable body' },
    detail: {
      fr: 'Le corps de la requête n’est pas du JSON valide. Corrigez-le, puis renvoyez-le.',
      en: 'The body of the request is not valid JSON. Correct it, then send it again.',
    },
  },
  bodyTooLarge: {
    status: 413,
    title: { fr: 'Envoi trop gros', en: 'Body too large' },
    detail: {
      fr: 'L’envoi dépasse la taille permise. Raccourcissez-le, puis recommencez.',
      en: 'What you sent is larger than allowed. Shorten it, then try again.',
    },
  },
  idempotencyKeyMissing: {
    status: 400,
    title: { fr: 'Clé d’idempotence manquante', en: 'Idempotency key missing' },
    detail: {
      fr: 'Cet ajout doit porter un en-tête Idempotency-Key, propre à lui, pour n’être fait qu’une fois même s’il est renvoyé. Ajoutez-le, puis recommencez.',
      en: 'This addition must carry an Idempotency-Key header of its own, so that it is done once even when sent again. Add it, then try again.',
    },
  },
  idempotencyKeyReused: {
    status: 422,
    title: { fr: 'Clé d’idempotence déjà utilisée', en: 'Idempotency key already used' },
    detail: {
      fr: 'Cette Idempotency-Key a déjà servi à un autre envoi. Donnez une nouvelle clé à cet ajout.',
      en: 'This Idempotency-Key already came with another body. Give this addition a key of its own.',
    },
  },
  fault: {
    status: 500,
    title: { fr: 'Erreur de notre côté', en: 'Our mistake' },
    detail: {
      fr: 'Une erreur inattendue s’est produite chez nous et rien n’a été enregistré. Recommencez dans un instant; si l’erreur revient, avisez le soutien[ en donnant la référence {reference}].',
      en: 'Something unexpected went wrong on our side and nothing was saved. Try again in a moment; if it comes back, tell support[ and give the reference {reference}].',
    },
  },
  notFound: {
    status: 404,
    title: { fr: 'Introuvable', en: 'Not found' },
    detail: {
      fr: 'Cet élément n’existe pas, ou vous n’y avez pas accès. Vérifiez le numéro.',
      en: 'This does not exist, or you do not have access to it. Check the number.',
    },
  },
  versionMismatch: {
    status: 412,
    title: { fr: 'Modifié entre-temps', en: 'Changed in the meantime' },
    detail: {
      fr: 'Quelqu’un d’autre a modifié cet élément depuis que vous l’avez ouvert. Regardez ce qui a changé, puis refaites votre modification s’il y a lieu.',
      en: 'Somebody else changed this since you opened it. Look at what changed, then make your change again if it still applies.',
    },
  },
  versionMissing: {
    status: 428,
    title: { fr: 'Version non précisée', en: 'Version not given' },
    detail: {
      fr: 'Cette modification doit dire sur quelle version elle porte: envoyez l’en-tête If-Match avec l’ETag de l’élément lu.',
      en: 'This change must say which version it is about: send the If-Match header with the ETag of the record you read.',
    },
  },
  invalid: {
    status: 400,
    title: { fr: 'Données à corriger', en: 'Data to correct' },
    detail: {
      fr: 'Certaines données sont absentes ou mal écrites. Corrigez les champs indiqués, puis recommencez.',
      en: 'Some data is missing or badly written. Correct the fields named, then try again.',
    },
  },
  busy: {
    status: 503,
    title: { fr: 'Occupé pour l’instant', en: 'Busy right now' },
    detail: {
      fr: 'Plusieurs modifications arrivent en même temps et la vôtre n’a pas été enregistrée. Recommencez dans un instant.',
      en: 'Several changes are coming in at once and yours was not saved. Try again in a moment.',
    },
  },
  notAllowed: {
    status: 403,
    title: { fr: 'Action non permise', en: 'Not allowed' },
    detail: {
      fr: 'Votre rôle ou vos groupes ne permettent pas cette action. Demandez-la à un membre du groupe ou à un gestionnaire.',
      en: 'Your role or groups do not allow this. Ask a member of the group or a manager to do it.',
    },
  },
  previewNotDone: {
    status: 409,
    title: { fr: 'Vérification à terminer', en: 'Check not done' },
    detail: {
      fr: 'Seule une grille dont la vérification est terminée peut être importée ainsi. Attendez la fin de la vérification, ou envoyez la grille de nouveau.',
      en: 'Only a grid whose check is done can be imported this way. Wait for the check to end, or send the grid again.',
    },
  },
  previewGone: {
    status: 409,
    title: { fr: 'Fichier à renvoyer', en: 'File to send again' },
    detail: {
      fr: 'Le fichier vérifié n’est plus conservé, ou il a été remplacé depuis. Déposez la grille de nouveau: rien n’a été importé.',
      en: 'The file that was checked is not kept any more, or was replaced since. Drop the grid again: nothing was imported.',
    },
  },
  requestOver: {
    status: 409,
    title: { fr: 'Demande terminée', en: 'Request over' },
    detail: {
      fr: 'Cette demande est fermée ou annulée: elle ne peut plus être modifiée. Un gestionnaire peut rouvrir une de ses tâches si elle a été fermée.',
      en: 'This request is closed or cancelled and can no longer be changed. A manager can reopen one of its tasks if it was closed.',
    },
  },
  reasonMissing: {
    status: 422,
    title: { fr: 'Raison manquante', en: 'Reason missing' },
    detail: {
      fr: 'Cette action demande une raison, qui restera dans l’historique. Écrivez-la, puis recommencez.',
      en: 'This action needs a reason, which is kept in the history. Write it, then try again.',
    },
  },
  recordingUnknown: {
    status: 422,
    title: { fr: 'Enregistrement inconnu', en: 'Unknown recording' },
    detail: {
      fr: 'L’enregistrement[ « {recording} »] ne fait pas partie de ceux annoncés pour cette demande. Relisez la demande, puis recommencez.',
      en: 'The recording[ “{recording}”] is not among those announced for this request. Read the request again, then retry.',
    },
  },
  taskPending: {
    status: 409,
    title: { fr: 'Tâche en attente', en: 'Task still waiting' },
    detail: {
      fr: 'Cette tâche attend la fin de celles qui la précèdent. Elle s’ouvrira d’elle-même; d’ici là, on peut seulement l’attribuer.',
      en: 'This task waits for the ones before it. It will open by itself; until then it can only be assigned.',
    },
  },
  taskOver: {
    status: 409,
    title: { fr: 'Tâche terminée', en: 'Task over' },
    detail: {
      fr: 'Cette tâche est fermée, sautée ou annulée: elle ne peut plus être modifiée. Un gestionnaire peut la rouvrir.',
      en: 'This task is closed, skipped or cancelled and can no longer be changed. A manager can reopen it.',
    },
  },
  taskNotStarted: {
    status: 409,
    title: { fr: 'Tâche non commencée', en: 'Task not started' },
    detail: {
      fr: 'Personne n’a encore pris cette tâche en charge. Prenez-la en charge avant d’y travailler ou de la fermer.',
      en: 'Nobody has taken this task in charge yet. Take it in charge before working on it or closing it.',
    },
  },
  taskTaken: {
    status: 409,
    title: { fr: 'Tâche déjà prise en charge', en: 'Task already taken' },
    detail: {
      fr: 'Quelqu’un d’autre[, {assignee},] a déjà pris cette tâche en charge. Entendez-vous, puis changez l’attribution s’il y a lieu.',
      en: 'Somebody else[, {assignee},] has already taken this task in charge. Agree with each other, then change the assignment if needed.',
    },
  },
  taskNotOver: {
    status: 409,
    title: { fr: 'Tâche encore en cours', en: 'Task not over' },
    detail: {
      fr: 'Seule une tâche fermée ou sautée peut être rouverte; celle-ci ne l’est pas.',
      en: 'Only a closed or skipped task can be reopened; this one is neither.',
    },
  },
  assigneeNotInGroup: {
    status: 422,
    title: { fr: 'Personne hors du groupe', en: 'Not a member of the group' },
    detail: {
      fr: 'La personne choisie[, {assignee},] n’est pas membre du groupe de cette tâche. Choisissez un membre du groupe.',
      en: 'The person chosen[, {assignee},] is not a member of this task’s group. Choose a member of the group.',
    },
  },
  checklistItemUnknown: {
    status: 404,
    title: { fr: 'Point inconnu', en: 'Unknown item' },
    detail: {
      fr: 'La liste de vérification de cette tâche n’a pas de point[ « {item} »]. Relisez la tâche, puis recommencez.',
      en: 'The checklist of this task has no item[ “{item}”]. Read the task again, then retry.',
    },
  },
  checklistIncomplete: {
    status: 409,
    title: { fr: 'Liste de vérification incomplète', en: 'Checklist incomplete' },
    detail: {
      fr: 'Des points obligatoires ne sont pas cochés[ : {items}]. Cochez-les avant de fermer la tâche.',
      en: 'Mandatory items are not ticked[: {items}]. Tick them before closing the task.',
    },
  },
  dueDateNotConfirmed: {
    status: 409,
    title: { fr: 'Échéance à confirmer', en: 'Due date to confirm' },
    detail: {
      fr: 'L’échéance n’a pas été confirmée avec le responsable du cours. Confirmez-la dans la demande avant de fermer l’entrevue.',
      en: 'The due date was not confirmed with the head of the course. Confirm it in the request before closing the interview.',
    },
  },
  presentersMissing: {
    status: 409,
    title: { fr: 'Présentateurs à saisir', en: 'Presenters to enter' },
    detail: {
      fr: 'Les présentateurs ne sont pas saisis. Entrez-les dans la demande, ou indiquez qu’il n’y en a aucun, avant de fermer l’entrevue.',
      en: 'The presenters are not entered. Enter them in the request, or say there are none, before closing the interview.',
    },
  },
  recordingsUnsettled: {
    status: 409,
    title: { fr: 'Enregistrements à valider', en: 'Recordings to validate' },
    detail: {
      fr: 'Des enregistrements annoncés ne sont ni validés ni absents de façon voulue[ : {recordings}]. Réglez chacun avant de fermer la tâche.',
      en: 'Some announced recordings are neither validated nor missing on purpose[: {recordings}]. Settle each before closing the task.',
    },
  },
};
