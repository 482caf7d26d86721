/**
 * Asynchronous invocations: written down before anything happens and struck out after, so that a kill loses none.
 * Lambda's rules hold: two more tries when the function fails, an age limit, then the failure destination.
 */

import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Journal } from '../journal.ts';
import type { LambdaFunction } from '../lambda/definition.ts';
import { functionName } from '../lambda/definition.ts';
import type { Invoke, Invoked, Log, Part, Resource } from '../part.ts';

const configSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
  MaximumEventAgeInSeconds: z.coerce.number().default(21_600),
  DestinationConfig: z
    .object({
      OnFailure: z.object({ Destination: z.string() }).optional(),
      OnSuccess: z.object({ Destination: z.string() }).optional(),
    })
    .optional(),
});

/** What to do when an event's tries are over. */
interface AsyncRules {
  readonly retries: number;
  readonly maximumAgeMilliseconds: number;
  readonly onFailure: string | undefined;
  readonly onSuccess: string | undefined;
  readonly deadLetterArn: string | undefined;
}

/** Sends a message to a queue by ARN. */
export type SendToQueue = (queueArn: string, body: string, attributes?: Readonly<Record<string, string>>) => void;

/** What the outbox works with. */
export interface OutboxOptions {
  readonly journal: Journal;
  readonly resources: readonly Resource[];
  readonly functions: readonly LambdaFunction[];
  readonly invoke: Invoke;
  readonly send: SendToQueue;
  readonly log: Log;
  /** Pauses before the second and the third try. AWS waits one and two minutes; here nobody has that patience. */
  readonly pauses?: readonly number[] | undefined;
}

/** Accepts events and delivers them. */
export interface Outbox extends Part {
  /** Returns once the event is written down. */
  readonly accept: (functionNameOrArn: string, event: unknown) => void;
  /** Begins to deliver. */
  open(): void;
  busy(): number;
}

const sideBySide = 16;

const rowSchema = z.object({
  id: z.string(),
  target: z.string(),
  event: z.string(),
  attempts: z.number(),
  accepted: z.number(),
});

type Row = z.infer<typeof rowSchema>;

/** Makes the outbox; once opened it delivers, beginning with what a former run left behind. */
export function startOutbox(options: OutboxOptions): Outbox {
  const { journal, log } = options;
  const rules = rulesOf(options);
  const pauses = options.pauses ?? [1000, 2000];
  const insert = journal.prepare('INSERT INTO outbox VALUES (?, ?, ?, 0, ?, ?)');
  const remove = journal.prepare('DELETE FROM outbox WHERE id = ?');
  const postpone = journal.prepare('UPDATE outbox SET attempts = ?, due = ? WHERE id = ?');
  const select = journal.prepare('SELECT * FROM outbox WHERE due <= ? ORDER BY due, rowid LIMIT ?');
  const next = journal.prepare('SELECT min(due) AS due FROM outbox');
  const count = journal.prepare('SELECT count(*) AS owed FROM outbox');
  const running = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let paused = true;

  const finish = (row: Row, rule: AsyncRules, answered: Invoked, attempts: number): void => {
    const target = answered.ok ? rule.onSuccess : rule.onFailure;
    const condition = answered.ok ? 'Success' : attempts > rule.retries ? 'RetriesExhausted' : 'EventAgeExceeded';
    if (target !== undefined)
      options.send(target, JSON.stringify(destinationRecord(row, answered, condition, attempts)));
    if (!answered.ok) {
      log('outbox', 'an asynchronous event was given up', { function: row.target, condition, attempts });
      if (rule.deadLetterArn !== undefined) {
        const { errorMessage } = answered.error;
        options.send(rule.deadLetterArn, row.event, {
          RequestID: row.id,
          ErrorCode: '200',
          ErrorMessage: errorMessage,
        });
      }
    }
    remove.run(row.id);
  };

  const deliver = async (row: Row): Promise<void> => {
    const rule = rules.get(row.target) ?? rulesByDefault;
    const answered = await options.invoke(row.target, JSON.parse(row.event));
    if (stopped) return;
    const attempts = row.attempts + 1;
    const tooOld = Date.now() - row.accepted > rule.maximumAgeMilliseconds;
    if (answered.ok || attempts > rule.retries || tooOld) {
      finish(row, rule, answered, attempts);
      return;
    }
    postpone.run(attempts, Date.now() + (pauses[attempts - 1] ?? pauses.at(-1) ?? 0), row.id);
  };

  const pump = (): void => {
    if (stopped || paused) return;
    const free = sideBySide - running.size;
    if (free > 0) {
      const rows = select.all(Date.now(), free + running.size).map((row) => rowSchema.parse(row));
      for (const row of rows.filter(({ id }) => !running.has(id)).slice(0, free)) {
        running.add(row.id);
        deliver(row)
          .catch((error: unknown) => log('outbox', 'delivery failed', { error: String(error) }))
          .finally(() => {
            running.delete(row.id);
            pump();
          });
      }
    }
    clearTimeout(timer);
    const due = next.get()?.['due'];
    if (typeof due === 'number' && running.size === 0) timer = setTimeout(pump, Math.max(1, due - Date.now()));
  };

  return {
    accept: (target, event) => {
      const now = Date.now();
      insert.run(randomUUID(), functionName(target), JSON.stringify(event ?? null), now, now);
      pump();
    },
    open: () => {
      paused = false;
      pump();
    },
    busy: () => Number(count.get()?.['owed'] ?? 0),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const rulesByDefault: AsyncRules = {
  retries: 2,
  maximumAgeMilliseconds: 6 * 3_600_000,
  onFailure: undefined,
  onSuccess: undefined,
  deadLetterArn: undefined,
};

function rulesOf({ resources, functions }: OutboxOptions): ReadonlyMap<string, AsyncRules> {
  const rules = new Map<string, AsyncRules>(
    functions.map(({ name, deadLetterArn }) => [name, { ...rulesByDefault, deadLetterArn }]),
  );
  for (const { type, properties } of resources) {
    if (type !== 'AWS::Lambda::EventInvokeConfig') continue;
    const given = configSchema.parse(properties);
    const name = functionName(given.FunctionName);
    rules.set(name, {
      ...(rules.get(name) ?? rulesByDefault),
      retries: given.MaximumRetryAttempts,
      maximumAgeMilliseconds: given.MaximumEventAgeInSeconds * 1000,
      onFailure: given.DestinationConfig?.OnFailure?.Destination,
      onSuccess: given.DestinationConfig?.OnSuccess?.Destination,
    });
  }
  return rules;
}

function destinationRecord(row: Row, answered: Invoked, condition: string, attempts: number): object {
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: row.id,
      functionArn: `${row.target}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(row.event) as unknown,
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(answered.ok ? {} : { functionError: 'Unhandled' }),
    },
    responsePayload: answered.ok ? answered.payload : answered.error,
  };
}
