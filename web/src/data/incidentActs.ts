/** Takes incidents in charge, assigns them, and takes both back as far as that goes: a first answer stays given. */
import type { Client } from './client.ts';
import type { IncidentLine } from './history.ts';
import { incidentOfPage, type Incident } from './incidentRow.ts';
import type { IncidentSource } from './incidents.ts';
import type { Acting, Failure, Holder } from './recordActs.ts';
import { incidentIn } from './refusedIncident.ts';

export type IncidentAct = { readonly kind: 'takeCharge' } | { readonly kind: 'assign'; readonly to: Holder | null };
export type IncidentFailure = Failure<Incident, IncidentAct, IncidentLine>;

interface Desk {
  readonly call: Client;
  readonly source: Pick<IncidentSource, 'rows' | 'take'>;
  /** Who acts. */
  readonly me: Holder;
}

export function actingOnIncidents({ call, source, me }: Desk): Acting<Incident, IncidentAct, IncidentLine> {
  const assign = async ({ number, version }: Incident, to: Holder | null): Promise<Incident> =>
    incidentOfPage(
      await call('assignIncident', { params: { incident: number }, version, body: { assignee: to?.id ?? null } }),
    );

  return {
    known: (number) => source.rows.value.get(number)?.incident,
    take: source.take,
    expected: (incident, act) =>
      act.kind === 'takeCharge'
        ? { ...incident, state: 'active', assignee: { id: me.id, name: me.name } }
        : { ...incident, assignee: act.to },
    send: async (incident, act, went) => {
      if (act.kind === 'assign') return assign(incident, act.to);
      const mine = incident.assignee?.id === me.id ? incident : await assign(incident, me);
      went(mine);
      if (mine.state === 'active') return mine;
      const { number, version } = mine;
      return incidentOfPage(await call('startIncident', { params: { incident: number }, version }));
    },
    current: incidentIn,
    changes: (problem) => problem.incidentChanges ?? [],
    wayBack: ({ before, after }) =>
      before.assignee?.id === after.assignee?.id ? [] : [{ kind: 'assign', to: before.assignee }],
  };
}
