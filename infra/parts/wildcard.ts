import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** Says why these resources are named by a pattern: cdk-nag knows each by its own spelling of the ARN. */
export function acknowledgeWildcards(construct: IConstruct, resources: readonly string[], why: string): void {
  const stack = Stack.of(construct);
  for (const resource of resources) {
    acknowledge(construct, { [`IAM5[Resource::${spelled(stack.resolve(resource))}]`]: why });
  }
}

/** An ARN with its references written out: `<Bucket.Arn>/grids/*`. */
function spelled(part: unknown): string {
  if (typeof part === 'string') return part;
  if (typeof part !== 'object' || part === null) return '';
  if ('Ref' in part) return `<${String(part.Ref)}>`;
  if ('Fn::GetAtt' in part && Array.isArray(part['Fn::GetAtt'])) return `<${part['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Join' in part && Array.isArray(part['Fn::Join'])) {
    const join: readonly unknown[] = part['Fn::Join'];
    const [delimiter, parts] = join;
    return Array.isArray(parts) ? parts.map(spelled).join(String(delimiter)) : '';
  }
  return JSON.stringify(part);
}
