import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { indexes, primaryKey, ttlAttribute } from '#shared/contract/table.ts';
import { keptData } from './parts/keeping.ts';
import type { Settings } from './settings.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table of the desk, with its indexes and the stream that everything else follows from. */
export class DeskTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: text(primaryKey.partition),
      sortKey: text(primaryKey.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: ttlAttribute,
      deletionProtection: settings.production,
      removalPolicy: keptData(settings),
    });
    for (const { name, partition, sort } of Object.values(indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(partition),
        sortKey: text(sort),
        // A page of a list is one Query, with nothing to fetch row by row.
        projectionType: ProjectionType.ALL,
      });
    }
  }
}
