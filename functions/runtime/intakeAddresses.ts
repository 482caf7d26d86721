/** Addresses into the intake bucket that a browser uses by itself, for a while. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { addressSeconds, maxGridBytes } from '#shared/contract/intake.ts';
import { instantOf, msOf, type Instant } from '#shared/time/instant.ts';
import { s3 } from './clients/s3.ts';

const endOf = (now: Instant): Instant => instantOf(msOf(now) + addressSeconds * 1_000);

export interface UploadForm {
  readonly url: string;
  /** Fields to send before the file. */
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: Instant;
}

/** A form that takes one file of at most `maxGridBytes` to this very key, and nothing else. */
export async function uploadForm(bucket: string, key: string, now: Instant): Promise<UploadForm> {
  const { url, fields } = await createPresignedPost(s3(), {
    Bucket: bucket,
    Key: key,
    Conditions: [['content-length-range', 0, maxGridBytes]],
    Expires: addressSeconds,
  });
  return { url, fields, expiresAt: endOf(now) };
}

/** An address from which this object can be saved under a file name. */
export async function downloadAddress(
  bucket: string,
  key: string,
  fileName: string,
  now: Instant,
): Promise<{ readonly url: string; readonly expiresAt: Instant }> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: `attachment; filename="${fileName}"`,
  });
  return { url: await getSignedUrl(s3(), command, { expiresIn: addressSeconds }), expiresAt: endOf(now) };
}
