/** One request: read, edited, cancelled. */
import { useQuery, useQueryCache } from '@pinia/colada';
import { toValue, type MaybeRefOrGetter } from 'vue';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { RequestNumber } from '#shared/ids.ts';
import { useClient } from './api.ts';
import { useAskAgain } from './askAgain.ts';
import type { CallOf } from './client.ts';

export type RequestPage = ResponseOf<'readRequest'>;
export type TaskSummary = RequestPage['tasks'][number];
export type RequestEdit = CallOf<'editRequest'>['body'];

export const requestKey = (number: RequestNumber) => ['request', number];

/** A request with its plan, as the caller may see it. */
export function useRequest(number: MaybeRefOrGetter<RequestNumber>) {
  const call = useClient();
  const cache = useQueryCache();
  return useQuery({
    key: () => requestKey(toValue(number)),
    query: async ({ signal }) => {
      const page = await call('readRequest', { params: { request: toValue(number) }, signal });
      // An answer that was overtaken by a change made here is old news.
      const shown = cache.getQueryData<RequestPage>(requestKey(page.number));
      return shown && shown.version > page.version ? shown : page;
    },
  });
}

/** What may be done to a request. Each act throws `Refused`; a moved record says so by `versionMismatch`. */
export function useRequestActs(number: MaybeRefOrGetter<RequestNumber>) {
  const call = useClient();
  const cache = useQueryCache();
  const askAgain = useAskAgain();

  /** Shows a request as the API just told it; an answer that was overtaken on its way is old news. */
  function keep(page: RequestPage): void {
    const shown = cache.getQueryData<RequestPage>(requestKey(page.number));
    if (!shown || shown.version <= page.version) cache.setQueryData(requestKey(page.number), page);
    // Its tasks carry its course and due date, and what stands before their closing.
    void askAgain(['task', page.number]);
  }

  return {
    keep,
    edit: async (body: RequestEdit, version: number): Promise<RequestPage> => {
      const page = await call('editRequest', { params: { request: toValue(number) }, version, body });
      keep(page);
      return page;
    },
    cancel: async (reason: string, version: number): Promise<RequestPage> => {
      const page = await call('cancelRequest', { params: { request: toValue(number) }, version, body: { reason } });
      keep(page);
      return page;
    },
    /** Asks again for the request and its tasks. */
    refresh: async (): Promise<void> => {
      await Promise.all([askAgain(requestKey(toValue(number))), askAgain(['task', toValue(number)])]);
    },
  };
}
