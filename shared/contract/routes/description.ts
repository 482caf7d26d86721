/** The description of this API, by itself: it knows every other route, and whoever waits for theirs need not load it. */
import * as z from 'zod/mini';
import type { Route } from '../route.ts';

export const descriptionRoutes = {
  readOpenApi: {
    method: 'GET',
    path: '/api/openapi.json',
    function: 'api-description',
    summary: 'This description of the API, as OpenAPI 3.1',
    open: true,
    status: 200,
    response: z.record(z.string(), z.unknown()),
  },
} as const satisfies Readonly<Record<string, Route>>;
