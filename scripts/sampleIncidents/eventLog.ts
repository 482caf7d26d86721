/**
 * The log of a real ServiceNow desk, made anonymous: the first 890 incidents of the UCI data set "Incident management process
 * enriched event log" (CC BY 4.0). Its lines say in which state an incident was at each update.
 */
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { BodyOf } from '#shared/contract/routes.ts';
import type { GroupId } from '#shared/access/person.ts';
import type { Email } from '#shared/request/course.ts';
import type { IncidentState } from '#shared/incident/state.ts';
import { resolutionCodes, subkindsOf, type IncidentKind, type Subkind } from '#shared/incident/incident.ts';
import { deskCalendar } from '#shared/time/desk.ts';
import { dayMs } from '#shared/time/day.ts';
import { epochMs, instantOf, type EpochMs, type Instant } from '#shared/time/instant.ts';
import { offsetsOf } from '#shared/time/zone.ts';

/** What the desk calls their states: whoever else is waited for, it is a problem that somebody else solves. */
const states: Readonly<Record<string, IncidentState>> = {
  New: 'new',
  Active: 'active',
  'Awaiting User Info': 'awaitingUserInfo',
  'Awaiting Problem': 'awaitingProblem',
  'Awaiting Vendor': 'awaitingProblem',
  'Awaiting Evidence': 'awaitingProblem',
  Resolved: 'resolved',
  Closed: 'closed',
};

const line = z.object({
  number: z.string(),
  incident_state: z.string(),
  caller_id: z.string(),
  opened_at: z.string(),
  sys_updated_at: z.string(),
  category: z.string(),
  subcategory: z.string(),
  assignment_group: z.string(),
  closed_code: z.string(),
});
type Line = z.output<typeof line>;

/** An incident of the log: its lines in the order they were written. */
export interface LoggedIncident {
  readonly number: string;
  readonly lines: readonly Line[];
}

/** The incidents of a log, in its order. */
export function readEventLog(gzipped: Uint8Array): readonly LoggedIncident[] {
  const rows = z.array(line).parse(parse(gunzipSync(gzipped), { columns: true }));
  return [...Map.groupBy(rows, ({ number }) => number)].map(([number, lines]) => ({ number, lines }));
}

/** `29-02-2016 01:16` on a wall clock, as if it were UTC. */
function wallMs(text: string): number {
  const [, day, month, year, hour, minute] = (/^(\d\d)-(\d\d)-(\d{4}) (\d\d):(\d\d)$/.exec(text) ?? []).map(Number);
  const ms = Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute);
  if (Number.isNaN(ms)) throw new Error(`Not a date of the log: ${text}`);
  return ms;
}

/** The instant at which the desk's wall shows this time so many weeks later: week days stay what they were. */
function shifted(text: string, weeks: number): EpochMs {
  const wall = wallMs(text) + weeks * 7 * dayMs;
  const offsets = offsetsOf(deskCalendar.zone, epochMs(wall - dayMs), epochMs(wall + dayMs));
  const span = offsets.find(({ from, to, offsetMs }) => wall - offsetMs >= from && wall - offsetMs < to) ?? offsets[0];
  return epochMs(wall - (span?.offsetMs ?? 0));
}

/** Weeks after which the first of these incidents was opened between one week and two ago. */
export function weeksToNow(all: readonly LoggedIncident[], now: EpochMs): number {
  const first = Math.min(...all.flatMap(({ lines }) => lines.map(({ opened_at: at }) => wallMs(at))));
  return Math.floor((now - first) / (7 * dayMs)) - 1;
}

/** A whole number in a text such as `Category 55`. */
const rankIn = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);

/** The log names nothing: what an incident was about is made up, always the same for the same numbers. */
const subjects: Readonly<Record<Subkind, readonly string[]>> = {
  usage: [
    'Comment partager mon écran dans Zoom?',
    'Où déposer un enregistrement?',
    'Inviter un conférencier dans la salle',
  ],
  behaviour: ['Le son coupe pendant la classe', 'La caméra n’est plus reconnue', 'L’enregistrement s’arrête tout seul'],
  performance: [
    'La vidéo est saccadée',
    'Studium met une minute à s’ouvrir',
    'La rencontre se fige à dix participants',
  ],
  access: ['Accès à l’espace du cours', 'Droits d’hôte pour une rencontre', 'Compte d’un auxiliaire d’enseignement'],
  dataCorrection: ['Mauvaise date d’activité', 'Nom du responsable à corriger', 'Section inscrite en double'],
  report: ['Liste des enregistrements du trimestre', 'Heures de soutien par département', 'Présences aux rencontres'],
};

const kinds: readonly IncidentKind[] = ['incident', 'question', 'incident', 'request'];
const pick = <Each>(all: readonly Each[], rank: number): Each => {
  const found = all[rank % all.length];
  if (found === undefined) throw new Error('There is nothing to pick from');
  return found;
};

/**
 * An incident of the log as the desk takes in what was before, moved by whole weeks; null when it is yet to come. What
 * happened after `now` is left out, so that it is still under way.
 */
export function pastOf(
  { number, lines }: LoggedIncident,
  weeks: number,
  now: EpochMs,
): BodyOf<'bringInIncident'> | null {
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) throw new Error(`${number} has no line`);
  const openedAt = shifted(first.opened_at, weeks);
  if (openedAt > now) return null;
  const kind = pick(kinds, rankIn(first.category));
  const subkind = pick(subkindsOf[kind], rankIn(first.subcategory));
  const caller = rankIn(first.caller_id);
  const group: GroupId = rankIn(first.assignment_group) % 2 === 0 ? 'technologues' : 'techno-pedagogues';
  const title = pick(subjects[subkind], rankIn(first.subcategory) + caller);
  return {
    kind,
    subkind,
    title,
    text: `${title} (Demande anonymisée d’un vrai registre.)`,
    request: null,
    course: null,
    channel: 'telephone',
    requester: { name: `Personne ${caller}`, email: `personne.${caller}@umontreal.example` as Email },
    group,
    openedAt: instantOf(openedAt),
    states: statesOf(lines, openedAt, weeks, now),
    resolution: {
      code: pick(resolutionCodes, rankIn(last.closed_code)),
      text: 'Réglé; le registre d’origine ne dit pas comment.',
    },
    source: `UCI, Incident management process enriched event log (CC BY 4.0), ${number}`,
  };
}

/**
 * The states an incident came into, each once for as long as it stays. Lines are in the order they were written; five
 * incidents were updated before they were opened, which cannot be: those updates count from the opening.
 */
function statesOf(
  lines: readonly Line[],
  openedAt: EpochMs,
  weeks: number,
  now: EpochMs,
): { at: Instant; to: IncidentState }[] {
  const came: { at: EpochMs; to: IncidentState }[] = [];
  for (const { incident_state: name, sys_updated_at: updated } of lines) {
    const to = states[name];
    if (to === undefined) throw new Error(`The log has a state that the desk does not know: ${name}`);
    const before = came.at(-1) ?? { at: openedAt, to: 'new' };
    const at = epochMs(Math.max(shifted(updated, weeks), before.at));
    if (at > now) break;
    if (to !== before.to) came.push({ at, to });
  }
  return came.map(({ at, to }) => ({ at: instantOf(at), to }));
}
