/** Records that the description names once and refers to from every route. */
import type * as z from 'zod/mini';
import { importPage, reportRow } from '../importRecords.ts';
import * as incident from '../incidentRecords.ts';
import type { Bilingual } from '../language.ts';
import * as record from '../records.ts';
import { incidentNumber } from '../scalars.ts';

export const components = {
  RequestNumber: [record.requestNumber, { fr: 'Numéro d’une demande de soutien.', en: 'Number of a support request.' }],
  ServiceTaskNumber: [
    record.serviceTaskNumber,
    { fr: 'Numéro d’une tâche de service.', en: 'Number of a service task.' },
  ],
  ImportNumber: [record.importNumber, { fr: 'Numéro d’un import.', en: 'Number of an import.' }],
  PersonRef: [
    record.personRef,
    { fr: 'De quoi montrer qui a fait ou tient quelque chose.', en: 'Enough to show who did or holds something.' },
  ],
  Contact: [
    record.contact,
    {
      fr: 'Quelqu’un hors du guichet, par exemple un présentateur.',
      en: 'Somebody outside the desk, a presenter for instance.',
    },
  ],
  Course: [
    record.course,
    {
      fr: 'Ce que la grille dit d’un cours donné selon une approche.',
      en: 'What the grid says of a course taught by one approach.',
    },
  ],
  Presenters: [
    record.presenters,
    { fr: 'Qui présentera : inconnu, personne, ou une liste.', en: 'Who will present: unknown, nobody, or a list.' },
  ],
  Recording: [
    record.recording,
    { fr: 'Un enregistrement annoncé à l’entrevue.', en: 'A recording announced at the interview.' },
  ],
  RequestRow: [record.requestRow, { fr: 'Une demande dans une liste.', en: 'A request in a list.' }],
  FollowedRequest: [
    record.followedRequest,
    {
      fr: 'Une demande telle que la suit la personne qui répond du cours.',
      en: 'A request as the head of the course follows it.',
    },
  ],
  Request: [record.requestPage, { fr: 'Une demande et son plan.', en: 'A request and its plan.' }],
  TaskSummary: [record.taskSummary, { fr: 'Une étape du plan d’une demande.', en: 'A step of a request’s plan.' }],
  TaskRow: [record.taskRow, { fr: 'Une tâche de service dans une file.', en: 'A service task in a queue.' }],
  Task: [
    record.taskPage,
    {
      fr: 'Une tâche de service et ce qui manque pour la fermer.',
      en: 'A service task and what its closing still lacks.',
    },
  ],
  ChecklistEntry: [
    record.checklistEntry,
    { fr: 'Un point de la liste de vérification.', en: 'An item of the checklist.' },
  ],
  HistoryLine: [
    record.historyLine,
    {
      fr: 'Une ligne de l’historique : modification, commentaire ou note.',
      en: 'A line of history: change, comment or note.',
    },
  ],
  IncidentNumber: [incidentNumber, { fr: 'Numéro d’une demande d’aide.', en: 'Number of a help request.' }],
  Clock: [
    incident.clock,
    {
      fr: 'Un des deux décomptes d’une demande d’aide, exact au moment de la réponse.',
      en: 'One of the two clocks of a help request, exact when the answer was made.',
    },
  ],
  IncidentRow: [incident.incidentRow, { fr: 'Une demande d’aide dans une file.', en: 'A help request in a queue.' }],
  Incident: [
    incident.incidentPage,
    { fr: 'Une demande d’aide telle que la voit le guichet.', en: 'A help request as the desk sees it.' },
  ],
  OwnIncident: [
    incident.ownIncident,
    { fr: 'Une demande d’aide telle que la suit qui l’a faite.', en: 'A help request as whoever asked follows it.' },
  ],
  OwnIncidentRow: [
    incident.ownIncidentRow,
    { fr: 'Une demande d’aide dans la liste de qui l’a faite.', en: 'A help request in the list of whoever asked.' },
  ],
  IncidentLine: [
    record.incidentLine,
    { fr: 'Une ligne de l’historique d’une demande d’aide.', en: 'A line of a help request’s history.' },
  ],
  QueueQuery: [
    record.queueQuery,
    {
      fr: 'Une file telle qu’on la regarde : laquelle, ce qui la restreint, son ordre, ses colonnes.',
      en: 'A queue as somebody looks at it: which, what narrows it, its order, its columns.',
    },
  ],
  SavedView: [record.savedView, { fr: 'Une vue enregistrée.', en: 'A saved view.' }],
  Draft: [
    record.draft,
    {
      fr: 'Ce que l’appelant a commencé à écrire sur une demande, vu de lui seul.',
      en: 'What the caller began to write on a request, seen by nobody else.',
    },
  ],
  Import: [importPage, { fr: 'Un envoi de grille et son avancement.', en: 'One upload of a grid and its progress.' }],
  ReportRow: [reportRow, { fr: 'Une ligne du rapport d’import.', en: 'A row of an import’s report.' }],
  Person: [record.person, { fr: 'Une personne du répertoire.', en: 'A person of the directory.' }],
  Group: [record.group, { fr: 'Un groupe de soutien.', en: 'A support group.' }],
  Problem: [
    record.problem,
    {
      fr: 'Un refus : ce qui n’a pas été fait, pourquoi, et que faire.',
      en: 'A refusal: what was not done, why, and what to do.',
    },
  ],
} as const satisfies Readonly<Record<string, readonly [z.core.$ZodType, Bilingual]>>;
export type ComponentName = keyof typeof components;
