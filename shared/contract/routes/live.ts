/** The way in to the WebSocket: an open one needs no token, so a token buys a ticket first. */
import * as z from 'zod/mini';
import { instant } from '../scalars.ts';
import type { Route } from '../route.ts';

export const liveRoutes = {
  issueLiveTicket: {
    method: 'POST',
    path: '/api/live/tickets',
    function: 'api-desk',
    summary: 'A ticket that opens one WebSocket, once, within half a minute',
    status: 201,
    response: z.object({ ticket: z.string(), until: instant }),
  },
} as const satisfies Readonly<Record<string, Route>>;
