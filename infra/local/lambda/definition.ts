/** Lambda functions as the template declares them. */

import * as z from 'zod';
import type { Resource } from '../part.ts';

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string().optional() }),
  Handler: z.string().default('index.handler'),
  Runtime: z.string().default(''),
  Role: z.string(),
  MemorySize: z.number().default(128),
  Timeout: z.number().default(3),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).optional(),
});

/** What is needed to run one function. */
export interface LambdaFunction {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Folder of the bundle. */
  readonly folder: string;
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly reserved: number | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly deadLetterArn: string | undefined;
}

/** The Node.js functions of the template; the helpers that CDK brings in other languages have nothing to do here. */
export function functionsOf(resources: readonly Resource[], assets: ReadonlyMap<string, string>): LambdaFunction[] {
  return resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map((resource) => ({ resource, given: functionSchema.parse(resource.properties) }))
    .filter(({ given, resource }) => given.Runtime.startsWith('nodejs') && !resource.id.startsWith('Custom'))
    .map(({ resource: { id, name, arn }, given }) => {
      const folder = assets.get(given.Code.S3Key ?? '');
      if (folder === undefined) throw new Error(`Function ${id}: its code is not an asset of the assembly`);
      return {
        id,
        name,
        arn,
        roleArn: given.Role,
        folder,
        handler: given.Handler,
        memoryMegabytes: given.MemorySize,
        timeoutSeconds: given.Timeout,
        reserved: given.ReservedConcurrentExecutions,
        variables: given.Environment.Variables,
        deadLetterArn: given.DeadLetterConfig?.TargetArn,
      };
    });
}

/** The name in a function's name, ARN, qualified ARN or API Gateway integration URI. */
export function functionName(nameOrArn: string): string {
  const found = /:function:([^:/]+)/.exec(nameOrArn);
  return found?.[1] ?? nameOrArn.replace(/:[^:]*$/, '');
}
