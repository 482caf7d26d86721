/** One local stack for all tests that go through its doors: everybody is signed in, tables are in memory. */
import type { TestProject } from 'vitest/node';
import { startStack } from '#infra/local/main.ts';

/** What a test needs to reach the stack from its own process. */
export interface StackDoors {
  readonly site: string;
  readonly gateway: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly table: string;
  readonly intakeBucket: string;
  readonly stateMachineArn: string;
  /** Access tokens by username. */
  readonly tokens: Readonly<Record<string, string>>;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly stack: StackDoors;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack({ inMemory: true, port: 0, concurrency: 4 });
  try {
    const { people } = stack;
    if (!people) throw new Error('The template has no user pool');
    const tokens: Record<string, string> = {};
    for (const { username } of people.people) tokens[username] = (await people.signIn(username)).accessToken;
    const named = (type: string, part: string) => {
      const found = stack.resources.find((resource) => resource.type === type && resource.id.startsWith(part));
      if (!found) throw new Error(`The template has no ${type} whose name begins with ${part}`);
      return found;
    };
    project.provide('stack', {
      site: stack.addresses.site,
      gateway: stack.addresses.gateway,
      region: stack.region,
      credentials: stack.credentials,
      table: stack.resources.find(({ type }) => type.startsWith('AWS::DynamoDB::'))?.name ?? '',
      intakeBucket: named('AWS::S3::Bucket', 'Intake').name,
      stateMachineArn: named('AWS::StepFunctions::StateMachine', '').arn,
      tokens,
    });
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return () => stack.stop();
}
