/** The desk itself: who calls, who works in its groups, and the ticket to hear of what happens there. */
import { readEnv } from '#functions/runtime/env.ts';
import { serve } from '#functions/runtime/http.ts';
import { newTicket } from '#functions/runtime/ids.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import * as people from '#functions/store/people.ts';
import { openTable } from '#functions/store/table.ts';
import * as tickets from '#functions/store/tickets.ts';
import { groupIds, groupNames } from '#shared/access/person.ts';
import { mayAtDesk, worksIn } from '#shared/access/policy.ts';
import { deskRoutes } from '#shared/contract/routes/desk.ts';
import { liveRoutes } from '#shared/contract/routes/live.ts';
import { accepted } from '#shared/refusal.ts';

const table = openTable(readEnv('api-desk').tableName);

const routes = { ...deskRoutes, ...liveRoutes };

export const handler = serve('api-desk', routes, {
  readMe: async ({ caller }) => {
    const may = {
      'desk.see': mayAtDesk(caller, 'desk.see'),
      'import.send': mayAtDesk(caller, 'import.send'),
      'import.see': mayAtDesk(caller, 'import.see'),
      'request.list': mayAtDesk(caller, 'request.list'),
    };
    return accepted({ ...caller, may });
  },

  listGroups: async ({ caller }) => {
    if (!mayAtDesk(caller, 'desk.see')) return refuse('notAllowed');
    const everybody = await people.list(table);
    const items = groupIds.map((id) => ({
      id,
      name: groupNames[id],
      members: everybody
        .filter((person) => worksIn(person, id))
        .map((person) => ({ id: person.id, name: person.name })),
    }));
    return accepted({ items });
  },

  issueLiveTicket: async ({ caller, now }) => {
    const ticket = newTicket();
    return accepted({ ticket, until: await tickets.issue(table, ticket, caller, now) });
  },
});
