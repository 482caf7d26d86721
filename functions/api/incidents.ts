/** Incidents: asked, listed, read, worked to their end by the desk, and followed by whoever asked. */
import { holdCalendar } from '#functions/runtime/calendar.ts';
import { readEnv } from '#functions/runtime/env.ts';
import { serve, type Answer } from '#functions/runtime/http.ts';
import { carryOutOn, shownIncidentLine, writeOnce } from '#functions/runtime/incidentCommand.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import * as history from '#functions/store/incidentHistory.ts';
import { linkedToIncident, linkedToRequest } from '#functions/store/incidentLinks.ts';
import * as incidents from '#functions/store/incidents.ts';
import { idempotencyKey as writtenUnderKey } from '#functions/store/keys.ts';
import { openNumbers } from '#functions/store/numbers.ts';
import * as people from '#functions/store/people.ts';
import { rememberedItem } from '#functions/store/remembered.ts';
import * as requests from '#functions/store/requests.ts';
import { openTable } from '#functions/store/table.ts';
import { groupIds, type Person } from '#shared/access/person.ts';
import { mayBringInPast, maySeeRequest, worksAtDesk } from '#shared/access/policy.ts';
import type { QueryOf } from '#shared/contract/routes.ts';
import { incidentActRoutes } from '#shared/contract/routes/incidentActs.ts';
import { explanationRoutes } from '#shared/contract/routes/calendar.ts';
import { incidentDraftRoutes } from '#shared/contract/routes/drafts.ts';
import { incidentRoutes } from '#shared/contract/routes/incidents.ts';
import { myIncidentRoutes } from '#shared/contract/routes/myIncidents.ts';
import type { IncidentNumber, RequestNumber } from '#shared/ids.ts';
import type { IncidentDecision } from '#shared/incident/change.ts';
import { open, openFor, type Deciding } from '#shared/incident/create.ts';
import * as decide from '#shared/incident/decide.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { IncidentLine } from '#shared/incident/line.ts';
import { link, merge } from '#shared/incident/link.ts';
import { bringIn } from '#shared/incident/past.ts';
import { promiseAt } from '#shared/incident/promise.ts';
import { comment, continueFrom, opensAnother, workNote } from '#shared/incident/speak.ts';
import { accepted, refused, type Outcome } from '#shared/refusal.ts';
import type { Instant } from '#shared/time/instant.ts';
import { draftingOf } from './incident/drafting.ts';
import { explanationOf } from './incident/explaining.ts';
import { openingOf } from './incident/opening.ts';
import { readingOf } from './incident/reading.ts';

const table = openTable(readEnv('api-incidents').tableName);
const calendar = holdCalendar(table);
const reading = readingOf(table, calendar);
const drafting = draftingOf(table, reading.see);
const opening = openingOf(table, calendar, openNumbers(table));

const rows = {
  ...incidentRoutes,
  ...incidentActRoutes,
  ...myIncidentRoutes,
  ...explanationRoutes,
  ...incidentDraftRoutes,
};

export const handler = serve('api-incidents', rows, {
  openIncident: async (call) => {
    const { kind, subkind, title, text, request, course, heard } = call.body;
    if (request !== null && !(await seesRequest(call.caller, request))) {
      return refuse('linkUnknown', { field: 'request', params: { number: request } });
    }
    const draft = { kind, subkind, title, text, links: { request, course } };
    if (!heard) return opening.once(call, (number, deciding) => open(draft, number, deciding));
    const { channel, answered, group = null, openedAt = null } = heard;
    const requester = await opening.requester(heard.requester);
    const said = { channel, answered, group, openedAt, requester };
    return opening.once(call, (number, deciding) => openFor(draft, said, number, deciding));
  },

  bringInIncident: async (call) => {
    const { request, course, ...past } = call.body;
    if (!mayBringInPast(call.caller)) return refuse('notAllowed');
    const requester = await opening.requester(past.requester);
    return opening.once(call, (number, deciding) =>
      bringIn({ ...past, requester, links: { request, course } }, number, deciding),
    );
  },

  promiseIncident: async ({ now }) => accepted(promiseAt(now, await calendar.current())),

  listIncidents: async ({ caller, query, now }) => {
    if (!worksAtDesk(caller)) return refuse('notAllowed');
    const scope = scopeOf(caller, query);
    if (!scope.ok) return scope;
    const page = await incidents.list(table, scope.value, query.state, query);
    if (!page.ok) return page;
    return accepted({ items: await reading.rows(page.value.items, now), next: page.value.next });
  },

  countIncidents: async ({ caller }) => {
    if (!worksAtDesk(caller)) return refuse('notAllowed');
    const own = { view: 'mine', group: null, scope: { kind: 'assignee', person: caller.id } } as const;
    const ofGroups = groupIds.flatMap((group) =>
      (['unassigned', 'group'] as const).map((view) => ({ view, group, scope: { kind: view, group } }) as const),
    );
    const counts = [own, ...ofGroups].map(async ({ view, group, scope }) => {
      return { view, group, ...(await incidents.countInHand(table, scope)) };
    });
    return accepted({ items: await Promise.all(counts) });
  },

  listIncidentsOfRequest: async ({ caller, params, now }) => {
    if (!(await seesRequest(caller, params.request))) return refuse('notFound');
    if (!worksAtDesk(caller)) return refuse('notAllowed');
    const linked = await linkedToRequest(table, params.request);
    const found = await incidents.readAll(
      table,
      linked.map(({ incident }) => incident),
    );
    return accepted({ items: await reading.rows(found, now) });
  },

  readIncident: async ({ caller, params, now }) => {
    const found = worksAtDesk(caller) ? await incidents.read(table, params.incident) : null;
    return found ? accepted(await reading.page(found, caller, now)) : refuse('notFound');
  },

  explainIncident: async ({ caller, params, now }) => {
    const found = worksAtDesk(caller) ? await incidents.read(table, params.incident) : null;
    return found ? accepted(await explanationOf(table, calendar, found, now)) : refuse('notFound');
  },

  listIncidentHistory: async ({ caller, params, query }) => {
    const found = await reading.see(caller, params.incident);
    if (!found) return refuse('notFound');
    const page = await history.list(table, found.number, { ...query, commentsOnly: !worksAtDesk(caller) });
    return page.ok ? accepted({ items: page.value.items.map(shownIncidentLine), next: page.value.next }) : page;
  },

  commentIncident: (call) =>
    writing(
      call,
      'comment',
      () => reading.heardOn(call.caller, call.params.incident),
      async (incident, deciding) =>
        opensAnother(incident, call.caller)
          ? continueFrom(incident, call.body.text, await opening.newNumber(), deciding).decision
          : comment(incident, call.body.text, deciding),
      (line) => ({ incident: line.incident, line: shownIncidentLine(line) }),
    ),

  noteIncident: (call) =>
    writing(
      call,
      'workNote',
      () => reading.see(call.caller, call.params.incident),
      (incident, deciding) => workNote(incident, call.body.text, deciding),
      shownIncidentLine,
    ),

  ...drafting,

  editIncident: (call) => command(call, (incident, deciding) => decide.edit(incident, call.body, deciding)),

  assignIncident: async (call) => {
    const { group, assignee: id } = call.body;
    const assignee = id === undefined || id === null ? id : await people.read(table, id);
    if (assignee === null && id !== null) return refuse('invalid', { field: 'assignee' });
    return command(call, (incident, deciding) => decide.assign(incident, { group, assignee }, deciding));
  },

  startIncident: (call) => command(call, decide.start),

  awaitIncident: (call) => command(call, (incident, deciding) => decide.wait(incident, call.body, deciding)),

  resolveIncident: (call) => command(call, (incident, deciding) => decide.resolve(incident, call.body, deciding)),

  reopenIncident: (call) => command(call, (incident, deciding) => decide.reopen(incident, call.body, deciding)),

  closeIncident: (call) => command(call, decide.close),

  cancelIncident: (call) => command(call, (incident, deciding) => decide.cancel(incident, call.body, deciding)),

  mergeIncident: (call) =>
    command(call, async (incident, deciding) => {
      const kept = await incidents.read(table, call.body.into);
      return kept
        ? merge(incident, kept, deciding)
        : refused('linkUnknown', { field: 'into', params: { number: call.body.into } });
    }),

  linkIncident: (call) =>
    command(call, async (incident, deciding) => {
      const { request, parent: whole } = call.body;
      if (request && !(await requests.read(table, request))) {
        return refused('linkUnknown', { field: 'request', params: { number: request } });
      }
      const parent = whole ? await incidents.read(table, whole) : null;
      if (whole && !parent) return refused('linkUnknown', { field: 'parent', params: { number: whole } });
      const linked = whole ? await linkedToIncident(table, incident.number) : [];
      return link(incident, call.body, { parent, hasParts: linked.some(({ field }) => field === 'parent') }, deciding);
    }),

  listMyIncidents: async ({ caller, query, now }) => {
    const page = await incidents.list(table, { kind: 'requester', email: caller.email }, query.state, query);
    if (!page.ok) return page;
    return accepted({ items: await reading.ownRows(page.value.items, now), next: page.value.next });
  },

  readMyIncident: async ({ caller, params, now }) => {
    const found = await reading.own(caller, params.incident);
    return found ? accepted(await reading.ownPage(found, now)) : refuse('notFound');
  },

  withdrawIncident: (call) => ownCommand(call, (incident, deciding) => decide.cancel(incident, call.body, deciding)),

  confirmIncident: (call) => ownCommand(call, decide.close),
});

async function seesRequest(caller: Person, number: RequestNumber): Promise<boolean> {
  const request = await requests.read(table, number);
  return request !== null && maySeeRequest(caller, request);
}

function scopeOf(caller: Person, { view, group }: QueryOf<'listIncidents'>): Outcome<incidents.IncidentScope> {
  if (view === 'mine') return accepted({ kind: 'assignee', person: caller.id });
  return group === undefined ? refused('invalid', { field: 'group' }) : accepted({ kind: view, group });
}

interface IncidentCall {
  readonly caller: Person;
  readonly now: Instant;
  readonly params: { readonly incident: IncidentNumber };
  readonly ifMatch: number;
}

type Decide = (
  incident: Incident,
  deciding: Deciding,
) => Outcome<IncidentDecision> | Promise<Outcome<IncidentDecision>>;

/** A command of the desk: for anybody else there is no such incident here, be it their own. */
function command({ caller, params, ifMatch, now }: IncidentCall, decision: Decide): Promise<Answer<'readIncident'>> {
  return carryOutOn(
    table,
    {
      load: async () => (worksAtDesk(caller) ? incidents.read(table, params.incident) : null),
      decide: async (incident) => decision(incident, await reading.deciding(incident, caller, now)),
      page: (incident) => reading.page(incident, caller, now),
    },
    ifMatch,
  );
}

/** A command of whoever asked. */
function ownCommand(
  { caller, params, ifMatch, now }: IncidentCall,
  decision: Decide,
): Promise<Answer<'readMyIncident'>> {
  return carryOutOn(
    table,
    {
      load: () => reading.own(caller, params.incident),
      decide: async (incident) => decision(incident, await reading.deciding(incident, caller, now)),
      page: (incident) => reading.ownPage(incident, now),
    },
    ifMatch,
  );
}

interface WritingCall extends Omit<IncidentCall, 'ifMatch'> {
  readonly body: { readonly text: string };
  readonly idempotencyKey: string;
}

/** The first line that a writing tells is what was written; it is answered again to the same key and text. */
function writing<Shown>(
  { caller, now, params, body, idempotencyKey }: WritingCall,
  kind: 'comment' | 'workNote',
  load: () => Promise<Incident | null>,
  decision: Decide,
  shown: (line: IncidentLine) => Shown,
) {
  return writeOnce<Incident, Shown>(table, {
    load,
    decide: async (incident) => decision(incident, await reading.deciding(incident, caller, now)),
    answer: (_change, [line]) => {
      if (!line) throw new Error('What is written is a line');
      return shown(line);
    },
    remembered: (answer) =>
      rememberedItem({
        // Under the incident that was addressed, whichever one it ends up on.
        at: writtenUnderKey(params.incident, caller.id, idempotencyKey),
        sent: [kind, body.text],
        answer,
        now,
      }),
  });
}
