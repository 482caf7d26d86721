/** What this API offers. A function of its own: the description grows with every route, and nobody works by it. */
import { serve } from '#functions/runtime/http.ts';
import type { Language } from '#shared/contract/language.ts';
import { openApi } from '#shared/contract/openapi.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import { descriptionRoutes } from '#shared/contract/routes/description.ts';
import { accepted } from '#shared/refusal.ts';

/** One description a language, made when first asked for. */
const descriptions = new Map<Language, ResponseOf<'readOpenApi'>>();

export const handler = serve('api-description', descriptionRoutes, {
  readOpenApi: async ({ language }) => {
    const known = descriptions.get(language) ?? { ...openApi({ language }) };
    descriptions.set(language, known);
    return accepted(known);
  },
});
