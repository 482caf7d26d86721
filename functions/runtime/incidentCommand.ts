/**
 * Carries commands out on incidents: load, decide, save; and anew from the loading when somebody else, or the desk by
 * itself, wrote in between.
 */
import * as history from '#functions/store/incidentHistory.ts';
import * as incidents from '#functions/store/incidents.ts';
import type { Item } from '#functions/store/item.ts';
import { repeated } from '#functions/store/remembered.ts';
import type { Table } from '#functions/store/table.ts';
import type { IncidentChange, IncidentDecision } from '#shared/incident/change.ts';
import type { Incident } from '#shared/incident/incident.ts';
import type { IncidentLine } from '#shared/incident/line.ts';
import { accepted, type Outcome } from '#shared/refusal.ts';
import { newLineId } from './ids.ts';
import { refuse } from './refuse.ts';
import type { Refusing } from './reply.ts';

/** A history line as the contract shows it. */
export function shownIncidentLine(line: IncidentLine) {
  const { id, incident, version, at, enteredAt, door, by, content } = line;
  return { id, subject: incident, version, at, enteredAt, door, by, content };
}

export interface IncidentCommand<Page> {
  /** Null when there is no such incident for this caller. */
  readonly load: () => Promise<Incident | null>;
  readonly decide: (incident: Incident) => Promise<Outcome<IncidentDecision>>;
  readonly page: (incident: Incident) => Promise<Page>;
}

/** Times a command is decided anew because something had moved. */
const rounds = 6;

type Carried<Value> = { readonly ok: true; readonly value: Value } | Refusing;

/**
 * Carries out a command on the version of an incident that the caller read.
 * Refuses `notFound`, `versionMismatch` (with the incident now and what happened to it since), `busy`, and what the decision
 * refuses.
 */
export async function carryOutOn<Page>(
  table: Table,
  command: IncidentCommand<Page>,
  ifMatch: number,
): Promise<Carried<Page>> {
  for (let round = 0; round < rounds; round += 1) {
    const incident = await command.load();
    if (!incident) return refuse('notFound');
    const decided = await command.decide(incident);
    // Who may not do it is told so, whatever version they have.
    if (!decided.ok && decided.refusal.code === 'notAllowed') return decided;
    if (incident.version !== ifMatch) {
      const missed = await history.since(table, incident.number, ifMatch);
      const incidentChanges = missed.map(shownIncidentLine);
      return refuse('versionMismatch', { current: await command.page(incident), incidentChanges });
    }
    if (!decided.ok) return decided;
    if (decided.value.kind === 'nothing') return accepted(await command.page(incident));
    const { change } = decided.value;
    const saved = await incidents.save(table, change, incidents.numbered(change, newLineId));
    if (saved.kind === 'saved') return accepted(await command.page(change.written?.after ?? incident));
  }
  return refuse('busy');
}

/** A write that is done once for each key its caller gives it. */
export interface KeyedWrite<Loaded, Answer> {
  /** Null when there is no such incident for this caller. */
  readonly load: () => Promise<Loaded | null>;
  readonly decide: (loaded: Loaded) => Promise<Outcome<IncidentDecision>>;
  /** What it is answered, now and whenever it is repeated. */
  readonly answer: (change: IncidentChange, lines: readonly IncidentLine[], loaded: Loaded) => Answer;
  readonly remembered: (answer: Answer) => Item;
}

/**
 * Writes what has an idempotency key, on whatever version there is.
 * Refuses `notFound`, `idempotencyKeyReused`, `busy`, and what the decision refuses.
 */
export async function writeOnce<Loaded, Answer>(
  table: Table,
  write: KeyedWrite<Loaded, Answer>,
): Promise<Carried<Answer>> {
  for (let round = 0; round < rounds; round += 1) {
    const loaded = await write.load();
    if (loaded === null) return refuse('notFound');
    const decided = await write.decide(loaded);
    if (!decided.ok) return decided;
    if (decided.value.kind === 'nothing') throw new Error('A write with a key decided to write nothing');
    const { change } = decided.value;
    const lines = incidents.numbered(change, newLineId);
    const answer = write.answer(change, lines, loaded);
    const item = write.remembered(answer);
    const saved = await incidents.save(table, change, lines, item);
    if (saved.kind === 'saved') return accepted(answer);
    if (saved.kind === 'repeated') return repeated<Answer>(item, saved.met);
  }
  return refuse('busy');
}
