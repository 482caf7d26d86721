/** Who may invoke a function from outside its account's roles, and whether every trigger of the template may. */

import * as z from 'zod';
import type { Granted, Resource } from '../part.ts';
import { functionName } from './definition.ts';

const permissionSchema = z.object({
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  Action: z.string(),
});

/** Whether a service may invoke a function on behalf of a resource. */
export type Permitted = (functionArn: string, principal: string, sourceArn: string) => boolean;

/** The resource policies of the functions. */
export function permissionsOf(resources: readonly Resource[]): Permitted {
  const permissions = resources
    .filter(({ type }) => type === 'AWS::Lambda::Permission')
    .map(({ properties }) => permissionSchema.parse(properties))
    .filter(({ Action }) => Action === 'lambda:InvokeFunction');
  return (functionArn, principal, sourceArn) =>
    permissions.some(
      (one) =>
        functionName(one.FunctionName) === functionName(functionArn) &&
        one.Principal === principal &&
        (one.SourceArn === undefined || like(one.SourceArn, sourceArn)),
    );
}

/** Patterns may stand on both sides: an API's routes are asked for as a whole. */
function like(pattern: string, text: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${expression}$`).test(text);
}

const ruleSchema = z.object({ Targets: z.array(z.object({ Arn: z.string() })).default([]) });
const poolSchema = z.object({ LambdaConfig: z.record(z.string(), z.unknown()).default({}) });
const integrationSchema = z.object({ ApiId: z.string(), IntegrationUri: z.string().optional() });
const mappingSchema = z.object({ FunctionName: z.string(), EventSourceArn: z.string() });
const scheduleSchema = z.object({ Target: z.object({ Arn: z.string(), RoleArn: z.string() }) });

/** What triggers need to read their source, by service. */
const sourceActions: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
};

/** One sentence per trigger that would be refused in the cloud; the stack does not start with any. */
export function refusedTriggers(
  resources: readonly Resource[],
  permitted: Permitted,
  granted: Granted,
  place: { readonly accountId: string; readonly region: string },
): string[] {
  const refused: string[] = [];
  const need = (allowed: boolean, sentence: string): void => {
    if (!allowed) refused.push(sentence);
  };
  const roles = new Map(
    resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ name, properties }) => [name, String(properties['Role'])] as const),
  );
  for (const { type, id, arn, properties } of resources) {
    if (type === 'AWS::Events::Rule') {
      for (const { Arn } of ruleSchema.parse(properties).Targets.filter((target) => isFunction(target.Arn))) {
        need(permitted(Arn, 'events.amazonaws.com', arn), `Rule ${id} has no permission to invoke ${Arn}`);
      }
    }
    if (type === 'AWS::Cognito::UserPool') {
      for (const target of functionArns(poolSchema.parse(properties).LambdaConfig)) {
        const allowed = permitted(target, 'cognito-idp.amazonaws.com', arn);
        need(allowed, `User pool ${id} has no permission to invoke ${target}`);
      }
    }
    if (type === 'AWS::ApiGatewayV2::Integration') {
      const { ApiId, IntegrationUri = '' } = integrationSchema.parse(properties);
      const source = `arn:aws:execute-api:${place.region}:${place.accountId}:${ApiId}/`;
      const allowed = permissionsFor(resources, IntegrationUri).some((pattern) => pattern.startsWith(source));
      need(!isFunction(IntegrationUri) || allowed, `API ${ApiId} has no permission to invoke ${IntegrationUri}`);
    }
    if (type === 'AWS::Lambda::EventSourceMapping') {
      const { FunctionName, EventSourceArn } = mappingSchema.parse(properties);
      const role = roles.get(functionName(FunctionName)) ?? '';
      for (const action of sourceActions[EventSourceArn.split(':')[2] ?? ''] ?? []) {
        need(granted(role, action, EventSourceArn), `Mapping ${id}: the function's role lacks ${action}`);
      }
    }
    if (type === 'AWS::Scheduler::Schedule') {
      const { Target } = scheduleSchema.parse(properties);
      const allowed = granted(Target.RoleArn, 'lambda:InvokeFunction', Target.Arn);
      need(allowed, `Schedule ${id}: its role lacks lambda:InvokeFunction on ${Target.Arn}`);
    }
  }
  return refused;
}

function isFunction(arn: string): boolean {
  return arn.includes(':function:');
}

function permissionsFor(resources: readonly Resource[], functionArn: string): string[] {
  return resources
    .filter(({ type }) => type === 'AWS::Lambda::Permission')
    .map(({ properties }) => permissionSchema.parse(properties))
    .filter((one) => one.Principal === 'apigateway.amazonaws.com')
    .filter((one) => functionName(one.FunctionName) === functionName(functionArn))
    .map(({ SourceArn = '' }) => SourceArn);
}

function functionArns(value: unknown): string[] {
  if (typeof value === 'string') return isFunction(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(functionArns) : [];
}
