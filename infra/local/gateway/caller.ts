/** From an access key to what its holder may do. */

import { decide } from '../iam/policy.ts';
import type { Statement } from '../iam/policy.ts';
import type { LambdaFunction } from '../lambda/definition.ts';
import { accessKeyOf, isFunctionKey } from './identity.ts';
import type { Signed } from './identity.ts';
import type { Identity } from './services.ts';

/** Functions may what their roles say; a key that is no function's belongs to the operator, who may everything. */
export function identities(
  functions: readonly LambdaFunction[],
  policies: ReadonlyMap<string, readonly Statement[]>,
  accountId: string,
): (signed: Signed) => Identity | undefined {
  const known = new Map(
    functions.map(({ arn, name, roleArn }): [string, Identity] => {
      const statements = policies.get(roleArn) ?? [];
      const caller = `arn:aws:sts::${accountId}:assumed-role/${roleArn.replace(/^.*\//, '')}/${name}`;
      return [accessKeyOf(arn), { caller, may: (need) => decide(statements, need) }];
    }),
  );
  const operator: Identity = { caller: `arn:aws:iam::${accountId}:user/operator`, may: () => 'allowed' };
  return ({ accessKey }) => known.get(accessKey) ?? (isFunctionKey(accessKey) ? undefined : operator);
}
