/** Incidents as callers may see them, by the calendar that holds. */
import type { HeldCalendar } from '#functions/runtime/calendar.ts';
import { linkedToIncident, type LinkedIncident } from '#functions/store/incidentLinks.ts';
import * as incidents from '#functions/store/incidents.ts';
import type { Table } from '#functions/store/table.ts';
import type { Person } from '#shared/access/person.ts';
import { isRequesterOf, maySeeIncident } from '#shared/access/policy.ts';
import type { ResponseOf } from '#shared/contract/routes.ts';
import type { IncidentNumber } from '#shared/ids.ts';
import type { Deciding } from '#shared/incident/create.ts';
import type { Incident } from '#shared/incident/incident.ts';
import { opensAnother } from '#shared/incident/speak.ts';
import { isOver } from '#shared/incident/state.ts';
import type { Instant } from '#shared/time/instant.ts';
import { incidentPage, incidentRow, type Related } from '../view/incident.ts';
import { ownIncident, ownIncidentRow } from '../view/ownIncident.ts';

type Row = ResponseOf<'listIncidents'>['items'][number];
type OwnRow = ResponseOf<'listMyIncidents'>['items'][number];

/** What a record is to the one it is linked to, by the link it has. */
const asLinked: Readonly<Partial<Record<LinkedIncident['field'], Related['as']>>> = {
  parent: 'part',
  duplicateOf: 'duplicate',
  follows: 'after',
};
/** What a record is to the one that links to it. */
const asTarget = { parent: 'parent', duplicateOf: 'kept', follows: 'before' } as const;

export function readingOf(table: Table, calendar: HeldCalendar) {
  /** The incident, if it exists for this person. */
  const see = async (caller: Person, number: IncidentNumber): Promise<Incident | null> => {
    const incident = await incidents.read(table, number);
    return incident && maySeeIncident(caller, incident) ? incident : null;
  };
  /** The incident, if this person asked for it. */
  const own = async (caller: Person, number: IncidentNumber): Promise<Incident | null> => {
    const incident = await incidents.read(table, number);
    return incident && isRequesterOf(caller, incident) ? incident : null;
  };
  const editionFor = (listed: readonly Incident[]) =>
    calendar.current(Math.max(0, ...listed.map(({ projection }) => projection.edition)));

  const continuation = async ({ number }: Incident): Promise<IncidentNumber | null> => {
    const linked = await linkedToIncident(table, number);
    return linked.find(({ field }) => field === 'follows')?.incident ?? null;
  };

  const relatedTo = async ({ number, links }: Incident): Promise<readonly Related[]> => {
    const fields = Object.keys(asTarget) as (keyof typeof asTarget)[];
    const targets = fields.flatMap((field) => {
      const target = links[field];
      return target === null ? [] : [{ number: target, as: asTarget[field] }];
    });
    const linked = (await linkedToIncident(table, number)).flatMap(({ incident, field }) => {
      const as = asLinked[field];
      return as ? [{ number: incident, as }] : [];
    });
    const all = [...targets, ...linked];
    const found = new Map(
      (await incidents.readAll(table, [...new Set(all.map((one) => one.number))])).map((one) => [one.number, one]),
    );
    return all.flatMap(({ number: other, as }) => {
      const incident = found.get(other);
      return incident ? [{ number: other, as, title: incident.title, state: incident.state }] : [];
    });
  };

  return {
    see,
    own,
    /** The incident on which a word is heard: of one over for good, the one that its requester already goes on with. */
    heardOn: async (caller: Person, number: IncidentNumber): Promise<Incident | null> => {
      const incident = await see(caller, number);
      if (!incident || !opensAnother(incident, caller)) return incident;
      const next = await continuation(incident);
      const later = next && (await own(caller, next));
      return later && !isOver(later.state) ? later : incident;
    },
    deciding: async (incident: Incident, caller: Person, now: Instant): Promise<Deciding> => ({
      caller,
      now,
      edition: await calendar.current(incident.projection.edition),
    }),
    rows: async (listed: readonly Incident[], now: Instant): Promise<readonly Row[]> => {
      const edition = await editionFor(listed);
      return listed.map((incident) => incidentRow(incident, now, edition));
    },
    ownRows: async (listed: readonly Incident[], now: Instant): Promise<readonly OwnRow[]> => {
      const edition = await editionFor(listed);
      return listed.map((incident) => ownIncidentRow(incident, now, edition));
    },
    page: async (incident: Incident, caller: Person, now: Instant): Promise<ResponseOf<'readIncident'>> => {
      const [related, edition] = await Promise.all([relatedTo(incident), editionFor([incident])]);
      return incidentPage(incident, related, { caller, now, edition });
    },
    ownPage: async (incident: Incident, now: Instant): Promise<ResponseOf<'readMyIncident'>> => {
      const [after, edition] = await Promise.all([continuation(incident), editionFor([incident])]);
      return ownIncident(incident, after, now, edition);
    },
  };
}
