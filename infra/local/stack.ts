/** What starting the stack takes, and what a running one gives. */

import type { Addresses } from './addresses.ts';
import type { operatorKey } from './gateway/identity.ts';
import type { Invoked, Log, Resource } from './part.ts';
import type { Pieces } from './pieces.ts';

/** How to run the stack. */
export interface StackOptions {
  /** File that exports `synthesise`; the desk's own app when not given. */
  readonly app?: string;
  readonly context?: Readonly<Record<string, string>>;
  /** Where state lives; a folder that goes away with the stack when not given. */
  readonly stateFolder?: string;
  /** Keeps tables in memory: fast, and gone with the stack. */
  readonly inMemory?: boolean;
  /** The public port; the others lie beside it. 0 takes any free ports. */
  readonly port?: number;
  /** Follows changes of the code: a function's next call runs the new one. */
  readonly watch?: boolean;
  readonly log?: Log;
  /** Environments of one function at most. */
  readonly concurrency?: number;
  /** Pauses before the tries of an asynchronous event. */
  readonly retryPauses?: readonly number[];
}

/** The running stack. */
export interface Stack {
  readonly addresses: Addresses;
  readonly region: string;
  readonly credentials: typeof operatorKey;
  readonly resources: readonly Resource[];
  /** The user pool with its seeded people, when the template has one. */
  readonly people: Pieces['pool'];
  /** Runs a function by its logical id, name, ARN, or a distinct part of its logical id such as `grid-landed`. */
  invoke(name: string, event: unknown): Promise<Invoked>;
  /** Settles once nothing is under way: no call, no event owed, no stream record unread. */
  settled(): Promise<void>;
  /** Deletes expired items now. */
  expire(): Promise<number>;
  /** Fires a schedule now. */
  fire(schedule: string): void;
  /** Bodies of the messages waiting in a queue. */
  messages(queueName: string): string[];
  stop(): Promise<void>;
}
