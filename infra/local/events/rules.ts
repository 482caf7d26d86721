/** The default event bus: which rules an event fits and what their targets are given. */

import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { BusEvent, Log, Resource } from '../part.ts';
import { matches } from './pattern.ts';

const targetSchema = z.object({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
});

const ruleSchema = z.object({
  EventPattern: z.unknown().optional(),
  ScheduleExpression: z.string().optional(),
  EventBusName: z.string().default('default'),
  State: z.string().default('ENABLED'),
  Targets: z.array(targetSchema).default([]),
});

/** One target of a rule. */
export type RuleTarget = z.infer<typeof targetSchema>;

/** One enabled rule of the default bus. */
export interface Rule {
  readonly arn: string;
  readonly name: string;
  readonly pattern: unknown;
  readonly schedule: string | undefined;
  readonly targets: readonly RuleTarget[];
}

/** The rules of the template. */
export function rulesOf(resources: readonly Resource[]): Rule[] {
  return resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .map(({ arn, name, properties }) => ({ arn, name, given: ruleSchema.parse(properties) }))
    .filter(({ given }) => given.State !== 'DISABLED')
    .map(({ arn, name, given }) => {
      const foreign = given.Targets.find((target) => !/^arn:aws:(lambda|sqs):/.test(target.Arn));
      if (foreign !== undefined) throw new Error(`Rule ${name}: target ${foreign.Arn} is not run by the local stack`);
      return { arn, name, pattern: given.EventPattern, schedule: given.ScheduleExpression, targets: given.Targets };
    });
}

/** How events reach functions and queues. */
export interface Delivery {
  /** Whether the rule or schedule may invoke the function. */
  readonly permitted: (functionArn: string, principal: string, sourceArn: string) => boolean;
  readonly accept: (functionArn: string, event: unknown) => void;
  readonly send: (queueArn: string, body: string, attributes?: Readonly<Record<string, string>>) => void;
  readonly log: Log;
}

/** Gives every matching rule's targets the event; returns when all of them have it safely. */
export function route(
  rules: readonly Rule[],
  delivery: Delivery,
  place: { readonly accountId: string; readonly region: string },
  event: BusEvent,
): void {
  const envelope = {
    version: '0',
    id: randomUUID(),
    'detail-type': event.detailType,
    source: event.source,
    account: place.accountId,
    time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    region: place.region,
    resources: event.resources,
    detail: event.detail,
  };
  for (const rule of rules) {
    if (rule.pattern !== undefined && matches(rule.pattern, envelope)) toTargets(rule, delivery, envelope);
  }
}

/** Delivers an event to each target of a rule; what the rule may not invoke goes to the target's dead letters. */
export function toTargets(rule: Rule, delivery: Delivery, envelope: Readonly<Record<string, unknown>>): void {
  for (const target of rule.targets) {
    const input = inputOf(target, envelope);
    if (target.Arn.startsWith('arn:aws:sqs:')) {
      delivery.send(target.Arn, typeof input === 'string' ? input : JSON.stringify(input));
      continue;
    }
    if (delivery.permitted(target.Arn, 'events.amazonaws.com', rule.arn)) {
      delivery.accept(target.Arn, input);
      continue;
    }
    delivery.log('events', 'a rule has no permission to invoke its target', { rule: rule.name, target: target.Arn });
    if (target.DeadLetterConfig !== undefined) {
      delivery.send(target.DeadLetterConfig.Arn, JSON.stringify(envelope), {
        RULE_ARN: rule.arn,
        TARGET_ARN: target.Arn,
        ERROR_CODE: 'NO_PERMISSIONS',
        ERROR_MESSAGE: 'The rule has no permission to invoke the function',
      });
    }
  }
}

function inputOf(target: RuleTarget, envelope: Readonly<Record<string, unknown>>): unknown {
  if (target.Input !== undefined) return JSON.parse(target.Input);
  if (target.InputPath !== undefined) return at(envelope, target.InputPath);
  if (target.InputTransformer === undefined) return envelope;
  const { InputPathsMap, InputTemplate } = target.InputTransformer;
  const filled = InputTemplate.replace(/<([^>]+)>/g, (_, name: string) => {
    const value = at(envelope, InputPathsMap[name] ?? '$');
    return typeof value === 'string' && !InputTemplate.trim().startsWith('"') ? JSON.stringify(value) : String(value);
  });
  return JSON.parse(filled);
}

/** The value at a simple path such as `$.detail.object.key`. */
function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .slice(1)
    .reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), value);
}
