/** Who calls: each role has an access key of its own; a key that is not ours belongs to the operator of this machine. */

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a request is signed as, without regard to the signature itself: everything stays on this machine. */
export interface Signed {
  readonly accessKey: string;
  /** SigV4 scope: `dynamodb`, `s3`, `states`… */
  readonly service: string;
}

/** Prefix of the keys that the stack gives to its functions. */
const ours = 'LKIA';

/** Key handed to whoever runs the stack; any key that is not a function's is taken the same. */
export const operatorKey = { accessKeyId: 'OPERATOR', secretAccessKey: 'operator' } as const;

/** The access key of a function: the same at each start, so a presigned address outlives a restart. */
export function accessKeyOf(functionArn: string): string {
  return `${ours}${createHash('sha256').update(functionArn).digest('hex').slice(0, 16).toUpperCase()}`;
}

/** Whether a key belongs to a function of some stack, known here or not. */
export function isFunctionKey(accessKey: string): boolean {
  return accessKey.startsWith(ours);
}

function scope(credential: string): Signed {
  const parts = credential.split('/');
  return { accessKey: parts[0] ?? '', service: parts.at(-2) ?? '' };
}

/** The signer in the header or the presigned query; undefined for an anonymous request. */
export function signer(request: IncomingMessage, query: URLSearchParams): Signed | undefined {
  const header = /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1];
  const credential = header ?? query.get('X-Amz-Credential');
  return credential === null ? undefined : scope(credential);
}

/** The signer of a form upload. */
export function formSigner(fields: Readonly<Record<string, string>>): Signed | undefined {
  const credential = fields['x-amz-credential'];
  return credential === undefined ? undefined : scope(credential);
}

/** Whether a presigned address is past its time. */
export function presignedExpired(query: URLSearchParams, now: number): boolean {
  const date = query.get('X-Amz-Date');
  const expires = query.get('X-Amz-Expires');
  if (date === null || expires === null) return false;
  const signedAt = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return signedAt + Number(expires) * 1000 < now;
}
