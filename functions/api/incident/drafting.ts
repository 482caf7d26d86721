/** What somebody began to write on an incident: listed and kept for them alone. */
import type { Answer } from '#functions/runtime/http.ts';
import { refuse } from '#functions/runtime/refuse.ts';
import * as drafts from '#functions/store/drafts.ts';
import type { Table } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import { mayOnIncident } from '#shared/access/policy.ts';
import { saved, type Draft, type DraftKind } from '#shared/draft/draft.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { accepted } from '#shared/refusal.ts';
import type { Instant } from '#shared/time/instant.ts';

interface ListCall {
  readonly caller: Person;
  readonly params: { readonly incident: IncidentNumber };
}
interface SaveCall {
  readonly caller: Person;
  readonly now: Instant;
  readonly params: { readonly incident: IncidentNumber; readonly kind: DraftKind };
  readonly body: Pick<Draft, 'text' | 'key'>;
  readonly ifMatch: number;
}

/** The right that each kind of writing asks for. */
const toWrite = { comment: 'incident.comment', workNote: 'incident.workNote' } as const;

/** @param see the incident, if it exists for this person. */
export function draftingOf(table: Table, see: (caller: Person, number: IncidentNumber) => Promise<Incident | null>) {
  return {
    listIncidentDrafts: async ({ caller, params }: ListCall): Promise<Answer<'listIncidentDrafts'>> => {
      const incident = await see(caller, params.incident);
      return incident ? accepted({ items: await drafts.list(table, caller.id, incident.number) }) : refuse('notFound');
    },

    saveIncidentDraft: async ({
      caller,
      params,
      body,
      ifMatch,
      now,
    }: SaveCall): Promise<Answer<'saveIncidentDraft'>> => {
      const incident = await see(caller, params.incident);
      if (!incident) return refuse('notFound');
      if (!mayOnIncident(caller, toWrite[params.kind], incident)) return refuse('notAllowed');
      const draft = saved(params.kind, ifMatch, body, now);
      if (await drafts.save(table, caller.id, incident.number, draft)) return accepted(draft);
      return refuse('versionMismatch', { current: await drafts.read(table, caller.id, incident.number, params.kind) });
    },
  };
}
