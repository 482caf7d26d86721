import { randomUUID } from 'node:crypto';
import type { Ground } from '../part.ts';
import { announcer } from './announce.ts';
import { isJson, nameAllowed } from './given.ts';
import { openJournal } from './journal.ts';
import type { Ending, ExecutionRow, ExecutionStatus, StepRow } from './journal.ts';
import { machineOf, runnable } from './machine.ts';
import type { Machine, Runnable } from './machine.ts';
import { payloadLimit, startRun } from './run.ts';
import type { Finished, Run } from './run.ts';
import { timeoutClass } from './timeout.ts';

/** Starts, resumes, answers and ends executions. What it promises to a caller is on disk before it says so. */

export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: string; readonly message: string };

const refuse = (code: string, message: string): Reply<never> => ({ ok: false, code, message });

export interface Engine {
  readonly machines: ReadonlyMap<string, Machine>;
  start(machineArn: string, name: string | undefined, input: string): Reply<ExecutionRow>;
  stopExecution(arn: string, error: string | undefined, cause: string | undefined): Reply<ExecutionRow>;
  execution(arn: string): Reply<ExecutionRow>;
  list(machineArn: string, status: string | undefined, below: number, limit: number): Reply<ExecutionRow[]>;
  steps(arn: string): StepRow[];
  succeed(token: string, output: string): Reply<null>;
  fail(token: string, error: string | undefined, cause: string | undefined): Reply<null>;
  beat(token: string): Reply<null>;
  /** The state machine that issued a task token. */
  readonly machineOfToken: (token: string) => string | undefined;
  definitionOf(execution: ExecutionRow): string;
  readonly busy: () => number;
  stop(): void;
}

const sweepEveryMs = 250;
/** A run is begun afresh, by replay, before the library's longest timer (24.8 days) goes off. */
const renewAfterMs = 20 * 86_400_000;

export const startEngine = async (ground: Ground, now: () => number = Date.now): Promise<Engine> => {
  const journal = openJournal(ground.stateFolder);
  const Timeout = await timeoutClass();
  const machines = new Map<string, Machine>();
  const runnables = new Map<string, Runnable>();
  const runs = new Map<string, Run>();
  const bus = announcer(ground, journal);

  const runnableOf = (digest: string): Runnable => {
    const known = runnables.get(digest);
    if (known !== undefined) return known;
    const body = journal.pinned(digest);
    if (body === undefined) throw new Error(`The definition ${digest} of an execution is lost.`);
    const made = runnable(body);
    runnables.set(digest, made);
    return made;
  };

  for (const resource of ground.resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine')) {
    const machine = machineOf(resource);
    machines.set(machine.arn, machine);
    journal.pin(machine.digest, machine.definition);
    try {
      runnableOf(machine.digest);
    } catch (error) {
      journal.close();
      throw new Error(`State machine ${resource.id}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  const end = (arn: string, ending: Ending): void => {
    if (!journal.end(arn, ending, now())) return;
    runs.get(arn)?.drop();
    runs.delete(arn);
    const ended = journal.execution(arn);
    if (ended === undefined) return;
    if (ending.status !== 'SUCCEEDED') {
      ground.log('sfn', `execution ${ending.status.toLowerCase()}`, {
        execution: ended.name,
        error: ended.error,
        cause: ended.cause,
      });
    }
    bus.announce(ended);
  };

  const finish =
    (arn: string) =>
    (how: Finished): void => {
      if (how.kind === 'succeeded') end(arn, { status: 'SUCCEEDED', output: how.output });
      else end(arn, { status: 'FAILED', error: how.error, cause: how.cause });
    };

  const run = (execution: ExecutionRow, machine: Machine): void => {
    const setting = { journal, invoke: ground.invoke, machine, runnable: runnableOf(execution.digest), Timeout, now };
    runs.set(execution.arn, startRun(setting, execution, finish(execution.arn)));
  };

  const resume = (): void => {
    for (const machine of machines.values()) {
      for (const arn of journal.running(machine.arn)) {
        const execution = journal.execution(arn);
        if (execution !== undefined) run(execution, machine);
      }
    }
    for (const execution of journal.unannounced()) bus.announce(execution);
  };

  const sweep = (): void => {
    const at = now();
    for (const arn of journal.late(at)) end(arn, { status: 'TIMED_OUT' });
    for (const step of journal.due(at)) {
      const late = step.deadline !== null && step.deadline <= at;
      const settlement =
        step.kind === 'wait'
          ? ({ status: 'done' } as const)
          : ({ status: 'failed', error: late ? 'States.Timeout' : 'States.HeartbeatTimeout', cause: '' } as const);
      if (journal.settle(step.token, settlement, at)) runs.get(step.execution)?.settled(step.token);
    }
    for (const [arn, old] of runs) {
      if (at - old.began < renewAfterMs) continue;
      const execution = journal.execution(arn);
      const machine = execution && machines.get(execution.machine);
      old.drop();
      if (execution !== undefined && machine !== undefined) run(execution, machine);
    }
  };

  resume();
  const sweeper = setInterval(sweep, sweepEveryMs);

  const existing = (arn: string): Reply<ExecutionRow> => {
    const execution = journal.execution(arn);
    return execution === undefined
      ? refuse('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
      : { ok: true, value: execution };
  };

  const answer = (token: string, settlement: Parameters<typeof journal.settle>[1]): Reply<null> => {
    const step = journal.step(token);
    if (step?.kind !== 'invokeAndWait') return refuse('InvalidToken', "Invalid Token: 'Invalid token'");
    if (!journal.settle(token, settlement, now())) {
      return refuse('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    runs.get(step.execution)?.settled(token);
    return { ok: true, value: null };
  };

  return {
    machines,
    start: (machineArn, givenName, input) => {
      const machine = machines.get(machineArn);
      if (machine === undefined) {
        return refuse('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
      }
      const name = givenName ?? randomUUID();
      if (!nameAllowed(name)) return refuse('InvalidName', `Invalid Name: '${name}'`);
      if (!isJson(input) || Buffer.byteLength(input) > payloadLimit) {
        return refuse('InvalidExecutionInput', `Invalid State Machine Execution Input: '${input.slice(0, 100)}'`);
      }
      const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      const started = now();
      const { timeoutSeconds } = runnableOf(machine.digest);
      const deadline = timeoutSeconds === undefined ? null : started + timeoutSeconds * 1_000;
      const fresh = journal.begin({ arn, machine: machineArn, name, input, started, deadline, digest: machine.digest });
      const found = existing(arn);
      if (!found.ok) return found;
      if (!fresh) {
        const same = found.value.status === 'RUNNING' && found.value.input === input;
        return same ? found : refuse('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      }
      run(found.value, machine);
      bus.announce(found.value);
      return found;
    },
    stopExecution: (arn, error, cause) => {
      const found = existing(arn);
      if (found.ok) end(arn, { status: 'ABORTED', error, cause });
      return existing(arn);
    },
    execution: existing,
    list: (machineArn, status, below, limit) =>
      machines.has(machineArn)
        ? { ok: true, value: journal.list(machineArn, status, below, limit) }
        : refuse('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`),
    steps: (arn) => journal.steps(arn),
    succeed: (token, output) =>
      isJson(output) && Buffer.byteLength(output) <= payloadLimit
        ? answer(token, { status: 'done', output })
        : refuse('InvalidOutput', "Invalid Output: 'Invalid output'"),
    fail: (token, error, cause) =>
      answer(token, { status: 'failed', error: error ?? 'States.TaskFailed', cause: cause ?? '' }),
    beat: (token) => {
      const step = journal.step(token);
      if (step?.kind !== 'invokeAndWait') return refuse('InvalidToken', "Invalid Token: 'Invalid token'");
      journal.beat(token, now());
      return step.status === 'open'
        ? { ok: true, value: null }
        : refuse('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    },
    machineOfToken: (token) => {
      const step = journal.step(token);
      return step && journal.execution(step.execution)?.machine;
    },
    definitionOf: (execution) => journal.pinned(execution.digest) ?? '',
    busy: bus.busy,
    stop: () => {
      bus.stop();
      clearInterval(sweeper);
      for (const one of runs.values()) one.drop();
      journal.close();
    },
  };
};

export const statuses: readonly ExecutionStatus[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
