import { describe, expect, it } from 'vitest';
import { indexes, primaryKey, ttlAttribute } from '#shared/contract/table.ts';
import { drawn, production, resourcesOf } from './drawn.ts';

const { template } = await drawn();

describe('the table', () => {
  it('is the only one, paid by use, recoverable to any second, with both images in its stream', () => {
    template.resourceCountIs('AWS::DynamoDB::Table', 1);
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: ttlAttribute, Enabled: true },
      KeySchema: [
        { AttributeName: primaryKey.partition, KeyType: 'HASH' },
        { AttributeName: primaryKey.sort, KeyType: 'RANGE' },
      ],
    });
  });

  it('has exactly the indexes of the contract', () => {
    const [table] = resourcesOf(template, 'AWS::DynamoDB::Table');
    expect(table?.properties.GlobalSecondaryIndexes).toEqual(
      Object.values(indexes).map(({ name, partition, sort }) => ({
        IndexName: name,
        KeySchema: [
          { AttributeName: partition, KeyType: 'HASH' },
          { AttributeName: sort, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      })),
    );
  });
});

describe('what holds the work of people', () => {
  it('outlives the stack in production and is protected from deletion', async () => {
    const { template: kept } = await drawn(production);
    kept.hasResource('AWS::DynamoDB::Table', {
      Properties: { DeletionProtectionEnabled: true },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    kept.hasResource('AWS::Cognito::UserPool', {
      Properties: { DeletionProtection: 'ACTIVE' },
      DeletionPolicy: 'Retain',
    });
    expect(resourcesOf(kept, 'AWS::S3::Bucket').map(({ deletionPolicy }) => deletionPolicy)).toEqual([
      'Retain',
      'Retain',
      'Retain',
    ]);
  });

  it('goes away with a stage that was only tried out', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      Properties: { DeletionProtectionEnabled: false },
      DeletionPolicy: 'Delete',
    });
  });
});
