/**
 * Steps of the guide for each service task ("Tâches de services (SCTASK)"), as a list to tick. An item is mandatory unless
 * the guide conditions it ("au besoin", "si requis", "lorsque nécessaire", "s'il en manque"), with these exceptions:
 * - confirming the due date is optional here, because the interview closes on the date confirmed on the request itself;
 * - training a super-user is optional, because the guide offers an alternative to having one;
 * - feedback is optional, because it follows the teaching, which the rest of the plan must not wait for;
 * - good recording practices are mandatory for the approach that records, optional for a virtual class.
 */
import type { Approach } from './course.ts';
import type { TaskKind } from './plan.ts';

export interface ChecklistItem {
  /** Stable key, kept in records and addresses: lower case and hyphens. */
  readonly key: string;
  readonly label: { readonly fr: string; readonly en: string };
  readonly mandatory: boolean;
}

function mandatory(key: string, fr: string, en: string): ChecklistItem {
  return { key, label: { fr, en }, mandatory: true };
}

function optional(key: string, fr: string, en: string): ChecklistItem {
  return { key, label: { fr, en }, mandatory: false };
}

const interview = [
  mandatory(
    'present-services',
    'Exposer les services proposés (soutien techno-pédagogique, soutien technique, support aux collaborateurs, boîte à outils, alternative au super-utilisateur) et envoyer le lien vers la page de l’approche',
    'Present the services (teaching and learning support, technical support, support for collaborators, toolbox, alternative to a super-user) and send the link to the page of the approach',
  ),
  mandatory(
    'collect-course-plan',
    'Colliger le plan de cours : présentateurs (contact), dates, thèmes',
    'Collect the course plan: presenters (contact), dates, themes',
  ),
  optional(
    'confirm-due-date',
    'Confirmer la date d’échéance : première activité d’enseignement ou accueil du cours',
    'Confirm the due date: first teaching activity or welcome of the course',
  ),
  mandatory(
    'brief-coaching',
    'Activer l’accompagnement techno-pédagogique et lui transmettre la liste des présentateurs',
    'Start the teaching and learning support and give it the list of presenters',
  ),
  mandatory(
    'brief-planning',
    'Activer la préparation technologique et lui transmettre la liste des présentateurs et le calendrier de médiatisation',
    'Start the technical preparation and give it the list of presenters and the recording calendar',
  ),
  optional('train-super-user', 'Former le super-utilisateur', 'Train the super-user'),
];

const checkAccess = mandatory(
  'check-access',
  'Valider les accès des présentateurs à la solution',
  'Check that presenters have access to the solution',
);
const requestAccess = optional(
  'request-access',
  'Au besoin, créer une demande de régularisation du profil ou de l’accès du présentateur',
  'If needed, ask for the presenter’s profile or access to be put right',
);

const planning: Readonly<Record<Approach, readonly ChecklistItem[]>> = {
  synchronous: [
    checkAccess,
    requestAccess,
    mandatory(
      'create-zoom-spaces',
      'Créer les espaces Zoom requis et inscrire les hôtes de rencontres',
      'Create the required Zoom spaces and register the meeting hosts',
    ),
    mandatory(
      'schedule-support',
      'Programmer les événements de soutien des rencontres Zoom, sur appel ou en salle',
      'Schedule support for the Zoom meetings, on call or in the room',
    ),
  ],
  asynchronous: [
    mandatory(
      'choose-solution',
      'Exposer les solutions et aider le présentateur à choisir : PowerPoint narré, Antem, Zoom ou en salle (cubicule)',
      'Present the solutions and help the presenter choose: narrated PowerPoint, Antem, Zoom or recording booth',
    ),
    checkAccess,
    requestAccess,
    optional(
      'create-recording-space',
      'Si requis, créer l’espace d’enregistrement',
      'If required, create the recording space',
    ),
    mandatory(
      'schedule-recordings',
      'Programmer les événements de captation avec soutien',
      'Schedule the recording sessions with support',
    ),
  ],
};

const recordingPractices = {
  key: 'recording-practices',
  label: {
    fr: 'Informer les présentateurs des bonnes pratiques d’enregistrement',
    en: 'Tell presenters about good recording practices',
  },
};

function coaching(approach: Approach): readonly ChecklistItem[] {
  return [
    mandatory(
      'advise-responsible',
      'Informer, former et conseiller le responsable du cours : enjeux de la formation à distance (communication avec les étudiants, suivi de la progression, assiduité, évaluation)',
      'Inform, train and advise the head of the course: what distance teaching changes (communication with students, progress, attendance, assessment)',
    ),
    mandatory(
      'advise-presenters',
      'Informer, former et conseiller les présentateurs : préparation des contenus, adaptation à la formation à distance',
      'Inform, train and advise presenters: preparing contents, adapting them to distance teaching',
    ),
    { ...recordingPractices, mandatory: approach === 'asynchronous' },
    mandatory(
      'support-delivery',
      'Accompagner et soutenir les préparations et les prestations',
      'Accompany and support preparation and delivery',
    ),
    optional('appreciate-results', 'Rétroaction : apprécier les résultats', 'Feedback: appreciate the results'),
    optional(
      'find-improvements',
      'Rétroaction : identifier les pistes d’amélioration',
      'Feedback: find what can be improved',
    ),
  ];
}

const contactResponsible = optional(
  'contact-responsible',
  'S’il en manque, vérifier auprès du responsable du cours si l’absence est normale et voulue',
  'If any is missing, ask the head of the course whether it is missing on purpose',
);

const compliance: Readonly<Record<Approach, readonly ChecklistItem[]>> = {
  synchronous: [
    mandatory(
      'check-recordings',
      'Valider la présence dans ce cours des enregistrements de classe virtuelle annoncés, ou constater qu’aucun ne l’a été',
      'Check that the announced virtual class recordings are in the course, or that none was announced',
    ),
    contactResponsible,
  ],
  asynchronous: [
    mandatory(
      'check-recordings',
      'Valider la présence dans ce cours de tous les enregistrements annoncés à la planification',
      'Check that all the recordings announced at planning are in the course',
    ),
    contactResponsible,
    optional(
      'help-presenter',
      'Au besoin, contacter le présentateur et l’assister dans la reprise, le dépôt et la médiatisation de l’enregistrement',
      'If needed, contact the presenter and help record again, upload and publish',
    ),
  ],
};

/** Items of the checklist of one task, in the guide's order. Keys are unique within a task. */
export function checklistOf(kind: TaskKind, approach: Approach): readonly ChecklistItem[] {
  switch (kind) {
    case 'interview':
      return interview;
    case 'planning':
      return planning[approach];
    case 'coaching':
      return coaching(approach);
    case 'compliance':
      return compliance[approach];
    default:
      return kind satisfies never;
  }
}
