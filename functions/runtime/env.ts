/** The environment of a function, parsed whole once at cold start: a variable forgotten stops it there, by name. */
import { envNames, functionsByName, type EnvKeyOf, type FunctionName } from '#shared/contract/env.ts';

/** What infrastructure gave this function, under the names the code uses. */
export type Env<Name extends FunctionName> = Readonly<Record<EnvKeyOf<Name>, string>>;

/**
 * Reads every variable that the contract gives this function.
 * @throws a fault that names all missing variables at once.
 */
export function readEnv<Name extends FunctionName>(
  name: Name,
  source: Readonly<Record<string, string | undefined>> = process.env,
): Env<Name> {
  const found = functionsByName[name].env.map((key) => [key, source[envNames[key]] ?? ''] as const);
  const missing = found.filter(([, value]) => value === '').map(([key]) => envNames[key]);
  if (missing.length > 0) throw new Error(`${name} cannot start: the environment lacks ${missing.join(', ')}`);
  return Object.fromEntries(found) as Env<Name>;
}
