/** Finds a function by whatever name somebody has for it. */

import { functionName } from './definition.ts';
import type { LambdaFunction } from './definition.ts';

function folded(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * By name, ARN or logical id; else by a part of the logical id that only one function has, such as `grid-landed` for
 * `FunctionsGridLandedFunction1A2B3C4D`. Undefined when there is none, or more than one.
 */
export function findFunction(functions: readonly LambdaFunction[], name: string): LambdaFunction | undefined {
  const plain = functionName(name);
  const exact = functions.find((one) => one.name === plain || one.name === name || one.id === name || one.arn === name);
  if (exact !== undefined) return exact;
  const [found, ...others] = functions.filter(({ id }) => folded(id).includes(folded(name)));
  return others.length === 0 ? found : undefined;
}
