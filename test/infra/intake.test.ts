import { describe, expect, it } from 'vitest';
import { intakePrefixes } from '#shared/contract/intake.ts';
import { drawn, pointedAt, resourcesOf, spelled } from './drawn.ts';

const { template } = await drawn({ extraOrigins: 'http://localhost:4173,http://localhost:5173' });
const bucket = resourcesOf(template, 'AWS::S3::Bucket').find(({ id }) => id.startsWith('Intake'));

describe('the intake bucket', () => {
  it('tells EventBridge of what lands, without a function of CDK in between', () => {
    expect(bucket?.properties.NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    expect(Object.keys(template.toJSON().Resources as object).filter((id) => id.startsWith('Custom'))).toEqual([]);
  });

  it('takes uploads from the site and the other origins given, and from nobody else', () => {
    const { CorsRules: rules } = bucket?.properties.CorsConfiguration as {
      CorsRules: readonly { AllowedMethods: string[]; AllowedOrigins: unknown[] }[];
    };
    expect(rules.map(({ AllowedMethods }) => AllowedMethods)).toEqual([['POST']]);
    expect(rules[0]?.AllowedOrigins.map(spelled)).toEqual([
      expect.stringMatching(/^https:\/\/<SiteDistribution[0-9A-F]{8}\.DomainName>$/),
      'http://localhost:4173',
      'http://localhost:5173',
    ]);
  });

  it('forgets grids and reports after an academic year, previews after a week, unfinished uploads after a day', () => {
    const { Rules: rules } = bucket?.properties.LifecycleConfiguration as { Rules: readonly object[] };
    expect(rules).toEqual([
      expect.objectContaining({ Prefix: intakePrefixes.import, ExpirationInDays: 400 }),
      expect.objectContaining({ Prefix: intakePrefixes.preview, ExpirationInDays: 7 }),
      expect.objectContaining({ Prefix: intakePrefixes.reports, ExpirationInDays: 400 }),
      expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
    ]);
  });
});

describe('a landing', () => {
  const rule = resourcesOf(template, 'AWS::Events::Rule').find(({ id }) => id.startsWith('IntakeLanded'));

  it('calls grid-landed for grids and previews, not for the reports it writes itself', () => {
    const pattern = rule?.properties.EventPattern as { detail: { bucket: unknown; object: unknown } };
    expect(pattern).toMatchObject({ source: ['aws.s3'], 'detail-type': ['Object Created'] });
    expect(pointedAt(pattern.detail.bucket)).toBe(bucket?.id);
    expect(pattern.detail.object).toEqual({
      key: [{ prefix: intakePrefixes.import }, { prefix: intakePrefixes.preview }],
    });
    expect(pointedAt(rule?.properties.Targets)).toMatch(/^FunctionsGridLandedFunction/);
  });

  it('ends in the dead letters when it cannot be delivered, and when the function keeps failing', () => {
    const [target] = rule?.properties.Targets as readonly { DeadLetterConfig: unknown; RetryPolicy: unknown }[];
    const config = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').find(({ properties }) =>
      pointedAt(properties.FunctionName)?.startsWith('FunctionsGridLanded'),
    );
    const letters = pointedAt(target?.DeadLetterConfig);
    expect(letters).toMatch(/^IntakeUndelivered/);
    expect(target?.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 6 * 3600, MaximumRetryAttempts: 20 });
    expect(config?.properties).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 6 * 3600 });
    expect(pointedAt(config?.properties.DestinationConfig)).toBe(letters);
  });
});

describe('every bucket', () => {
  it('is closed to the public and to plain HTTP', () => {
    const policies = resourcesOf(template, 'AWS::S3::BucketPolicy');
    for (const { id, properties } of resourcesOf(template, 'AWS::S3::Bucket')) {
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const policy = policies.find((each) => pointedAt(each.properties.Bucket) === id);
      expect(JSON.stringify(policy?.properties)).toContain('"aws:SecureTransport":"false"');
    }
  });
});
