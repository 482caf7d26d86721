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
