import { createHash, randomBytes } from 'node:crypto';
import { ExecutionError } from 'aws-local-stepfunctions';
import type { RunOptions } from 'aws-local-stepfunctions';
import type { Invoke } from '../part.ts';
import { contextKey } from './asl.ts';
import type { Json, TaskPlan } from './asl.ts';
import type { ExecutionRow, Journal, Settlement, StepRow } from './journal.ts';
import type { Machine, Runnable } from './machine.ts';

/** One execution under way: the library walks the states, the journal answers for every step taken before. */

/** Larger payloads end a step with `States.DataLimitExceeded`. */
export const payloadLimit = 262_144;

const tokenPlaceholder = '%%task-token%%';

/** How a step fails, under the name that `Retry` and `Catch` look at. */
class StepFailure extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

export interface RunSetting {
  readonly journal: Journal;
  readonly invoke: Invoke;
  readonly machine: Machine;
  readonly runnable: Runnable;
  readonly Timeout: new () => Error;
  readonly now: () => number;
}

export type Finished =
  | { readonly kind: 'succeeded'; readonly output: string }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string | undefined };

export interface Run {
  readonly began: number;
  /** Hands a settled step to the state that waits for it. */
  settled(token: string): void;
  /** Leaves the run where it is; the journal keeps what was done. */
  drop(): void;
}

type Handlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>;

interface Waiter {
  readonly state: string;
  /** Answers the state; `undefined` when its branch was given up and any value will do. */
  give(step: StepRow | undefined): void;
}

const waitUntil = (parameters: Json, now: number): number => {
  const { seconds, timestamp } = (parameters ?? {}) as { seconds?: number; timestamp?: string };
  return timestamp === undefined ? now + (seconds ?? 0) * 1_000 : Date.parse(timestamp);
};

const failed = (error: string, cause: string): Settlement => ({ status: 'failed', error, cause });

const done = (value: unknown): Settlement => {
  const output = JSON.stringify(value ?? null);
  return Buffer.byteLength(output) > payloadLimit
    ? failed('States.DataLimitExceeded', 'The state returned a result larger than 262144 bytes.')
    : { status: 'done', output };
};

export const startRun = (setting: RunSetting, execution: ExecutionRow, finish: (how: Finished) => void): Run => {
  const { journal, machine, runnable, now } = setting;
  const waiters = new Map<string, Waiter>();
  const past = new Map(journal.steps(execution.arn).map((step) => [step.key, step]));
  const visits = new Map<string, number>();
  let dropped = false;

  const settle = (token: string, settlement: Settlement): void => {
    if (!dropped && journal.settle(token, settlement, now())) settled(token);
  };

  const settled = (token: string): void => {
    const waiter = waiters.get(token);
    const step = journal.step(token);
    waiters.delete(token);
    if (waiter !== undefined && step !== undefined) waiter.give(step);
  };

  const invokeFor = async (plan: TaskPlan, parameters: Json, token: string): Promise<void> => {
    const text = JSON.stringify(parameters).replaceAll(tokenPlaceholder, token);
    const given = JSON.parse(text) as { FunctionName?: string; Payload?: Json };
    const name = plan.functionArn ?? given.FunctionName ?? '';
    const payload = plan.kind === 'function' ? given : (given.Payload ?? {});
    const invoked = await setting.invoke(name, payload, { roleArn: machine.roleArn });
    if (dropped) return;
    if (!invoked.ok) {
      const { errorType, errorMessage } = invoked.error;
      settle(token, failed(errorType, JSON.stringify({ errorMessage, errorType })));
    } else if (plan.kind === 'invokeAndWait') {
      journal.invoked(token);
    } else if (plan.kind === 'function') {
      settle(token, done(invoked.payload));
    } else {
      settle(token, done({ ExecutedVersion: '$LATEST', Payload: invoked.payload, StatusCode: 200 }));
    }
  };

  const enter = (state: string, plan: TaskPlan, key: string, parameters: Json): StepRow => {
    const at = now();
    const timeout = plan.timeoutSeconds === undefined ? null : at + plan.timeoutSeconds * 1_000;
    const heartbeat = plan.heartbeatSeconds === undefined ? null : plan.heartbeatSeconds * 1_000;
    const waits = plan.kind === 'wait';
    const step = {
      execution: execution.arn,
      key,
      state,
      kind: plan.kind,
      token: randomBytes(48).toString('base64url'),
      output: waits ? JSON.stringify((parameters as { input?: Json }).input ?? null) : null,
      entered: at,
      deadline: waits ? waitUntil(parameters, at) : timeout,
      heartbeat,
      beatBy: heartbeat === null ? null : at + heartbeat,
    };
    journal.enter(step);
    return { ...step, status: 'open', error: null, cause: null, invoked: 0, settled: null };
  };

  const outcome = (step: StepRow | undefined): Json => {
    if (step === undefined) return null;
    if (step.status === 'done') return JSON.parse(step.output ?? 'null') as Json;
    if (step.error === 'States.Timeout') throw new setting.Timeout();
    throw new StepFailure(step.error ?? 'States.TaskFailed', step.cause ?? '');
  };

  const take = async (state: string, plan: TaskPlan, parameters: Json): Promise<Json> => {
    if (dropped) return null;
    const place = `${state}#${createHash('sha1').update(JSON.stringify(parameters)).digest('base64url')}`;
    const visit = (visits.get(place) ?? 0) + 1;
    visits.set(place, visit);
    const key = `${place}#${visit}`;
    const remembered = past.get(key);
    past.delete(key);
    // Read anew: an answer may have come since this replay began, when nobody waited for it yet.
    const known = remembered && journal.step(remembered.token);
    if (known?.status === 'done' || known?.status === 'failed') return outcome(known);
    const { promise, resolve } = Promise.withResolvers<StepRow | undefined>();
    const step = known ?? enter(state, plan, key, parameters);
    waiters.set(step.token, { state, give: resolve });
    // A closed step waits for its sibling to fail again and give this branch up.
    if (step.status === 'open' && plan.kind !== 'wait' && step.invoked === 0) {
      invokeFor(plan, parameters, step.token).catch((error: unknown) => {
        settle(step.token, failed('States.TaskFailed', String(error)));
      });
    }
    return outcome(await promise);
  };

  const replaying = (state: string): boolean => {
    const within = runnable.inside.get(state);
    return [...past.values()].some((step) => step.state === state || within?.has(step.state) === true);
  };

  // One look-up for all states instead of a closure for each: thousands of executions wait side by side.
  const handlers = new Proxy<Handlers>(
    {},
    {
      get: (_target, state: string) => {
        const plan = runnable.tasks.get(state);
        return plan && ((parameters: Json) => take(state, plan, parameters));
      },
    },
  );

  /** Attempts that the journal already knows are replayed without the pause that came between them. */
  const pauses = new Proxy<Record<string, number>>(
    {},
    { get: (_target, state: string) => (past.size > 0 && replaying(state) ? 0 : undefined) },
  );

  const started = runnable.machine.run(JSON.parse(execution.input) as never, {
    context: {
      [contextKey]: {
        Id: execution.arn,
        Name: execution.name,
        Input: JSON.parse(execution.input) as Json,
        StartTime: new Date(execution.started).toISOString(),
        RoleArn: machine.roleArn,
      },
      StateMachine: { Id: machine.arn, Name: machine.name },
      Task: { Token: tokenPlaceholder },
    },
    overrides: {
      taskResourceLocalHandlers: handlers,
      retryIntervalOverrides: pauses,
    },
  });

  /** The library leaves the siblings of a failed branch waiting; the service closes their tokens at once. */
  const closeInside = (state: string): void => {
    const within = runnable.inside.get(state);
    if (within === undefined || dropped) return;
    for (const [token, waiter] of waiters) {
      if (!within.has(waiter.state)) continue;
      journal.settle(token, { status: 'closed' }, now());
      waiters.delete(token);
      waiter.give(undefined);
    }
  };

  const watch = async (): Promise<void> => {
    for await (const event of started.eventLogs) {
      if (event.type === 'StateFailed' && event.state.type !== 'Task') closeInside(event.state.name);
    }
  };
  void watch();

  started.result.then(
    (output) => {
      if (!dropped) finish({ kind: 'succeeded', output: JSON.stringify(output ?? null) });
    },
    (error: unknown) => {
      if (dropped) return;
      const cause: unknown = error instanceof ExecutionError ? error.cause : error;
      if (!(cause instanceof Error)) finish({ kind: 'failed', error: 'States.Runtime', cause: String(cause) });
      else
        finish({
          kind: 'failed',
          error: cause.name,
          cause: typeof cause.cause === 'string' ? cause.cause : cause.message,
        });
    },
  );

  return {
    began: now(),
    settled,
    drop: () => {
      dropped = true;
      started.abort();
      // Answered with nothing, so that the library lets go of its timers.
      for (const waiter of waiters.values()) waiter.give(undefined);
      waiters.clear();
    },
  };
};
