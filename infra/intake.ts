import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, HttpMethods, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { intakePrefixes } from '#shared/contract/intake.ts';
import { deadLetters } from './parts/deadLetters.ts';
import type { DeskFunction } from './parts/deskFunction.ts';
import { drawnAs } from './parts/drawnAs.ts';
import { keptData, keptGrids, keptPreviews } from './parts/keeping.ts';
import type { Settings } from './settings.ts';

/** Delivery is tried for as long as somebody may be repairing what stands in the way. */
const triedFor = Duration.hours(6);

export interface IntakeProps {
  readonly settings: Settings;
  /** Origins whose pages send grids from a browser. */
  readonly origins: readonly string[];
  readonly accessLogs: IBucket;
}

/**
 * Name of the intake bucket, made and not asked for: the site's security policy names the bucket while the bucket's
 * own rules name the site, and CloudFormation cannot create two resources each after the other.
 */
export function intakeBucketName(stack: Stack): string {
  return `${stack.stackName}-intake-${stack.account}`;
}

/** The bucket grids land in, and what follows from a landing. */
export class Intake extends Construct {
  readonly bucket: Bucket;
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, { settings, origins, accessLogs }: IntakeProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: intakeBucketName(Stack.of(this)),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: keptData(settings),
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'intake/',
      cors: [{ allowedOrigins: [...origins], allowedMethods: [HttpMethods.POST], allowedHeaders: ['*'], maxAge: 3600 }],
      lifecycleRules: [
        { id: 'grids', prefix: intakePrefixes.import, expiration: keptGrids },
        { id: 'previews', prefix: intakePrefixes.preview, expiration: keptPreviews },
        { id: 'reports', prefix: intakePrefixes.reports, expiration: keptGrids },
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    // `eventBridgeEnabled` would bring a function of its own just to set this property.
    drawnAs(this.bucket, CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    this.undelivered = deadLetters(this, 'Undelivered');
  }

  /** Calls the function once for each grid that lands; a landing that cannot be handled ends in `undelivered`. */
  onLanding(target: DeskFunction): void {
    new Rule(this, 'Landed', {
      description: 'A grid landed in the intake bucket',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [this.bucket.bucketName] },
          object: { key: [{ prefix: intakePrefixes.import }, { prefix: intakePrefixes.preview }] },
        },
      },
      targets: [
        new LambdaTarget(target.lambda, {
          deadLetterQueue: this.undelivered,
          maxEventAge: triedFor,
          retryAttempts: 20,
        }),
      ],
    });
    // The rule answers for delivery; from there on Lambda runs the function again when it fails.
    target.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: triedFor,
      onFailure: new SqsDestination(this.undelivered),
    });
  }

  /** ARN of every object under a prefix. */
  objectsUnder(prefix: keyof typeof intakePrefixes): string {
    return this.bucket.arnForObjects(`${intakePrefixes[prefix]}*`);
  }
}
