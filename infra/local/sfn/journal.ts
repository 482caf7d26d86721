import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/**
 * What executions have done so far, on disk. A restart runs each open execution again from its start and the journal
 * answers for every step already taken, so that nothing finished or waiting is invoked a second time.
 */

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionRow {
  readonly seq: number;
  readonly arn: string;
  readonly machine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  /** Milliseconds since the epoch, as every instant here. */
  readonly started: number;
  readonly stopped: number | null;
  readonly deadline: number | null;
  readonly digest: string;
  /** The last status that the event bus was told. */
  readonly announced: string | null;
}

export type StepStatus = 'open' | 'done' | 'failed' | 'closed';

export interface StepRow {
  readonly execution: string;
  readonly key: string;
  readonly state: string;
  readonly kind: string;
  readonly token: string;
  readonly status: StepStatus;
  /** JSON: the result of a step that is done, or what an open wait will give. */
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly invoked: number;
  readonly entered: number;
  readonly settled: number | null;
  readonly deadline: number | null;
  readonly heartbeat: number | null;
  readonly beatBy: number | null;
}

export interface Settlement {
  readonly status: Exclude<StepStatus, 'open'>;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

export interface Ending {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** The columns of each statement are those of its row type: naming the type is all there is to check. */
const executions = z.custom<ExecutionRow[]>(Array.isArray);
const steps = z.custom<StepRow[]>(Array.isArray);

const schema = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS definition (digest TEXT PRIMARY KEY, body TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS execution (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, name TEXT NOT NULL,
    status TEXT NOT NULL, input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT, started INTEGER NOT NULL,
    stopped INTEGER, deadline INTEGER, digest TEXT NOT NULL, announced TEXT
  );
  CREATE INDEX IF NOT EXISTS execution_status ON execution (machine, status, seq);
  CREATE TABLE IF NOT EXISTS step (
    execution TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, kind TEXT NOT NULL, token TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL, output TEXT, error TEXT, cause TEXT, invoked INTEGER NOT NULL DEFAULT 0,
    entered INTEGER NOT NULL, settled INTEGER, deadline INTEGER, heartbeat INTEGER, beatBy INTEGER,
    PRIMARY KEY (execution, key)
  );
  CREATE INDEX IF NOT EXISTS step_deadline ON step (deadline) WHERE status = 'open';
  CREATE INDEX IF NOT EXISTS step_beat ON step (beatBy) WHERE status = 'open';
`;

export type Journal = ReturnType<typeof openJournal>;

export const openJournal = (stateFolder: string) => {
  const database = new DatabaseSync(join(stateFolder, 'sfn.db'));
  database.exec(schema);
  const sql = {
    pin: database.prepare('INSERT OR IGNORE INTO definition VALUES (?, ?)'),
    pinned: database.prepare('SELECT body FROM definition WHERE digest = ?'),
    begin: database.prepare(
      `INSERT INTO execution (arn, machine, name, status, input, started, deadline, digest)
       VALUES (?, ?, ?, 'RUNNING', ?, ?, ?, ?) ON CONFLICT (arn) DO NOTHING`,
    ),
    end: database.prepare(
      `UPDATE execution SET status = ?, output = ?, error = ?, cause = ?, stopped = ?
       WHERE arn = ? AND status = 'RUNNING'`,
    ),
    one: database.prepare('SELECT * FROM execution WHERE arn = ?'),
    running: database.prepare(`SELECT arn FROM execution WHERE machine = ? AND status = 'RUNNING' ORDER BY seq`),
    unannounced: database.prepare('SELECT * FROM execution WHERE announced IS NOT status ORDER BY seq'),
    announce: database.prepare('UPDATE execution SET announced = ? WHERE arn = ?'),
    list: database.prepare('SELECT * FROM execution WHERE machine = ? AND seq < ? ORDER BY seq DESC LIMIT ?'),
    listBy: database.prepare(
      'SELECT * FROM execution WHERE machine = ? AND status = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
    ),
    late: database.prepare(`SELECT arn FROM execution WHERE status = 'RUNNING' AND deadline <= ?`),
    enter: database.prepare(
      `INSERT INTO step (execution, key, state, kind, token, status, output, entered, deadline, heartbeat, beatBy)
       VALUES (?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?)`,
    ),
    steps: database.prepare('SELECT * FROM step WHERE execution = ? ORDER BY rowid'),
    byToken: database.prepare('SELECT * FROM step WHERE token = ?'),
    invoked: database.prepare('UPDATE step SET invoked = 1 WHERE token = ?'),
    settle: database.prepare(
      `UPDATE step SET status = ?, output = coalesce(?, output), error = ?, cause = ?, settled = ?
       WHERE token = ? AND status = 'open'`,
    ),
    closeAll: database.prepare(
      `UPDATE step SET status = 'closed', settled = ? WHERE execution = ? AND status = 'open' RETURNING token`,
    ),
    beat: database.prepare(`UPDATE step SET beatBy = ? + heartbeat WHERE token = ? AND status = 'open'`),
    due: database.prepare(`SELECT * FROM step WHERE status = 'open' AND (deadline <= ? OR beatBy <= ?)`),
  };

  return {
    pin: (digest: string, body: string): void => void sql.pin.run(digest, body),
    pinned: (digest: string): string | undefined => (sql.pinned.get(digest) as { body: string } | undefined)?.body,
    /** Whether the execution is new; a name once used is never free again. */
    begin: (e: Pick<ExecutionRow, 'arn' | 'machine' | 'name' | 'input' | 'started' | 'deadline' | 'digest'>): boolean =>
      sql.begin.run(e.arn, e.machine, e.name, e.input, e.started, e.deadline, e.digest).changes === 1,
    execution: (arn: string): ExecutionRow | undefined => sql.one.get(arn) as ExecutionRow | undefined,
    running: (machine: string): string[] => (sql.running.all(machine) as { arn: string }[]).map(({ arn }) => arn),
    unannounced: (): ExecutionRow[] => executions.parse(sql.unannounced.all()),
    announced: (arn: string, status: string): void => void sql.announce.run(status, arn),
    /** Newest first, below the given sequence number. */
    list: (machine: string, status: string | undefined, below: number, limit: number): ExecutionRow[] =>
      executions.parse(
        status === undefined ? sql.list.all(machine, below, limit) : sql.listBy.all(machine, status, below, limit),
      ),
    late: (now: number): string[] => (sql.late.all(now) as { arn: string }[]).map(({ arn }) => arn),
    /** Ends a running execution and closes its open steps at once; false when it had ended before. */
    end: (arn: string, ending: Ending, now: number): boolean => {
      database.exec('BEGIN IMMEDIATE');
      const { status, output = null, error = null, cause = null } = ending;
      const ended = sql.end.run(status, output, error, cause, now, arn).changes === 1;
      if (ended) sql.closeAll.all(now, arn);
      database.exec('COMMIT');
      return ended;
    },
    enter: (
      step: Pick<
        StepRow,
        'execution' | 'key' | 'state' | 'kind' | 'token' | 'output' | 'entered' | 'deadline' | 'heartbeat' | 'beatBy'
      >,
    ): void =>
      void sql.enter.run(
        step.execution,
        step.key,
        step.state,
        step.kind,
        step.token,
        step.output,
        step.entered,
        step.deadline,
        step.heartbeat,
        step.beatBy,
      ),
    steps: (execution: string): StepRow[] => steps.parse(sql.steps.all(execution)),
    step: (token: string): StepRow | undefined => sql.byToken.get(token) as StepRow | undefined,
    invoked: (token: string): void => void sql.invoked.run(token),
    /** Whether the step was open and is now settled: the first answer counts. */
    settle: (token: string, { status, output, error, cause }: Settlement, now: number): boolean =>
      sql.settle.run(status, output ?? null, error ?? null, cause ?? null, now, token).changes === 1,
    beat: (token: string, now: number): boolean => sql.beat.run(now, token).changes === 1,
    due: (now: number): StepRow[] => steps.parse(sql.due.all(now, now)),
    close: (): void => database.close(),
  };
};
