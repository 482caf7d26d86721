/** The bucket grids land in and reports are kept in, as functions use it. */
import { CopyObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { s3 } from './clients/s3.ts';

export interface IntakeObjects {
  /** The whole object; null when it is not there any more. */
  readonly read: (key: string) => Promise<Uint8Array | null>;
  /** Writes a report, to be saved by whoever opens it under this name. */
  readonly writeReport: (
    key: string,
    report: { readonly body: Uint8Array; readonly fileName: string },
  ) => Promise<void>;
}

export function openIntakeObjects(name: string, client: S3Client = s3()): IntakeObjects {
  return {
    read: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
        return Body ? await Body.transformToByteArray() : new Uint8Array();
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return null;
        throw error;
      }
    },
    writeReport: async (key, { body, fileName }) => {
      await client.send(
        new PutObjectCommand({
          Bucket: name,
          Key: key,
          Body: body,
          ContentType: 'text/csv; charset=utf-8',
          ContentDisposition: `attachment; filename="${fileName}"`,
        }),
      );
    },
  };
}

/** What S3 says when the source is not there, which is AccessDenied to those who may not list; or is another by now. */
const gone: ReadonlySet<string> = new Set(['NoSuchKey', 'NotFound', 'AccessDenied', 'PreconditionFailed']);

/**
 * Copies an object within the bucket, by storage itself.
 * @param etag the very bytes wanted; null takes what is there.
 * @returns false when they are not there any more.
 */
export async function copyObject(
  bucket: string,
  { from, etag, to }: { readonly from: string; readonly etag: string | null; readonly to: string },
  client: S3Client = s3(),
): Promise<boolean> {
  try {
    await client.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key: to,
        CopySource: `${bucket}/${from}`,
        ...(etag !== null && { CopySourceIfMatch: etag }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && gone.has(error.name)) return false;
    throw error;
  }
}
