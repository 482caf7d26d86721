/** All functions of the stack: environments grow with concurrency up to a cap, wait for work, and are dropped when idle. */

import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Invoked, Log, Part } from '../part.ts';
import { functionName } from './definition.ts';
import type { LambdaFunction } from './definition.ts';
import { plainWorker, startEnvironment } from './environment.ts';
import type { Environment, Outcome } from './environment.ts';

/** How the pool behaves. */
export interface PoolOptions {
  readonly functions: readonly LambdaFunction[];
  /** Variables of a function's environment; asked when an environment starts, once all addresses are known. */
  readonly variables: (definition: LambdaFunction) => Readonly<Record<string, string>>;
  /** Environments of one function at most; a function's reserved concurrency counts when it is lower. */
  readonly concurrency?: number;
  /** Environments of all functions that are kept; idle ones give way beyond. */
  readonly kept?: number;
  readonly cacheFolder: string;
  readonly log: Log;
}

/** Runs functions. */
export interface Pool extends Part {
  /** Runs the function and waits; calls beyond the cap wait for a free environment, in order. */
  readonly invoke: (functionNameOrArn: string, event: unknown) => Promise<Invoked>;
  /** The functions as they run now. */
  functions(): readonly LambdaFunction[];
  /** Drops idle environments of these functions (or all), so that the next call loads the new code. */
  reload(functions: readonly LambdaFunction[]): void;
  busy(): number;
}

const idleMilliseconds = 10 * 60_000;
const graceMilliseconds = 3000;

interface Slot {
  readonly environment: Environment;
  usedAt: number;
}

interface Line {
  definition: LambdaFunction;
  idle: Slot[];
  running: number;
  /** Raised by a reload: an environment of an older generation is not used again. */
  generation: number;
  readonly waiting: (() => void)[];
}

/** Makes the pool; no thread starts before the first call. */
export function startPool(options: PoolOptions): Pool {
  const worker = plainWorker(options.cacheFolder);
  const concurrency = options.concurrency ?? Math.max(4, availableParallelism() * 2);
  const kept = options.kept ?? 32;
  const lines = new Map<string, Line>();
  const add = (definition: LambdaFunction): void => {
    lines.set(definition.name, { definition, idle: [], running: 0, generation: 0, waiting: [] });
  };
  options.functions.forEach(add);
  const living = new Set<Environment>();
  let stopped = false;

  const end = (environment: Environment): void => {
    living.delete(environment);
    void environment.end();
  };

  const running = (): number => [...lines.values()].reduce((sum, line) => sum + line.running, 0);

  const reap = (): void => {
    const old = Date.now() - idleMilliseconds;
    for (const line of lines.values()) {
      for (const slot of line.idle.filter(({ usedAt }) => usedAt < old)) end(slot.environment);
      line.idle = line.idle.filter(({ usedAt }) => usedAt >= old);
    }
  };
  const reaper = setInterval(reap, 60_000).unref();

  const makeRoom = (): void => {
    while (living.size >= kept) {
      const fullest = [...lines.values()].filter(({ idle }) => idle.length > 0);
      const oldest = fullest.sort((a, b) => (a.idle[0]?.usedAt ?? 0) - (b.idle[0]?.usedAt ?? 0))[0]?.idle.shift();
      if (oldest === undefined) return;
      end(oldest.environment);
    }
  };

  const open = (line: Line): Slot => {
    makeRoom();
    const { definition } = line;
    const environment = startEnvironment(
      definition,
      options.variables(definition),
      worker,
      options.cacheFolder,
      (text) => printed(options.log, definition.name, text),
    );
    living.add(environment);
    return { environment, usedAt: Date.now() };
  };

  const invoke = async (nameOrArn: string, event: unknown): Promise<Invoked> => {
    const line = lines.get(functionName(nameOrArn));
    if (line === undefined) {
      return {
        ok: false,
        error: { errorType: 'ResourceNotFoundException', errorMessage: `Function not found: ${nameOrArn}` },
      };
    }
    const cap = Math.max(1, Math.min(concurrency, line.definition.reserved ?? concurrency));
    line.running += 1;
    if (line.running > cap) await new Promise<void>((resolve) => line.waiting.push(resolve));
    const { generation } = line;
    const slot = stopped ? undefined : (line.idle.pop() ?? open(line));
    try {
      if (slot === undefined) {
        return { ok: false, error: { errorType: 'ServiceException', errorMessage: 'The local stack is stopping' } };
      }
      const outcome = await slot.environment.run(JSON.stringify(event ?? null), randomUUID());
      return invoked(stopped && outcome.kind === 'died' ? () => undefined : options.log, line.definition, outcome);
    } finally {
      if (slot !== undefined) {
        slot.usedAt = Date.now();
        if (slot.environment.alive && generation === line.generation && !stopped) line.idle.push(slot);
        else end(slot.environment);
      }
      line.running -= 1;
      line.waiting.shift()?.();
    }
  };

  return {
    invoke,
    functions: () => [...lines.values()].map(({ definition }) => definition),
    reload: (functions) => {
      for (const definition of functions) {
        const line = lines.get(definition.name);
        if (line === undefined) {
          add(definition);
          continue;
        }
        line.definition = definition;
        line.generation += 1;
        for (const slot of line.idle.splice(0)) end(slot.environment);
      }
    },
    busy: running,
    stop: async () => {
      stopped = true;
      clearInterval(reaper);
      // What runs may finish what it is at; what is lost here is done again at the next start.
      for (const until = Date.now() + graceMilliseconds; running() > 0 && Date.now() < until;) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await Promise.all([...living].map((environment) => environment.end()));
    },
  };
}

function invoked(log: Log, definition: LambdaFunction, outcome: Outcome): Invoked {
  if (outcome.kind === 'answered') return { ok: true, payload: outcome.payload };
  const { errorType, errorMessage, trace } = outcome.error;
  log(definition.name, `${errorType}: ${errorMessage}`, trace.length > 1 ? { trace: trace.slice(1).join('\n') } : {});
  return { ok: false, error: { errorType, errorMessage } };
}

/** A structured log line is shown by its message; anything else as it is. */
function printed(log: Log, name: string, text: string): void {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed && typeof parsed.message === 'string') {
      const { message, ...fields } = parsed;
      log(name, message, fields);
      return;
    }
  } catch {
    // Not JSON: a plain line.
  }
  log(name, text);
}
