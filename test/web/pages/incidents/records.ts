/** Help requests as their own page gives them. */
import type { Incident } from '#web/data/incidentRow.ts';

/** The same incident as its own page gives it. */
export function incidentPageOf(incident: Incident | object): object {
  return {
    ...incident,
    ...{ text: 'Bonjour, rien ne s’affiche.', openedBy: null, enteredAt: '2026-11-16T14:00:00.000Z' },
    requester: { name: 'Émilie Haddad', email: 'emilie@umontreal.example' },
    links: {
      ...{ request: null, course: null, supportTask: null, parent: null, problem: null, duplicateOf: null },
      follows: null,
    },
    ...{ related: [], resolution: null, cancellation: null, firstResolvedAt: null, lastResolvedAt: null },
    ...{ reopenCount: 0, counts: true, closesAt: null, may: {} },
  };
}
