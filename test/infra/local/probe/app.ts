/** A small stack with one of each kind of wiring, to see the local stack run templates that are not the desk's. */

import path from 'node:path';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AttributeType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, EventSourceMapping, Function as Lambda, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket, CfnBucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { build } from 'esbuild';

/** Bundles the handler, draws the stack and writes the assembly. `seen` is the file that functions note events in. */
export async function synthesise(options: {
  readonly outdir: string;
  readonly context?: Record<string, string>;
}): Promise<CloudAssembly> {
  const code = path.join(options.outdir, 'handler');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'handler.ts')],
    outfile: path.join(code, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
  });
  const app = new App({ outdir: options.outdir, analyticsReporting: false });
  const stack = new Stack(app, 'probe');
  const table = new Table(stack, 'Items', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'goneAt',
    removalPolicy: RemovalPolicy.DESTROY,
  });
  table.addGlobalSecondaryIndex({
    indexName: 'byMark',
    partitionKey: { name: 'mark', type: AttributeType.STRING },
  });
  const bucket = new Bucket(stack, 'Intake', {
    cors: [{ allowedOrigins: ['http://page.test'], allowedMethods: [HttpMethods.POST], exposedHeaders: ['ETag'] }],
  });
  const drawn = bucket.node.defaultChild;
  if (!(drawn instanceof CfnBucket)) throw new Error('A bucket is drawn as something else');
  drawn.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  const dead = new Queue(stack, 'Dead', { queueName: 'dead' });
  const work = new Queue(stack, 'Work', { queueName: 'work', visibilityTimeout: Duration.seconds(30) });

  const lambda = (id: string, seen: string, timeout = Duration.seconds(30)): Lambda =>
    new Lambda(stack, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(code),
      timeout,
      memorySize: 128,
      environment: {
        TABLE: table.tableName,
        BUCKET: bucket.bucketName,
        SEEN: path.join(options.context?.['seen'] ?? '', seen),
        QUEUE_URL: work.queueUrl,
      },
    });

  const granted = lambda('Granted', 'granted');
  granted.addToRolePolicy(
    new PolicyStatement({ actions: ['dynamodb:PutItem', 'dynamodb:GetItem'], resources: [table.tableArn] }),
  );
  granted.addToRolePolicy(
    new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects('in/*')] }),
  );
  lambda('Bare', 'bare');
  lambda('Leaky', 'leaky');
  lambda('Hasty', 'hasty', Duration.seconds(1));

  const reader = lambda('Reader', 'reader');
  table.grantStreamRead(reader);
  new EventSourceMapping(stack, 'Stream', {
    target: reader,
    eventSourceArn: table.tableStreamArn ?? '',
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 50,
    bisectBatchOnError: true,
    retryAttempts: 1,
    reportBatchItemFailures: true,
    parallelizationFactor: 2,
    onFailure: new SqsDlq(dead),
    filters: [{ pattern: JSON.stringify({ dynamodb: { Keys: { sk: { S: [{ 'anything-but': 'quiet' }] } } } }) }],
  });
  lambda('Worker', 'worker').addEventSource(new SqsEventSource(work, { batchSize: 5, reportBatchItemFailures: true }));

  const landed = lambda('Landed', 'landed');
  landed.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(dead) });
  new Rule(stack, 'OnLanding', {
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: 'in/' }] } },
    },
    targets: [new LambdaFunction(landed)],
  });
  new Schedule(stack, 'Nightly', {
    scheduleName: 'nightly',
    schedule: ScheduleExpression.cron({ hour: '3', minute: '0' }),
    target: new LambdaInvoke(landed),
  });
  return app.synth();
}
