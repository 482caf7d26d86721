import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { itemKinds, kindAttribute, type ItemKind } from '#shared/contract/table.ts';
import { deadLetters } from './parts/deadLetters.ts';
import type { DeskFunction } from './parts/deskFunction.ts';

/** One thing that is done when items of a kind are written. */
export interface Reaction {
  readonly id: string;
  readonly kind: ItemKind;
  /** What happened to the item; a line of history is only ever written, a record changes too. */
  readonly on: readonly ('INSERT' | 'MODIFY')[];
  readonly target: DeskFunction;
  /** Batches of one shard handled at once; items of one record stay in order whatever it is. */
  readonly sideBySide: number;
}

/** Records of a batch: enough for an import's thousands of lines, few enough to be done again when one fails. */
const batchSize = 100;

/** Back-off lasts an hour or two by then; older than that, a person should look and `repair` catches up. */
const retryAttempts = 15;

/** What reads the table's stream: each reaction with its own filter, retries and dead letters. */
export class Streams extends Construct {
  readonly unprocessed = new Map<Reaction, Queue>();

  constructor(scope: Construct, id: string, props: { readonly table: Table; readonly reactions: readonly Reaction[] }) {
    super(scope, id);
    const streamArn = props.table.tableStreamArn;
    if (streamArn === undefined) throw new Error('The table has no stream to react to');
    for (const reaction of props.reactions) {
      const queue = deadLetters(this, `${reaction.id}Unprocessed`);
      reaction.target.allow(
        ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
        [streamArn],
      );
      new EventSourceMapping(this, reaction.id, {
        target: reaction.target.lambda,
        eventSourceArn: streamArn,
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: [filterOf(reaction)],
        batchSize,
        parallelizationFactor: reaction.sideBySide,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        retryAttempts,
        maxRecordAge: Duration.hours(12),
        onFailure: new SqsDlq(queue),
      });
      this.unprocessed.set(reaction, queue);
    }
  }
}

function filterOf({ kind, on }: Reaction): Readonly<Record<string, unknown>> {
  return FilterCriteria.filter({
    eventName: FilterRule.or(...on),
    dynamodb: { NewImage: { [kindAttribute]: { S: FilterRule.isEqual(itemKinds[kind]) } } },
  });
}
