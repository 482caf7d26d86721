import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { itemKinds, kindAttribute, type ItemKind } from '#shared/contract/table.ts';
import { deadLetters } from './parts/deadLetters.ts';
import type { DeskFunction } from './parts/deskFunction.ts';

/** What is done when items of a kind are written. */
export interface Reaction {
  readonly kind: ItemKind;
  /** What happened to the item; expiry and deletion concern nobody. */
  readonly on: readonly ('INSERT' | 'MODIFY')[];
  readonly to: DeskFunction;
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
      filters: [{ pattern: JSON.stringify(patternOf(reaction)) }],
      batchSize,
      parallelizationFactor: sideBySide,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts,
      maxRecordAge: triedFor,
      onFailure: new SqsDlq(unprocessed),
    });
    this.reactions.push({ ...reaction, unprocessed });
  }
}

function patternOf({ kind, on }: Reaction): object {
  return { eventName: on, dynamodb: { NewImage: { [kindAttribute]: { S: [itemKinds[kind]] } } } };
}
