/** Asking for help, for oneself or for somebody who called, and what is promised of it before it is sent. */
import { useQuery } from '@pinia/colada';
import { computed, onScopeDispose, toValue, type MaybeRefOrGetter } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { coverage } from '#shared/incident/openingsFor.ts';
import { promiseAt } from '#shared/incident/promise.ts';
import { nextOpening } from '#shared/time/business.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';
import { useCalendar } from './calendar.ts';
import type { CallOf } from './client.ts';

export type AskedHelp = CallOf<'openIncident'>['body'];
export type OpenedHelp = ResponseOf<'openIncident'>;

/** A promise moves on with the clock while the desk is open. */
const promiseLastsMs = 60_000;

/** What is promised to whoever asks now; asked anew before it grows old. */
export function usePromise() {
  const call = useClient();
  const askAgain = useAskAgain();
  const key = ['incident-promise'];
  const query = useQuery({
    key,
    query: ({ signal }) => call('promiseIncident', { signal }),
    staleTime: promiseLastsMs / 2,
  });
  const renewing = setInterval(() => {
    if (document.visibilityState === 'visible') void askAgain(key);
  }, promiseLastsMs);
  onScopeDispose(() => clearInterval(renewing));
  return query;
}

/** When the desk opens next after an instant; null while its calendar is not read, or when it never does. */
export function useNextOpening(after: MaybeRefOrGetter<number>) {
  const calendar = useCalendar();
  return computed<Instant | null>(() => {
    const page = calendar.data.value;
    if (!page) return null;
    const at = msOf(instantOf(toValue(after)));
    const opens = nextOpening(at, coverage(page, at, at));
    return opens === null ? null : instantOf(opens);
  });
}

/** What is promised of a request that reached the desk at this instant; null while that cannot be told. */
export function usePromiseAt(openedAt: MaybeRefOrGetter<Instant | null>) {
  const calendar = useCalendar();
  return computed(() => {
    const [page, at] = [calendar.data.value, toValue(openedAt)];
    return page && at !== null ? promiseAt(at, { calendar: page }).respondBy : null;
  });
}

/** Opens a help request; the same key and words again are answered with the one that was opened. */
export function useOpenHelp(): (body: AskedHelp, key: string) => Promise<OpenedHelp> {
  const call = useClient();
  const askAgain = useAskAgain();
  return async (body, key) => {
    const opened = await call('openIncident', { body, key });
    for (const list of ['my-incidents', 'incidents', 'request-incidents', 'pressing-incidents']) void askAgain([list]);
    return opened;
  };
}

/** Help requests that have to do with a request, for those who work at the desk. */
export function useRequestIncidents(request: MaybeRefOrGetter<CallOf<'listIncidentsOfRequest'>['params']['request']>) {
  const call = useClient();
  return useQuery({
    key: () => ['request-incidents', toValue(request)],
    query: ({ signal }) => call('listIncidentsOfRequest', { params: { request: toValue(request) }, signal }),
    staleTime: 10_000,
  });
}
