/** One incident: read, explained, and what is done to it. */
import { useQuery, useQueryCache } from '@pinia/colada';
import { toValue, type MaybeRefOrGetter } from 'vue';
import { routes, type ResponseOf } from '#shared/contract/routes.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';
import type { CallOf } from './client.ts';
import type { IncidentLine } from './history.ts';
import { movedFrom } from './moved.ts';
import { Refused } from './problem.ts';

export type { IncidentLine } from './history.ts';
export type IncidentPage = ResponseOf<'readIncident'>;
export type ClockExplanation = ResponseOf<'explainIncident'>['clocks'][number];
export type IncidentEdit = CallOf<'editIncident'>['body'];
export type Assignment = CallOf<'assignIncident'>['body'];
export type Waiting = CallOf<'awaitIncident'>['body'];
export type Resolving = CallOf<'resolveIncident'>['body'];
export type LinkEdit = CallOf<'linkIncident'>['body'];

export const incidentKey = (number: IncidentNumber) => ['incident', number];
const explanationKey = (number: IncidentNumber) => ['incidentExplanation', number];

/** An incident as the desk sees it. */
export function useIncident(number: MaybeRefOrGetter<IncidentNumber>, wanted: () => boolean = () => true) {
  const call = useClient();
  const cache = useQueryCache();
  return useQuery({
    key: () => incidentKey(toValue(number)),
    enabled: wanted,
    query: async ({ signal }) => {
      const page = await call('readIncident', { params: { incident: toValue(number) }, signal });
      // An answer that was overtaken by a change made here is old news.
      const shown = cache.getQueryData<IncidentPage>(incidentKey(page.number));
      return shown && shown.version > page.version ? shown : page;
    },
  });
}

/** Another incident that is named on the page of one; null while none is. A query of its own: each has its own wants. */
export function useNamedIncident(number: () => IncidentNumber | null) {
  const call = useClient();
  return useQuery({
    key: () => ['incidentNamed', number() ?? 'none'],
    enabled: () => number() !== null,
    query: async ({ signal }) => {
      const incident = number();
      if (incident === null) throw new Error('Nothing is asked for before it is named');
      return call('readIncident', { params: { incident }, signal });
    },
  });
}

/** Whether somebody who does not work at the desk asked for it themselves. */
export function useOwnIncident(number: IncidentNumber, wanted: () => boolean) {
  const call = useClient();
  return useQuery({
    key: ['myIncident', number, 'exists'],
    enabled: wanted,
    query: ({ signal }) => call('readMyIncident', { params: { incident: number }, signal }),
  });
}

/** Why both clocks show what they show, asked anew each time somebody wants to know. */
export function useExplanation(number: IncidentNumber, wanted: () => boolean) {
  const call = useClient();
  return useQuery({
    key: explanationKey(number),
    enabled: wanted,
    staleTime: 0,
    query: ({ signal }) => call('explainIncident', { params: { incident: number }, signal }),
  });
}

/** Others in hand of the same group, most urgent first: where a duplicate is likely to be found. */
export function useNeighbours(group: MaybeRefOrGetter<IncidentPage['group']>, wanted: () => boolean) {
  const call = useClient();
  return useQuery({
    key: () => ['incidentsInHand', toValue(group)],
    enabled: wanted,
    query: ({ signal }) =>
      call('listIncidents', { query: { view: 'group', group: toValue(group), limit: 100 }, signal }),
  });
}

/** What somebody else did to it since it was read, newest first; null when the failure is another one. */
export function missedFrom(error: unknown): readonly IncidentLine[] | null {
  return error instanceof Refused && error.problem.code === 'versionMismatch'
    ? (error.problem.incidentChanges ?? [])
    : null;
}

/** The incident as it is now, where a failure tells. */
export function currentFrom(error: unknown): IncidentPage | null {
  return movedFrom(error, routes.readIncident.response)?.current ?? null;
}

/** What the desk does to an incident. Each throws `Refused`; one that has moved is shown as it is now first. */
export function useIncidentActs(number: IncidentNumber) {
  const call = useClient();
  const cache = useQueryCache();
  const askAgain = useAskAgain();
  const params = { incident: number };

  /** Shows an incident as the API just told it; an answer that was overtaken on its way is old news. */
  function keep(page: IncidentPage): void {
    const shown = cache.getQueryData<IncidentPage>(incidentKey(page.number));
    if (!shown || shown.version <= page.version) cache.setQueryData(incidentKey(page.number), page);
    void askAgain(explanationKey(page.number));
  }

  async function done(answer: Promise<IncidentPage>): Promise<IncidentPage> {
    try {
      const page = await answer;
      keep(page);
      return page;
    } catch (error) {
      const current = currentFrom(error);
      if (current) keep(current);
      throw error;
    }
  }

  return {
    edit: (body: IncidentEdit, version: number) => done(call('editIncident', { params, body, version })),
    assign: (body: Assignment, version: number) => done(call('assignIncident', { params, body, version })),
    start: (version: number) => done(call('startIncident', { params, version })),
    wait: (body: Waiting, version: number) => done(call('awaitIncident', { params, body, version })),
    resolve: (body: Resolving, version: number) => done(call('resolveIncident', { params, body, version })),
    reopen: (reason: string, version: number) => done(call('reopenIncident', { params, body: { reason }, version })),
    close: (version: number) => done(call('closeIncident', { params, version })),
    cancel: (reason: string, version: number) => done(call('cancelIncident', { params, body: { reason }, version })),
    merge: (into: IncidentNumber, version: number) => done(call('mergeIncident', { params, body: { into }, version })),
    link: (body: LinkEdit, version: number) => done(call('linkIncident', { params, body, version })),
    /** Asks again for the incident and for why its clocks say what they do. */
    refresh: async (): Promise<void> => {
      await Promise.all([askAgain(incidentKey(number)), askAgain(explanationKey(number))]);
    },
  };
}
export type IncidentActs = ReturnType<typeof useIncidentActs>;
