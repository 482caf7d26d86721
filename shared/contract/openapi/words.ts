/** What the API's description says in words, in both languages. English summaries of routes stand in the contract's rows. */
import type { Bilingual } from '../language.ts';
import type { RouteName } from '../routes.ts';

export const frenchSummaries: Readonly<Record<RouteName, string>> = {
  sendGrid: 'Demander où téléverser une grille, pour l’importer ou pour prévisualiser ce que l’import ferait',
  listImports: 'Imports, le plus récent d’abord',
  readImport: 'Un import et son avancement',
  importPreviewed:
    'Importer tel quel le fichier d’une vérification, comparé de nouveau; redemandé, répond le même import',
  listImportRows: 'Lignes du rapport d’un import pour un résultat donné, dans l’ordre de la feuille',
  downloadImportReport: 'Adresse de courte durée du rapport complet en CSV',
  listRequests: 'Demandes visibles de l’appelant : celles en cours d’abord, puis par échéance',
  listMyRequests:
    'Demandes des cours dont l’appelant est responsable, avec l’état de chaque étape et ce qui s’est passé en dernier',
  readRequest: 'Une demande et son plan',
  editRequest: 'Saisir ce que l’entrevue apporte : échéance, présentateurs, enregistrements annoncés',
  cancelRequest: 'Annuler une demande : met fin à ses tâches et à son déroulement',
  listHistory:
    'Historique d’une demande et de ses tâches, le plus récent d’abord; un demandeur n’en voit que les commentaires',
  comment: 'Écrire un commentaire, que le demandeur voit',
  writeWorkNote: 'Écrire une note de travail, que seul le guichet voit',
  listDrafts: 'Brouillons de l’appelant sur une demande; celui qui a été envoyé a un texte vide',
  saveDraft: 'Conserver un brouillon trente jours; la version 0 annonce le premier, un texte vide le jette',
  listIncidentDrafts: 'Brouillons de l’appelant sur une demande d’aide; celui qui a été envoyé a un texte vide',
  saveIncidentDraft: 'Conserver un brouillon sur une demande d’aide trente jours, comme sur une demande',
  listTasks: 'Tâches de service par échéance : file d’un groupe, tâches non attribuées, ou celles de l’appelant',
  countQueues:
    'Nombre de tâches en main dans chaque file : celle de l’appelant, puis celles de chaque groupe, complète et non attribuée',
  readTask: 'Une tâche de service, sa liste de vérification et ce qui empêche encore de la fermer',
  takeCharge: 'Prendre une tâche en charge : l’attribue à l’appelant et la commence',
  assignTask: 'Attribuer une tâche à un membre de son groupe, ou à personne',
  checkItem: 'Cocher ou décocher un point de la liste de vérification',
  closeTask: 'Fermer une tâche qui a tout ce que sa règle demande',
  skipTask: 'Sauter une tâche, avec une raison; le déroulement continue',
  reopenTask: 'Rouvrir une tâche; celles qui la suivent et ne sont pas fermées attendent de nouveau',
  openIncident:
    'Demander de l’aide; le guichet aussi pour qui a téléphoné, est passé ou a écrit, au moment où il l’a fait',
  promiseIncident: 'Moment d’ici lequel une demande d’aide ouverte maintenant reçoit une réponse',
  listIncidents:
    'Demandes d’aide par urgence, celles en retard d’abord, puis selon le prochain changement d’échelon, puis celles en attente : d’un groupe, non attribuées, ou celles que tient l’appelant',
  countIncidents:
    'Nombre de demandes d’aide en main dans chaque file : celle de l’appelant, puis celles de chaque groupe, complète et non attribuée',
  listIncidentsOfRequest: 'Demandes d’aide liées à une demande de soutien, la plus récente d’abord',
  readIncident: 'Une demande d’aide et ses deux décomptes, telle que la voit le guichet',
  listIncidentHistory:
    'Historique d’une demande d’aide, le plus récent d’abord; le demandeur n’en voit que les commentaires',
  commentIncident:
    'Écrire un commentaire, que le demandeur voit. Celui d’un membre du groupe est la première réponse à une nouvelle demande; celui du demandeur met fin à l’attente, rouvre ce qui est résolu et ouvre une autre demande après la fermeture',
  noteIncident: 'Écrire une note de travail sur une demande d’aide, que seul le guichet voit',
  editIncident: 'Corriger le titre et le type d’une demande d’aide',
  assignIncident:
    'Confier une demande d’aide à un groupe, à l’un de ses membres, ou à personne; le temps de réponse continue de courir',
  startIncident: 'Travailler à une demande d’aide, ou y revenir après une attente',
  awaitIncident: 'Attendre le demandeur, en lui posant une question, ou la solution du problème en cause',
  resolveIncident: 'Résoudre une demande d’aide, en disant comment au demandeur',
  reopenIncident: 'Reprendre ce qui était résolu',
  closeIncident: 'Fermer ce qui est résolu, avant sa fermeture automatique',
  cancelIncident: 'Abandonner une demande d’aide : ses décomptes s’arrêtent et ne comptent dans aucune statistique',
  mergeIncident: 'Mettre fin à une demande d’aide, doublon d’une autre ouverte avant elle et que l’on garde',
  linkIncident: 'Dire à quoi tient une demande d’aide; null retire un lien',
  bringInIncident:
    'Reprendre une demande d’aide d’avant avec les états par où elle est passée; réservé aux administrateurs, et dit dans son historique',
  listMyIncidents: 'Ce que l’appelant a demandé, le plus récent d’abord, et où en est chaque demande',
  readMyIncident: 'Une demande d’aide de l’appelant, en mots simples',
  withdrawIncident: 'Retirer ce que l’on a demandé, avec une raison',
  confirmIncident: 'Confirmer que ce qui est résolu l’est bien : ferme la demande',
  search:
    'Trouve des demandes par numéro, sigle, titre, personne ou département, des imports par numéro et des personnes par nom; la casse et les accents ne comptent pas, chaque mot peut n’être qu’un début, et tous doivent répondre',
  readDay:
    'Ce qui attend l’appelant aujourd’hui, selon son rôle : ses tâches, celles de ses groupes que personne n’a prises, les cours qui commencent, les demandes de ses départements en difficulté',
  readLoad: 'Tâches en main, non attribuées et en retard de chaque groupe, et de chacun de ses membres',
  listNews:
    'Ce que d’autres ont écrit ou changé, depuis la dernière visite, sur ce que l’appelant tient ou ce à quoi il a pris part, le plus récent d’abord',
  seeNews: 'Dire jusqu’où l’appelant a vu ses nouvelles; null pour aucune',
  listViews: 'Vues enregistrées de l’appelant et celles partagées avec les groupes de soutien, par nom',
  createView: 'Enregistrer une vue, pour soi ou pour un groupe de soutien',
  editView: 'Renommer une vue, changer ce qu’elle montre ou la partager',
  deleteView: 'Supprimer une vue; la réponse est la vue telle qu’elle était',
  pinView: 'Épingler une vue pour soi, ou la désépingler',
  readCalendar: 'Heures d’ouverture et fermetures en vigueur',
  saveCalendar: 'Remplacer heures et fermetures; les décomptes des demandes d’aide en cours suivent aussitôt',
  previewCalendar: 'Ce qu’un calendrier changerait aux demandes d’aide en cours, sans rien enregistrer',
  previewRecalculation: 'Décomptes terminés que le calendrier en vigueur lit autrement qu’ils ne sont consignés',
  recalculate:
    'Consigner de nouveau les décomptes terminés selon le calendrier en vigueur; l’historique garde les deux',
  explainIncident:
    'Pourquoi les décomptes d’une demande d’aide montrent ces valeurs : tranches, heures d’ouverture, fermetures et leurs sommes',
  proposeClosures: 'Fermetures proposées pour une année : jours fériés du Québec et congé de l’université',
  listCalendarSavings: 'Qui a changé le calendrier, quand, pourquoi et quoi, le plus récent d’abord',
  readMe: 'Qui est l’appelant et ce qu’il peut faire au guichet',
  listGroups: 'Groupes de soutien et leurs membres',
  issueLiveTicket: 'Obtenir un billet qui ouvre un WebSocket, une seule fois, dans la demi-minute',
  readOpenApi: 'La présente description de l’API, en OpenAPI 3.1',
};

export const resources = {
  requests: {
    name: { fr: 'Demandes de soutien', en: 'Support requests' },
    description: {
      fr: 'Une demande par cours et par approche, menée à terme par ses quatre tâches de service.',
      en: 'One request per course and approach, seen through by its four service tasks.',
    },
  },
  'service-tasks': {
    name: { fr: 'Tâches de service', en: 'Service tasks' },
    description: {
      fr: 'Les étapes du plan, dans la file d’un groupe de soutien.',
      en: 'The steps of the plan, in the queue of a support group.',
    },
  },
  views: {
    name: { fr: 'Vues enregistrées', en: 'Saved views' },
    description: {
      fr: 'Les files auxquelles on revient, avec leurs filtres et leur ordre; à soi, ou partagées avec un groupe.',
      en: 'Queues people come back to, with their filters and their order; one’s own, or shared with a group.',
    },
  },
  incidents: {
    name: { fr: 'Demandes d’aide', en: 'Help requests' },
    description: {
      fr: 'Les questions, incidents et requêtes, avec leurs temps de réponse et de résolution en heures ouvrables.',
      en: 'Questions, incidents and requests, with their response and resolution times in business hours.',
    },
  },
  imports: {
    name: { fr: 'Imports de grilles', en: 'Grid imports' },
    description: {
      fr: 'L’envoi d’une grille des cours, son avancement et son rapport ligne par ligne.',
      en: 'Sending a course grid, its progress, and its report row by row.',
    },
  },
  calendar: {
    name: { fr: 'Calendrier', en: 'Calendar' },
    description: {
      fr: 'Les heures d’ouverture et les fermetures, d’après lesquelles les délais sont comptés.',
      en: 'Opening hours and closures, by which time limits are counted.',
    },
  },
  desk: {
    name: { fr: 'Guichet', en: 'Desk' },
    description: {
      fr: 'L’appelant, les groupes de soutien, et la description de l’API.',
      en: 'The caller, the support groups, and the description of the API.',
    },
  },
} as const satisfies Readonly<Record<string, { name: Bilingual; description: Bilingual }>>;
export type Resource = keyof typeof resources;

/** What each parameter of a path or a query means. */
export const parameters: Readonly<Record<string, Bilingual>> = {
  request: { fr: 'Numéro de la demande', en: 'Number of the request' },
  task: { fr: 'Numéro de la tâche de service', en: 'Number of the service task' },
  import: { fr: 'Numéro de l’import', en: 'Number of the import' },
  incident: { fr: 'Numéro de la demande d’aide', en: 'Number of the help request' },
  item: { fr: 'Clé du point dans la liste de vérification', en: 'Key of the item in the checklist' },
  kind: { fr: 'Ce que le brouillon deviendra', en: 'What the draft will become' },
  year: { fr: 'Année civile', en: 'Calendar year' },
  q: {
    fr: 'Mots cherchés, ou leur début; tous doivent se trouver',
    en: 'Words looked for, or how they begin; all must be found',
  },
  limit: {
    fr: 'Nombre d’éléments par page; une page filtrée peut en compter moins',
    en: 'Items per page; a filtered page may hold fewer',
  },
  cursor: { fr: 'Valeur de « next » de la page précédente', en: 'Value of “next” of the page before' },
  term: { fr: 'Trimestre, par exemple A2020', en: 'Term, for instance A2020' },
  department: { fr: 'Département, écrit comme dans les grilles', en: 'Department, spelled as in the grids' },
  approach: { fr: 'Approche d’enseignement à distance', en: 'Distance-teaching approach' },
  state: { fr: 'État des éléments voulus', en: 'State of the items wanted' },
  view: { fr: 'Lesquels : vue demandée', en: 'Which ones: the view asked for' },
  group: {
    fr: 'Groupe de soutien; nécessaire aux vues « group » et « unassigned »',
    en: 'Support group; needed by the views “group” and “unassigned”',
  },
  mode: { fr: 'Imports, ou vérifications seulement', en: 'Imports, or previews only' },
  phase: { fr: 'Demandes en cours, ou terminées', en: 'Requests in hand, or over' },
  outcome: { fr: 'Résultat des lignes voulues', en: 'Outcome of the rows wanted' },
};

export const words = {
  title: { fr: 'API de Guichet', en: 'Guichet API' },
  introduction: {
    fr: 'Tout ce que l’application Guichet fait passe par cette API. Les instants sont en UTC (ISO 8601), les jours s’écrivent AAAA-MM-JJ. Un refus est un document problem+json (RFC 9457) dans la langue de l’en-tête Accept-Language, avec un code stable. Une modification dit sur quelle version elle porte par If-Match; si l’élément a changé entre-temps, la réponse 412 apporte son état présent et ce qui a changé.',
    en: 'Whatever the Guichet app does goes through this API. Instants are in UTC (ISO 8601), days are YYYY-MM-DD. A refusal is a problem+json document (RFC 9457) in the language of the Accept-Language header, with a stable code. A change names the version it is about in If-Match; if the record has moved on, the 412 answer brings it as it is now, and what changed.',
  },
  server: { fr: 'Le guichet qui sert cette page', en: 'The desk that serves this page' },
  bearer: {
    fr: 'Jeton d’accès du groupe d’utilisateurs, obtenu à la connexion.',
    en: 'Access token of the user pool, got by signing in.',
  },
  signIn: {
    fr: 'Connexion OpenID Connect : code d’autorisation avec PKCE.',
    en: 'OpenID Connect sign-in: authorization code with PKCE.',
  },
  identity: { fr: 'Savoir qui vous êtes', en: 'Know who you are' },
  ifMatch: {
    fr: 'Version sur laquelle porte la modification : l’ETag reçu à la lecture.',
    en: 'Version the change is about: the ETag received when reading.',
  },
  idempotencyKey: {
    fr: 'Clé propre à cet ajout (un UUID, par exemple) : renvoyé avec la même clé, il n’est fait qu’une fois.',
    en: 'Key of this addition alone (a UUID, say): sent again with the same key, it is done once.',
  },
  language: {
    fr: 'Langue des phrases de la réponse : fr (à défaut) ou en.',
    en: 'Language of the sentences of the answer: fr (the default) or en.',
  },
  etag: { fr: 'Version de l’élément, pour le prochain If-Match.', en: 'Version of the record, for the next If-Match.' },
  done: { fr: 'Fait', en: 'Done' },
  made: { fr: 'Créé', en: 'Created' },
  problem: { fr: 'Refus, avec son code : {codes}.', en: 'Refused, with its code: {codes}.' },
} as const satisfies Readonly<Record<string, Bilingual>>;
