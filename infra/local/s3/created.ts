/** The `Object Created` event of S3, in the shape that EventBridge delivers. */

import { randomBytes } from 'node:crypto';
import type { BusEvent } from '../part.ts';

/** Which S3 call made the object. */
export type CreatedBy = 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload';

/** What is known of a new object. */
export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly versionId: string | undefined;
  readonly reason: CreatedBy;
  readonly requester: string;
  readonly sourceAddress: string;
}

let lastSequence = 0n;

/** Rises with every object, over restarts too; of equal length, so that comparing the texts compares the order. */
function sequencer(): string {
  const now = BigInt(Date.now()) * 4096n;
  lastSequence = now > lastSequence ? now : lastSequence + 1n;
  return lastSequence.toString(16).toUpperCase().padStart(18, '0');
}

/** The event for the bus. */
export function objectCreated(made: CreatedObject): BusEvent {
  return {
    source: 'aws.s3',
    detailType: 'Object Created',
    resources: [`arn:aws:s3:::${made.bucket}`],
    detail: {
      version: '0',
      bucket: { name: made.bucket },
      object: {
        key: made.key,
        size: made.size,
        etag: made.etag,
        ...(made.versionId === undefined ? {} : { 'version-id': made.versionId }),
        sequencer: sequencer(),
      },
      'request-id': randomBytes(8).toString('hex').toUpperCase(),
      requester: made.requester,
      'source-ip-address': made.sourceAddress,
      reason: made.reason,
    },
  };
}
