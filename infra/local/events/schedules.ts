/** EventBridge Scheduler and scheduled rules; the next time of each is kept, so one missed while stopped is made up once. */

import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Journal } from '../journal.ts';
import type { Granted, Part, Resource } from '../part.ts';
import { nextDue } from './due.ts';
import { toTargets } from './rules.ts';
import type { Delivery, Rule } from './rules.ts';

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.string().default('ENABLED'),
  StartDate: z.string().optional(),
  EndDate: z.string().optional(),
  Target: z.object({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  }),
});

interface Timed {
  readonly id: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly until: number;
  readonly fire: (due: number) => void;
}

/** What schedules work with. */
export interface ScheduleOptions {
  readonly journal: Journal;
  readonly resources: readonly Resource[];
  readonly rules: readonly Rule[];
  readonly delivery: Delivery;
  readonly granted: Granted;
  readonly place: { readonly accountId: string; readonly region: string };
}

/** Running schedules. */
export interface Schedules extends Part {
  /** Fires the named schedule (or scheduled rule) at once, beside its times. */
  readonly fire: (name: string) => void;
}

const longestTimer = 3_600_000;

/** Starts the clock. */
export function startSchedules(options: ScheduleOptions): Schedules {
  const timed = [...schedulesOf(options), ...scheduledRules(options)];
  const { journal } = options;
  const read = journal.prepare('SELECT expression, due FROM schedule WHERE id = ?');
  const write = journal.prepare('INSERT OR REPLACE INTO schedule VALUES (?, ?, ?)');
  const due = new Map<string, number>();
  const plan = (one: Timed, after: number): void => {
    const next = nextDue(one.expression, after, one.timeZone);
    if (next === undefined || next > one.until) due.delete(one.id);
    else due.set(one.id, next);
    write.run(one.id, `${one.expression} ${one.timeZone}`, due.get(one.id) ?? Number.MAX_SAFE_INTEGER);
  };
  for (const one of timed) {
    const kept = read.get(one.id);
    if (kept?.['expression'] === `${one.expression} ${one.timeZone}`) due.set(one.id, Number(kept['due']));
    else plan(one, Date.now());
  }
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => {
    const now = Date.now();
    for (const one of timed) {
      const at = due.get(one.id);
      if (at === undefined || at > now) continue;
      one.fire(at);
      plan(one, now);
    }
    const next = Math.min(...due.values(), now + longestTimer);
    timer = setTimeout(tick, Math.max(1, next - Date.now())).unref();
  };
  tick();
  return {
    fire: (name) => {
      const found = timed.find(({ id }) => id === name);
      if (found === undefined) throw new Error(`No schedule ${name}`);
      found.fire(Date.now());
    },
    stop: async () => clearTimeout(timer),
  };
}

function schedulesOf({ resources, delivery, granted }: ScheduleOptions): Timed[] {
  return resources
    .filter(({ type }) => type === 'AWS::Scheduler::Schedule')
    .map(({ arn, name, properties }) => ({ arn, name, given: scheduleSchema.parse(properties) }))
    .filter(({ given }) => given.State !== 'DISABLED')
    .map(({ arn, name, given: { Target, ...given } }) => {
      if (!Target.Arn.startsWith('arn:aws:lambda:')) {
        throw new Error(`Schedule ${name}: target ${Target.Arn} is not run by the local stack`);
      }
      const fire = (due: number): void => {
        const input = filled(Target.Input ?? '{}', arn, due);
        if (granted(Target.RoleArn, 'lambda:InvokeFunction', Target.Arn)) {
          delivery.accept(Target.Arn, JSON.parse(input));
          return;
        }
        delivery.log('scheduler', 'the role of a schedule may not invoke its target', { schedule: name });
        if (Target.DeadLetterConfig !== undefined) {
          const error = { ERROR_CODE: 'AccessDeniedException', ERROR_MESSAGE: 'lambda:InvokeFunction is not granted' };
          delivery.send(Target.DeadLetterConfig.Arn, input, { SCHEDULE_ARN: arn, TARGET_ARN: Target.Arn, ...error });
        }
      };
      const until = given.EndDate === undefined ? Infinity : Date.parse(given.EndDate);
      return {
        id: name,
        expression: given.ScheduleExpression,
        timeZone: given.ScheduleExpressionTimezone,
        until,
        fire,
      };
    });
}

function filled(input: string, arn: string, due: number): string {
  const time = new Date(due).toISOString().replace(/\.\d+Z$/, 'Z');
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}

function scheduledRules({ rules, delivery, place }: ScheduleOptions): Timed[] {
  return rules.flatMap((rule) => {
    if (rule.schedule === undefined) return [];
    const fire = (due: number): void =>
      toTargets(rule, delivery, {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: place.accountId,
        time: new Date(due).toISOString().replace(/\.\d+Z$/, 'Z'),
        region: place.region,
        resources: [rule.arn],
        detail: {},
      });
    return [{ id: rule.name, expression: rule.schedule, timeZone: 'UTC', until: Infinity, fire }];
  });
}
