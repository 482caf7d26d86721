import { useQuery } from '@pinia/colada';
import type { MaybeRefOrGetter } from 'vue';
import { toValue } from 'vue';
import type { Language } from '#shared/contract/language.ts';
import type { OpenApiDocument } from '#shared/contract/openapi/document.ts';
import { useClient } from './api.ts';

/** The description of the API in this language. */
export function useApiDescription(language: MaybeRefOrGetter<Language>) {
  const call = useClient();
  return useQuery({
    key: () => ['api-description', toValue(language)],
    // Written by our own generator from the types it is read with here.
    query: async ({ signal }) => (await call('readOpenApi', { signal })) as object as OpenApiDocument,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
