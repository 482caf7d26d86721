/** An S3 request as the gateway sees it: bucket, key, and the permissions it asks for. */

import type { Need } from '../iam/policy.ts';

/** A path-style S3 address. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
}

/** Takes a path-style path apart; the key is decoded. */
export function s3Address(path: string): S3Address {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key: decodeURIComponent(key) };
}

/** The permissions of one request, from its method, address, query and copy source. */
export function s3Needs(
  method: string,
  { bucket, key }: S3Address,
  query: URLSearchParams,
  copySource?: string,
): Need[] {
  const onBucket = (action: string, context?: Record<string, string>): Need => ({
    action: `s3:${action}`,
    resource: `arn:aws:s3:::${bucket}`,
    ...(context === undefined ? {} : { context }),
  });
  const onObject = (action: string): Need => ({ action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}/${key}` });
  if (bucket === '') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  const listing = (): Need => onBucket('ListBucket', { 's3:prefix': query.get('prefix') ?? '' });
  if (key === '') {
    if (method === 'GET' && query.has('uploads')) return [onBucket('ListBucketMultipartUploads')];
    if (method === 'GET' && query.has('versions')) return [onBucket('ListBucketVersions')];
    if (method === 'GET' && query.has('location')) return [onBucket('GetBucketLocation')];
    if (method === 'GET' || method === 'HEAD') return [listing()];
    if (method === 'PUT') return [onBucket(query.size === 0 ? 'CreateBucket' : 'PutBucketConfiguration')];
    if (method === 'DELETE') return [onBucket('DeleteBucket')];
    return [];
  }
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (query.has('tagging')) return [onObject('GetObjectTagging')];
      if (query.has('uploadId')) return [onObject('ListMultipartUploadParts')];
      return [onObject(query.has('versionId') ? 'GetObjectVersion' : 'GetObject')];
    case 'DELETE':
      if (query.has('uploadId')) return [onObject('AbortMultipartUpload')];
      return [onObject(query.has('versionId') ? 'DeleteObjectVersion' : 'DeleteObject')];
    default: {
      if (query.has('tagging')) return [onObject('PutObjectTagging')];
      const source =
        copySource === undefined ? undefined : s3Address(`/${decodeURIComponent(copySource).replace(/^\//, '')}`);
      const read = source && { action: 's3:GetObject', resource: `arn:aws:s3:::${source.bucket}/${source.key}` };
      return [...(read === undefined ? [] : [read]), onObject('PutObject')];
    }
  }
}

/** The keys that a DeleteObjects body names. */
export function deletedKeys(xml: string): string[] {
  return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescapeXml(key));
}

/** Text as it stands in XML. */
export function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** The text that XML stands for. */
export function unescapeXml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&');
}
