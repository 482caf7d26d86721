/** What a decision wants written: records after, and the lines that say what happened. All of it, or nothing. */
import type { Request } from '../request/request.ts';
import type { ServiceTask } from '../task/serviceTask.ts';
import type { LineDraft } from './line.ts';

/** A record as it shall be; `expected` is the version it was decided on. */
export interface Written<Record> {
  readonly expected: number;
  readonly after: Record;
}

export interface Change {
  readonly request: Written<Request> | null;
  readonly tasks: readonly Written<ServiceTask>[];
  readonly lines: readonly LineDraft[];
  /** The request the decision relied on without changing it: it must still have this version. */
  readonly relied: Pick<Request, 'number' | 'version'> | null;
}

/** Why a command that breaks no rule leaves everything as it is. */
export type Nothing =
  /** The records already say so. */
  | 'unchanged'
  /** The task is already open or in progress. */
  | 'alreadyOpen'
  | 'taskOver'
  | 'requestOver'
  /** A later run of the workflow has taken over. */
  | 'runSuperseded'
  /** A task before this one is not over. */
  | 'notItsTurn'
  /** A task of the request is not over. */
  | 'tasksInHand'
  /** The workflow fails again and again: starting it once more would not help. */
  | 'repairedTooOften';

/** What came of an allowed command: something to write, or nothing and why. */
export type Decision =
  { readonly kind: 'change'; readonly change: Change } | { readonly kind: 'nothing'; readonly because: Nothing };

/** Leaves everything as it is. */
export function nothing(because: Nothing): Decision {
  return { kind: 'nothing', because };
}

/** One record moved on by one version, with the line that tells it. */
export interface Move<Record> {
  readonly written: Written<Record>;
  readonly line: LineDraft;
}

/** Puts moves together into one change; lines tell the request first, then its tasks. */
export function change(moves: {
  readonly request?: Move<Request> | null;
  readonly tasks?: readonly Move<ServiceTask>[];
  readonly relied?: Pick<Request, 'number' | 'version'> | null;
}): Decision {
  const { request = null, tasks = [], relied = null } = moves;
  return {
    kind: 'change',
    change: {
      request: request?.written ?? null,
      tasks: tasks.map((move) => move.written),
      lines: [...(request ? [request.line] : []), ...tasks.map((move) => move.line)],
      relied: relied && { number: relied.number, version: relied.version },
    },
  };
}
