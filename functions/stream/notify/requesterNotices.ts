/** What whoever asked is told of a line, at their address: they may never have signed in. */
import { linkedToIncident } from '#functions/store/incidentLinks.ts';
import * as incidents from '#functions/store/incidents.ts';
import type { Table } from '#functions/store/table.ts';
import type { CalendarEdition } from '#shared/calendar/edition.ts';
import { clocksOf } from '#shared/incident/clocks.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { IncidentLine } from '#shared/incident/line.ts';
import * as words from '#shared/notice/incident.ts';
import type { Notice } from '#shared/notice/notice.ts';
import type { Email } from '#shared/request/course.ts';

export type AddressNotices = ReadonlyMap<Email, Notice>;

/** Duplicates of duplicates are followed so far. */
const mergedDeep = 3;

/** Whether it was done by whoever asked: nobody is told of what they did themselves. */
function isTheirs({ by }: IncidentLine, { requester, openedBy, channel }: Incident): boolean {
  if (by.kind !== 'person') return false;
  return by.person.id === requester.person || (channel === 'portal' && by.person.id === openedBy?.id);
}

/** @param linkTo address of an incident's page, as whoever asked sees it. */
export async function requesterNotices(
  table: Table,
  line: IncidentLine,
  incident: Incident,
  { calendar }: CalendarEdition,
  linkTo: (incident: Incident) => string,
): Promise<AddressNotices> {
  const link = linkTo(incident);
  const to = (told: Notice): AddressNotices => new Map([[incident.requester.email, told]]);
  const nobody: AddressNotices = new Map();
  const { content } = line;
  const theirs = isTheirs(line, incident);
  if (content.kind !== 'change') {
    const seen = content.kind === 'comment' && !theirs;
    return seen ? to(words.commented(incident, content.text, link)) : nobody;
  }
  switch (content.action) {
    case 'created': {
      const promised = clocksOf(incident, incident.enteredAt, { calendar }).response?.dueAt ?? null;
      // Answered while they were on the line: nothing is promised any more.
      return incident.state === 'new' ? to(words.received(incident, promised, calendar.zone, link)) : nobody;
    }
    case 'resolved':
      return resolvedNotices(table, incident, calendar.zone, linkTo);
    case 'closed':
      return theirs ? nobody : to(words.closed(incident, link));
    case 'cancelled':
      return theirs ? nobody : to(words.cancelled(incident, content.reason ?? '', link));
    case 'merged':
      return to(words.merged(incident, link));
    case 'assigned':
    case 'awaitedProblem':
    case 'awaitedUserInfo':
    case 'continued':
    case 'joined':
    case 'linked':
    case 'recalculated':
    case 'reopened':
    case 'resumed':
    case 'started':
    case 'tierReached':
    case 'unassigned':
    case 'unlinked':
    case 'updated':
      // The desk's own affair, or said by the comment that went with it.
      return nobody;
    default:
      return content.action satisfies never;
  }
}

/** How it was settled, told to whoever asked and to those whose duplicates were merged into it, each of their own. */
async function resolvedNotices(
  table: Table,
  incident: Incident,
  zone: string,
  linkTo: (incident: Incident) => string,
): Promise<AddressNotices> {
  const { resolution, projection } = incident;
  // Reopened meanwhile: it is not resolved after all.
  if (!resolution) return new Map();
  const closesAt = projection.due?.kind === 'autoClose' ? projection.due.at : null;
  const all = [...(await duplicatesOf(table, incident, mergedDeep)), incident];
  // Somebody who asked twice is told once, of the one that is kept.
  return new Map(
    all.map((one) => [
      one.requester.email,
      words.resolved(one, resolution, one === incident ? closesAt : null, zone, linkTo(one)),
    ]),
  );
}

async function duplicatesOf(table: Table, { number }: Incident, deep: number): Promise<readonly Incident[]> {
  if (deep === 0) return [];
  const linked = (await linkedToIncident(table, number)).filter(({ field }) => field === 'duplicateOf');
  const found = await incidents.readAll(
    table,
    linked.map(({ incident }) => incident),
  );
  const further = await Promise.all(found.map((one) => duplicatesOf(table, one, deep - 1)));
  return [...further.flat(), ...found];
}
