/** A body worth reading for each route that takes one. */
import type * as z from 'zod/mini';
import type { RouteName, routes } from '../routes.ts';

type BodyExample<Name extends RouteName> = (typeof routes)[Name] extends {
  readonly body: infer Shape extends z.core.$ZodType;
}
  ? z.input<Shape>
  : undefined;

/** What a saved view shows. */
const queue: BodyExample<'createView'>['query'] = {
  view: 'group',
  group: 'techno-pedagogues',
  states: 'inHand',
  kind: null,
  department: 'Pédiatrie',
  approach: null,
  term: 'A2020',
  assignee: null,
  text: '',
  sort: { column: 'due', direction: 'ascending' },
  columns: null,
};

const stormy = {
  zone: 'America/Toronto',
  hours: [{ effectiveFrom: '2020-01-01', week: { mon: [{ opens: '08:30', closes: '16:30' }] } }],
  closures: [
    { from: '2027-01-01', to: '2027-01-01', reason: 'Jour de l’An' },
    { from: '2027-02-10', to: '2027-02-10', during: { from: '12:00', to: '24:00' }, reason: 'Tempête de neige' },
  ],
  note: 'Fermeture du campus annoncée à 11 h 30',
};

const examples: {
  readonly [Name in RouteName as BodyExample<Name> extends undefined ? never : Name]: BodyExample<Name>;
} = {
  sendGrid: { fileName: 'grille-automne-2020.xlsx', mode: 'preview' },
  editRequest: {
    dueOn: '2020-09-03',
    dueOnConfirmed: true,
    presenters: { kind: 'listed', people: [{ name: 'Anne Tremblay', email: 'anne.tremblay@umontreal.ca' }] },
    recordings: [{ title: 'Introduction à la cardiologie', presenter: 'Anne Tremblay', state: 'announced' }],
  },
  cancelRequest: { reason: 'Le cours est reporté au trimestre d’hiver.' },
  comment: { text: 'Votre rencontre est fixée au 20 août à 10 h.' },
  writeWorkNote: { text: 'Le responsable préfère être joint par courriel.' },
  saveDraft: { text: 'Bonjour, pour la rencontre du', key: '6f1c2a1e-8a51-4d0f-9a57-1f1d0c3b9e10' },
  saveIncidentDraft: { text: 'Bonjour, pourriez-vous préciser', key: '1c9a7b52-6a0e-4f3b-8d0e-2b7d5a9c4e61' },
  createView: { name: 'Pédiatrie, à l’automne', query: queue, sharedWith: 'techno-pedagogues' },
  editView: { name: 'Pédiatrie' },
  pinView: { pinned: true },
  assignTask: { assignee: 'c0ffee00-0000-4000-8000-000000000001' },
  checkItem: { done: true },
  skipTask: { reason: 'Le responsable connaît déjà la solution.' },
  seeNews: { upTo: '01JF4Z9Q8T3N6V2W7X5Y1ZABCD' },
  saveCalendar: stormy,
  previewCalendar: stormy,
  previewRecalculation: { since: '2027-01-01' },
  recalculate: { incidents: ['INC0010001'], reason: 'La fermeture du 10 février a été entrée après coup.' },
  openIncident: {
    kind: 'incident',
    subkind: 'behaviour',
    title: 'Le son coupe dans ma classe Zoom',
    text: 'Depuis ce matin, les étudiants ne m’entendent plus après quelques minutes.',
    course: 'MMD3616',
    heard: {
      channel: 'telephone',
      requester: { name: 'Anne Tremblay', email: 'anne.tremblay@umontreal.ca' },
      openedAt: '2026-09-10T13:42:00.000Z',
    },
  },
  commentIncident: { text: 'Nous regardons cela tout de suite. Quel micro utilisez-vous?' },
  noteIncident: { text: 'Même symptôme qu’hier au pavillon Roger-Gaudry.' },
  editIncident: { kind: 'incident', subkind: 'performance' },
  assignIncident: { group: 'technologues', assignee: 'c0ffee00-0000-4000-8000-000000000001' },
  awaitIncident: { for: 'userInfo', text: 'Pouvez-vous nous envoyer une capture d’écran du message?' },
  resolveIncident: { code: 'fixed', text: 'Le pilote du micro a été mis à jour; le son tient depuis une heure.' },
  reopenIncident: { reason: 'Le son coupe de nouveau.' },
  cancelIncident: { reason: 'Ouverte par erreur.' },
  mergeIncident: { into: 'INC0010001' },
  linkIncident: { request: 'RITM0010001', problem: 'PRB0040012' },
  bringInIncident: {
    kind: 'question',
    title: 'Où déposer un enregistrement?',
    text: 'Je ne trouve pas où déposer ma capsule.',
    channel: 'telephone',
    requester: { name: 'Anne Tremblay', email: 'anne.tremblay@umontreal.ca' },
    group: 'techno-pedagogues',
    openedAt: '2020-09-10T13:42:00.000Z',
    states: [
      { at: '2020-09-10T14:05:00.000Z', to: 'active' },
      { at: '2020-09-10T15:00:00.000Z', to: 'resolved' },
    ],
    resolution: { code: 'answered', text: 'Dans l’espace du cours, sous Médias.' },
    source: 'Ancien système de gestion des demandes',
  },
  withdrawIncident: { reason: 'J’ai trouvé la réponse dans le guide.' },
  reopenTask: { reason: 'Un enregistrement annoncé manque encore.' },
};

/** Example of the body of a route; undefined for a route without one. */
export const bodyExamples: Partial<Readonly<Record<RouteName, unknown>>> = examples;
