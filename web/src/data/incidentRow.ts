/** Incidents of a queue as the browser filters and orders them: thousands at once, so what is compared is made once. */
import type { ResponseOf } from '#shared/contract/routes.ts';
import { fold } from '#shared/grid/cell.ts';
import { isOver } from '#shared/incident/state.ts';
import type { Tier } from '#shared/incident/tier.ts';
import type { Calendar } from '#shared/time/calendar.ts';
import { msOf, type EpochMs } from '#shared/time/instant.ts';
import { clocksAt, leadingClock } from './incidentClock.ts';
import { standsAs, type IncidentQuery } from './incidentQuery.ts';

export type Incident = ResponseOf<'listIncidents'>['items'][number];
type IncidentPage = ResponseOf<'readIncident'>;

/** An incident with what it is found by. */
export interface IncidentRow {
  readonly incident: Incident;
  /** All that free text is looked for in, folded. */
  readonly words: string;
}

/** An incident made ready to be found. */
export function rowOf(incident: Incident): IncidentRow {
  const { number, title, requester, assignee } = incident;
  return { incident, words: fold([number, title, requester.name, assignee?.name ?? ''].join(' ')) };
}

/** An incident's page as its row. */
export function incidentOfPage(page: IncidentPage): Incident {
  const { number, version, kind, subkind, channel, title, group, assignee, state, openedAt } = page;
  const { requester, changes, asOf, calendar, clocks, nextChangeAt } = page;
  return {
    ...{ number, version, kind, subkind, channel, title, group, assignee, state, openedAt },
    ...{ requester: { name: requester.name }, changes, asOf, calendar, clocks, nextChangeAt },
  };
}

/** How urgent an incident is at a moment. */
export interface Standing {
  readonly tier: Tier;
  /** Its place in the order of the API: what runs by its next tier change, then what waits, then what is over. */
  readonly place: string;
  /** When this is no longer so by itself. */
  readonly until: EpochMs | null;
}

/** Comes after every instant. */
const never = '9999';

/** How urgent an incident is now; what was found is kept with it for as long as it holds. */
export function standings() {
  const found = new WeakMap<Incident, { readonly calendar: Calendar | null; readonly standing: Standing }>();
  return (incident: Incident, now: EpochMs, calendar: Calendar | null): Standing => {
    const known = found.get(incident);
    const holds = known?.calendar === calendar && known.standing.until !== null && known.standing.until >= now;
    if (known && (holds || (known.calendar === calendar && known.standing.until === null))) return known.standing;
    const standing = standingOf(incident, now, calendar);
    found.set(incident, { calendar, standing });
    return standing;
  };
}

function standingOf(incident: Incident, now: EpochMs, calendar: Calendar | null): Standing {
  const { number, state, changes, openedAt } = incident;
  const clocks = clocksAt(incident, now, calendar);
  const { clock } = leadingClock(clocks);
  const since = changes.at(-1)?.at ?? openedAt;
  const running = state === 'new' || state === 'active';
  const urgent = clock.breachedAt ?? clock.nextChange?.at ?? never;
  const place = isOver(state) ? `3 ${since}` : running ? `1 ${urgent}` : `2 ${since}`;
  const { nextChangeAt } = clocks;
  return { tier: clock.tier, place: `${place} ${number}`, until: nextChangeAt && msOf(nextChangeAt) };
}

/** Whether a row is one of those wanted; each word of the text must be somewhere in it. */
export function matcher(
  { stand, tier, kind, assignee, text }: IncidentQuery,
  tierOf: (incident: Incident) => Tier,
): (row: IncidentRow) => boolean {
  const wanted = fold(text)
    .split(' ')
    .filter((word) => word !== '');
  return ({ incident, words }) =>
    standsAs(stand, incident) &&
    (kind === null || incident.kind === kind) &&
    (assignee === null || (incident.assignee?.id ?? 'nobody') === assignee) &&
    wanted.every((word) => words.includes(word)) &&
    (tier === null || tierOf(incident) === tier);
}
