/** What each role may do: the statements of its synthesised policies, and the decision on one action. */

import * as z from 'zod';
import type { Log, Resource } from '../part.ts';
import { managedStatements } from './managed.ts';

const oneOrMany = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany.optional(),
  NotAction: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Condition: z
    .record(
      z.string(),
      z.record(z.string(), z.union([z.array(z.coerce.string()), z.coerce.string().transform((value) => [value])])),
    )
    .optional(),
});

/** One statement of a policy. */
export type Statement = z.infer<typeof statementSchema>;

const documentSchema = z.object({
  Statement: z.union([z.array(statementSchema), statementSchema.transform((one) => [one])]),
});

/** A question to a role's policies. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  /** Condition keys known for this call, such as `ses:FromAddress`. */
  readonly context?: Readonly<Record<string, string>>;
}

const roleSchema = z.object({
  Policies: z.array(z.object({ PolicyDocument: documentSchema })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const policySchema = z.object({ PolicyDocument: documentSchema, Roles: z.array(z.string()).default([]) });

/** Statements by role ARN, gathered from roles, policies and managed policies of the template. */
export function policiesOf(resources: readonly Resource[], log: Log): ReadonlyMap<string, readonly Statement[]> {
  const byName = new Map<string, Statement[]>();
  const roles = resources.filter(({ type }) => type === 'AWS::IAM::Role');
  const own = new Map(
    resources
      .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
      .map(({ arn, properties }) => [arn, policySchema.parse(properties)] as const),
  );
  for (const role of roles) {
    const given = roleSchema.parse(role.properties);
    const managed = given.ManagedPolicyArns.flatMap((arn) => {
      const found = own.get(arn)?.PolicyDocument.Statement ?? managedStatements(arn);
      if (found === undefined)
        log('iam', 'managed policy is not known here and grants nothing', { role: role.name, arn });
      return found ?? [];
    });
    byName.set(role.name, [...given.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement), ...managed]);
  }
  const attached = resources
    .filter(({ type }) => type === 'AWS::IAM::Policy')
    .map((one) => policySchema.parse(one.properties));
  for (const { Roles, PolicyDocument } of [...attached, ...own.values()]) {
    for (const name of Roles) byName.get(name)?.push(...PolicyDocument.Statement);
  }
  return new Map(roles.map((role) => [role.arn, byName.get(role.name) ?? []]));
}

/** Why a call goes through or not. */
export type Decision = 'allowed' | 'explicitly denied' | 'not granted';

/** IAM's rule for one identity: a Deny that fits wins, else an Allow that fits is needed. */
export function decide(statements: readonly Statement[], need: Need): Decision {
  let allowed = false;
  for (const statement of statements) {
    if (!fits(statement, need)) continue;
    if (statement.Effect === 'Deny') return 'explicitly denied';
    allowed = true;
  }
  return allowed ? 'allowed' : 'not granted';
}

function fits(statement: Statement, { action, resource, context = {} }: Need): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const wanted = action.toLowerCase();
  if (Action !== undefined && !Action.some((one) => wildcard(one.toLowerCase(), wanted))) return false;
  if (NotAction?.some((one) => wildcard(one.toLowerCase(), wanted)) === true) return false;
  if (Resource !== undefined && !Resource.some((one) => wildcard(one, resource))) return false;
  if (NotResource?.some((one) => wildcard(one, resource)) === true) return false;
  return Object.entries(Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(operator, context[key.toLowerCase()] ?? context[key], values)),
  );
}

/** One condition key; a key that the call does not carry fails it, unless the operator says `IfExists` or negates. */
function holds(operator: string, actual: string | undefined, values: readonly string[]): boolean {
  const name = operator.replace(/^(ForAnyValue|ForAllValues):/, '');
  if (name === 'Null') return values.includes(String(actual === undefined));
  const test = comparisons[name.replace(/IfExists$/, '')];
  if (test === undefined) throw new Error(`IAM condition operator ${operator} is not known to the local stack`);
  if (actual === undefined) return name.endsWith('IfExists') || name.includes('Not');
  return name.includes('Not')
    ? values.every((value) => test(value, actual))
    : values.some((value) => test(value, actual));
}

const comparisons: Readonly<Record<string, (value: string, actual: string) => boolean>> = {
  StringEquals: (value, actual) => value === actual,
  StringNotEquals: (value, actual) => value !== actual,
  StringEqualsIgnoreCase: (value, actual) => value.toLowerCase() === actual.toLowerCase(),
  StringLike: wildcard,
  StringNotLike: (value, actual) => !wildcard(value, actual),
  ArnEquals: wildcard,
  ArnLike: wildcard,
  ArnNotEquals: (value, actual) => !wildcard(value, actual),
  ArnNotLike: (value, actual) => !wildcard(value, actual),
  Bool: (value, actual) => value.toLowerCase() === actual.toLowerCase(),
  NumericLessThanEquals: (value, actual) => Number(actual) <= Number(value),
  NumericGreaterThanEquals: (value, actual) => Number(actual) >= Number(value),
};

const compiled = new Map<string, RegExp>();

function wildcard(pattern: string, text: string): boolean {
  if (pattern === '*' || pattern === text) return true;
  if (!/[*?]/.test(pattern)) return false;
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const escaped = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    expression = new RegExp(`^${escaped}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}
