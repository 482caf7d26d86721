/** One local stack for all tests that go through its doors: everybody is signed in, tables are in memory. */
import type { TestProject } from 'vitest/node';
import { startStack } from '#infra/local/main.ts';
import type { Stack } from '#infra/local/stack.ts';

/** What a test needs to reach the stack from its own process. */
export interface StackDoors {
  readonly site: string;
  readonly gateway: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly table: string;
  readonly intakeBucket: string;
  readonly stateMachineArn: string;
  /** Name of the function that grids call. */
  readonly gridLanded: string;
  /** Access tokens by username. */
  readonly tokens: Readonly<Record<string, string>>;
  /** ID tokens by username: they say who somebody is, and open no door of the API. */
  readonly idTokens: Readonly<Record<string, string>>;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly stack: StackDoors;
  }
}

/** The doors of a running stack, with everybody signed in. */
export async function doorsOf(stack: Stack): Promise<StackDoors> {
  const { people } = stack;
  if (!people) throw new Error('The template has no user pool');
  const tokens: Record<string, string> = {};
  const idTokens: Record<string, string> = {};
  for (const { username } of people.people) {
    const { accessToken, idToken } = await people.signIn(username);
    tokens[username] = accessToken;
    idTokens[username] = idToken;
  }
  const named = (type: RegExp, part: RegExp) => {
    const found = stack.resources.find((resource) => type.test(resource.type) && part.test(resource.id));
    if (!found) throw new Error(`The template has no ${type.source} whose name has ${part.source}`);
    return found;
  };
  return {
    site: stack.addresses.site,
    gateway: stack.addresses.gateway,
    region: stack.region,
    credentials: stack.credentials,
    table: named(/^AWS::DynamoDB::/, /./).name,
    intakeBucket: named(/^AWS::S3::Bucket$/, /^Intake/).name,
    stateMachineArn: named(/^AWS::StepFunctions::StateMachine$/, /./).arn,
    gridLanded: named(/^AWS::Lambda::Function$/, /grid-?landed/i).name,
    tokens,
    idTokens,
  };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack({ inMemory: true, port: 0, concurrency: 4 });
  try {
    project.provide('stack', await doorsOf(stack));
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return () => stack.stop();
}
