/** The services behind the gateway, as the other pieces offer them; a piece that is not there answers "not run here". */

import type { OnDisk } from '../dynamo/durable.ts';
import type { Decision, Need } from '../iam/policy.ts';
import type { Invoked, Publish } from '../part.ts';

/** What the gateway routes to. */
export interface Services {
  /** DynamoDB and its streams. */
  readonly dynamoEndpoint: string;
  /** Settled once what DynamoDB was given is on disk: it answers a transaction before. */
  readonly onDisk: OnDisk;
  /** S3 and SQS. */
  readonly storageEndpoint: string;
  /** Addresses of the services that pieces of ours play, by SigV4 scope: `states`, `ses`, `execute-api`. */
  readonly own: ReadonlyMap<string, string>;
  readonly publish: Publish;
  readonly invoke: (functionNameOrArn: string, event: unknown) => Promise<Invoked>;
  /** Accepts an asynchronous invocation; settled once it cannot be lost. */
  readonly accept: (functionNameOrArn: string, event: unknown) => Promise<void>;
  readonly hasFunction: (functionNameOrArn: string) => boolean;
  /** Called after a write to a table was answered. */
  readonly wrote: (table: string) => void;
  readonly machineOfToken: (token: string) => string | undefined;
  /** SES identities of the template. */
  readonly identities: readonly string[];
}

/** A caller the policies know: a function through its role. */
export interface Identity {
  /** ARN of the assumed role, as IAM's refusals name it. */
  readonly caller: string;
  readonly may: (need: Need) => Decision;
}
