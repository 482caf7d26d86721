import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { LineContent } from '#shared/history/line.ts';
import type { TaskState } from '#shared/task/serviceTask.ts';
import { itemKinds, kindAttribute, type ItemKind } from '#shared/contract/table.ts';
import { deadLetters } from './parts/deadLetters.ts';
import type { DeskFunction } from './parts/deskFunction.ts';

/** Items that a reaction hears of. */
export interface Heard {
  readonly kinds: readonly ItemKind[];
  /** What happened to the item. */
  readonly on: readonly ('INSERT' | 'MODIFY' | 'REMOVE')[];
  /** Of history lines: only those that hold this. */
  readonly contents?: readonly LineContent['kind'][];
  /** Of tasks: only those in such a state. */
  readonly states?: readonly TaskState[];
}

/** What is done when items are written. */
export interface Reaction {
  readonly hears: readonly Heard[];
  readonly to: DeskFunction;
  /** Worth something now or never: begins with what comes, takes more at once, and soon gives up on what is old. */
  readonly fleeting?: boolean;
}

/** Records of a batch: enough for an import's thousands of lines, few enough to be done again when one fails. */
const batchSize = 100;

/**
 * Batches of one shard handled at once; items of one partition stay in order whatever it is. Somebody who closed a task
 * should not wait behind a grid that is being imported.
 */
const sideBySide = 4;

/** Enough to outlast a hiccup. A record that fails still goes to the dead letters, since it holds up its neighbours. */
const retryAttempts = 20;
const triedFor = Duration.hours(12);

/** News of a change: a page looks for itself after five minutes, and a crowd is told in few words. */
const fleetingly = {
  batchSize: 500,
  retryAttempts: 5,
  maxRecordAge: Duration.minutes(5),
  startingPosition: StartingPosition.LATEST,
};

/** What reads the table's stream: each reaction with its own filter, retries and dead letters. */
export class Streams extends Construct {
  readonly reactions: (Reaction & { readonly unprocessed: Queue })[] = [];
  readonly #streamArn: string;

  constructor(scope: Construct, id: string, { table }: { readonly table: Table }) {
    super(scope, id);
    if (table.tableStreamArn === undefined) throw new Error('The table has no stream to react to');
    this.#streamArn = table.tableStreamArn;
  }

  /** Calls the function with what happened to items of this kind. */
  react(id: string, reaction: Reaction): void {
    const { to } = reaction;
    const unprocessed = deadLetters(this, `${id}Unprocessed`);
    to.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [this.#streamArn],
    );
    new EventSourceMapping(this, id, {
      target: to.lambda,
      eventSourceArn: this.#streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: reaction.hears.map((heard) => ({ pattern: JSON.stringify(patternOf(heard)) })),
      batchSize,
      parallelizationFactor: sideBySide,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts,
      maxRecordAge: triedFor,
      ...(reaction.fleeting && fleetingly),
      onFailure: new SqsDlq(unprocessed),
    });
    this.reactions.push({ ...reaction, unprocessed });
  }
}

function patternOf({ kinds, on, contents, states }: Heard): object {
  const image = {
    [kindAttribute]: { S: kinds.map((kind) => itemKinds[kind]) },
    ...(contents && { data: { M: { content: { M: { kind: { S: contents } } } } } }),
    ...(states && { data: { M: { state: { S: states } } } }),
  };
  return { eventName: on, dynamodb: { [on.includes('REMOVE') ? 'OldImage' : 'NewImage']: image } };
}
