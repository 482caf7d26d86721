/**
 * Carries a command out on a record: load, decide, save. A write that came in between is met again from the load, for as
 * long as the record itself is still the one the caller had before them.
 */
import type { Table } from '#functions/store/table.ts';
import * as changes from '#functions/store/changes.ts';
import * as history from '#functions/store/history.ts';
import type { Change, Decision } from '#shared/history/change.ts';
import type { HistoryLine, Subject } from '#shared/history/line.ts';
import type { RequestNumber } from '#shared/ids.ts';
import type { Outcome } from '#shared/refusal.ts';
import { refuse } from './refuse.ts';
import { newLineId } from './ids.ts';
import type { Refusing } from './reply.ts';

/** How one command is carried out on one kind of record. `Work` is all that its decision looks at. */
export interface Command<Work, Page> {
  /** Null when there is no such record for this caller. */
  readonly load: () => Promise<Work | null>;
  /** The record the caller names, by its version. */
  readonly subject: (work: Work) => {
    readonly number: Subject;
    readonly request: RequestNumber;
    readonly version: number;
  };
  readonly decide: (work: Work) => Outcome<Decision>;
  /** The work as it is once the change is saved. */
  readonly after: (work: Work, change: Change) => Work;
  readonly page: (work: Work) => Page;
}

/** A history line as the contract shows it. */
export function shownLine({ id, subject, version, at, door, by, content }: HistoryLine): Omit<HistoryLine, 'request'> {
  return { id, subject, version, at, door, by, content };
}

/** Times a command is decided anew because something beside the record had moved. */
const rounds = 6;

/**
 * Carries a command out.
 * @param ifMatch version of the record that the caller read.
 * Refuses `notFound`, `versionMismatch` (with the record now and what happened to it since), `busy`, and what the decision
 * refuses.
 */
export async function carryOut<Work, Page>(
  table: Table,
  command: Command<Work, Page>,
  ifMatch: number,
): Promise<{ readonly ok: true; readonly value: Page } | Refusing> {
  for (let round = 0; round < rounds; round += 1) {
    const work = await command.load();
    if (work === null) return refuse('notFound');
    const decided = command.decide(work);
    // Who may not do it is told so, whatever version they have.
    if (!decided.ok && decided.refusal.code === 'notAllowed') return decided;
    const { number, request, version } = command.subject(work);
    if (version !== ifMatch) {
      const missed = await history.since(table, request, number, ifMatch);
      return refuse('versionMismatch', { current: command.page(work), changes: missed.map(shownLine) });
    }
    if (!decided.ok) return decided;
    if (decided.value.kind === 'nothing') return { ok: true, value: command.page(work) };
    const { change } = decided.value;
    if ((await changes.save(table, change, newLineId)) === 'saved') {
      return { ok: true, value: command.page(command.after(work, change)) };
    }
  }
  return refuse('busy');
}
