import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { keptDeadLetters } from './keeping.ts';

/** Where what could not be done waits for somebody to look at it. */
export function deadLetters(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, {
    retentionPeriod: keptDeadLetters,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  acknowledge(queue, { SQS3: 'This is itself a dead-letter queue; an alarm says when a message arrives.' });
  return queue;
}
