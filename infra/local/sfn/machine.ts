import { createHash } from 'node:crypto';
import { StateMachine } from 'aws-local-stepfunctions';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';
import type { Resource } from '../part.ts';
import { prepareMachine } from './asl.ts';
import type { PreparedMachine } from './asl.ts';

/** A state machine of the template. */
export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  /** The definition as deployed; its digest pins it to the executions that it started. */
  readonly definition: string;
  readonly digest: string;
}

/** A definition made ready to run, with the library's machine built once for all its executions. */
export interface Runnable extends PreparedMachine {
  readonly machine: StateMachine;
}

const propertiesSchema = z.object({
  RoleArn: z.string(),
  StateMachineType: z.literal('STANDARD').default('STANDARD'),
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.json()).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
});

/** The library's type for definitions; its own validator and ours look inside. */
const definitionSchema = z.custom<StateMachineDefinition>((value) => typeof value === 'object' && value !== null);

export const machineOf = (resource: Resource): Machine => {
  const parsed = propertiesSchema.safeParse(resource.properties);
  if (!parsed.success) {
    throw new Error(`State machine ${resource.id} cannot run locally: ${z.prettifyError(parsed.error)}`);
  }
  const { RoleArn, DefinitionString, Definition, DefinitionSubstitutions } = parsed.data;
  const source = DefinitionString ?? (Definition && JSON.stringify(Definition));
  if (source === undefined) throw new Error(`State machine ${resource.id} has no definition in the template.`);
  const definition = source.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => DefinitionSubstitutions[name] ?? whole);
  const digest = createHash('sha256').update(definition).digest('hex');
  return { arn: resource.arn, name: resource.name, roleArn: RoleArn, definition, digest };
};

/** Checks a definition and builds the library's machine from it; an error names what cannot run. */
export const runnable = (definition: string): Runnable => {
  const source = z.json().parse(JSON.parse(definition));
  const prepared = prepareMachine(source);
  // The definition as written is checked once; the rewritten one has resources that no validator knows.
  new StateMachine(definitionSchema.parse(source), { validationOptions: { checkArn: false } });
  const machine = new StateMachine(definitionSchema.parse(prepared.definition), {
    validationOptions: { noValidate: true },
  });
  return { ...prepared, machine };
};
