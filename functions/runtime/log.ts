/** Structured log: one JSON object a line, a fixed sentence to search for, ids as keys. Never a request body or a name. */
import type { FunctionName } from '#shared/contract/env.ts';

type Level = 'info' | 'warn' | 'error';

/** Values worth a key: numbers of records, counts, durations. `error` is unfolded. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields) => void;
  readonly error: (message: string, fields?: LogFields) => void;
  /** The same log with these fields on every line. */
  readonly with: (fields: LogFields) => Log;
}

export type LogSink = (line: string) => void;

function unfold(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { name, message, stack, ...(cause !== undefined && { cause: unfold(cause) }) };
}

// Written straight to the output: one object a line, whatever the log format of the platform.
const standardOutput: LogSink = (line) => void process.stdout.write(`${line}\n`);

/** The log of this function. */
export function logOf(name: FunctionName, sink: LogSink = standardOutput, base: LogFields = {}): Log {
  const write =
    (level: Level) =>
    (message: string, fields: LogFields = {}): void => {
      const shown = Object.entries({ ...base, ...fields }).map(([key, value]) => [key, unfold(value)]);
      sink(
        JSON.stringify({ at: new Date().toISOString(), level, function: name, message, ...Object.fromEntries(shown) }),
      );
    };
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (fields) => logOf(name, sink, { ...base, ...fields }),
  };
}
