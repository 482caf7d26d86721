/** S3 behind the gateway: CORS, permissions, form policies, and an event for every object that lands. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Publish } from '../part.ts';
import { corsHeaders } from '../s3/buckets.ts';
import type { Bucket } from '../s3/buckets.ts';
import { copiesWhatIsWanted } from '../s3/copy.ts';
import { objectCreated } from '../s3/created.ts';
import type { CreatedBy } from '../s3/created.ts';
import { policyRefusal, readForm } from '../s3/form.ts';
import { deletedKeys, s3Address, s3Needs } from '../s3/request.ts';
import type { S3Address } from '../s3/request.ts';
import type { Need } from '../iam/policy.ts';
import { denial, refuse } from './answer.ts';
import { passedOn, readBody, relay } from './forward.ts';
import type { Forwarder } from './forward.ts';
import { formSigner, presignedExpired } from './identity.ts';
import type { Signed } from './identity.ts';
import type { Identity } from './services.ts';

/** What S3 needs of the stack. */
export interface Objects {
  readonly endpoint: string;
  readonly accountId: string;
  /** Asked at each request, as CORS rules name addresses that are known last. */
  readonly buckets: () => ReadonlyMap<string, Bucket>;
  readonly publish: Publish;
  /** Who a signer is; undefined for a key of ours that no function has. */
  readonly identify: (signed: Signed) => Identity | undefined;
  readonly forward: Forwarder;
}

/** Answers one S3 request. */
export async function answerObjects(
  objects: Objects,
  incoming: IncomingMessage,
  response: ServerResponse,
  url: URL,
  signed: Signed | undefined,
): Promise<void> {
  const method = incoming.method ?? 'GET';
  const address = s3Address(url.pathname);
  const bucket = objects.buckets().get(address.bucket);
  const cors = crossOrigin(bucket, incoming);
  if (method === 'OPTIONS') {
    if (cors === undefined) {
      refuse(response, 's3', 403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
      return;
    }
    response.writeHead(200, cors).end();
    return;
  }
  const refused = (status: number, code: string, message: string): void =>
    refuse(response, 's3', status, code, message, cors);

  const type = incoming.headers['content-type'] ?? '';
  const isForm = method === 'POST' && type.toLowerCase().startsWith('multipart/form-data');
  const isDelete = method === 'POST' && url.searchParams.has('delete');
  const body = isForm || isDelete ? await readBody(incoming) : undefined;

  let who = signed;
  let target = address;
  let needs: Need[];
  if (isForm && body !== undefined) {
    const form = readForm(body, type);
    if (form === undefined) {
      refused(400, 'MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.');
      return;
    }
    who = formSigner(form.fields);
    target = { bucket: address.bucket, key: (form.fields['key'] ?? '').replaceAll('${filename}', form.fileName) };
    const refusal = policyRefusal(form, address.bucket, Date.now());
    if (refusal !== undefined) {
      refused(refusal.status, refusal.code, refusal.message);
      return;
    }
    needs = s3Needs('PUT', target, new URLSearchParams());
  } else if (isDelete && body !== undefined) {
    needs = deletedKeys(body.toString()).map((key) => ({
      action: 's3:DeleteObject',
      resource: `arn:aws:s3:::${address.bucket}/${key}`,
    }));
  } else {
    const source = incoming.headers['x-amz-copy-source'];
    needs = s3Needs(method, address, url.searchParams, typeof source === 'string' ? source : undefined);
  }

  if (who === undefined) {
    refused(403, 'AccessDenied', 'Access Denied');
    return;
  }
  if (presignedExpired(url.searchParams, Date.now())) {
    refused(403, 'AccessDenied', 'Request has expired');
    return;
  }
  const identity = objects.identify(who);
  if (identity === undefined) {
    refused(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
    return;
  }
  for (const need of needs) {
    const decision = identity.may(need);
    if (decision !== 'allowed') {
      refused(403, 'AccessDenied', denial(identity.caller, need, decision, 's3'));
      return;
    }
  }

  if (!(await copiesWhatIsWanted(objects.endpoint, incoming))) {
    refused(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
    return;
  }

  const answer = await objects.forward.send(incoming, {
    endpoint: objects.endpoint,
    path: incoming.url ?? '/',
    headers: passedOn(incoming.headers),
    ...(body === undefined ? {} : { body }),
  });
  const reason = createdBy(method, target, url.searchParams, incoming, isForm);
  if (reason !== undefined && bucket?.events === true && (answer.statusCode ?? 500) < 300) {
    await announce(objects, target, reason, incoming.socket.remoteAddress ?? '127.0.0.1');
  }
  await relay(answer, response, cors);
}

function crossOrigin(bucket: Bucket | undefined, incoming: IncomingMessage): Record<string, string> | undefined {
  const { origin } = incoming.headers;
  if (origin === undefined) return undefined;
  const asked = incoming.headers['access-control-request-headers']?.split(',').map((name) => name.trim()) ?? [];
  const method = incoming.headers['access-control-request-method'] ?? incoming.method ?? 'GET';
  return corsHeaders(
    bucket,
    origin,
    method,
    asked.filter((name) => name !== ''),
  );
}

function createdBy(
  method: string,
  { key }: S3Address,
  query: URLSearchParams,
  incoming: IncomingMessage,
  isForm: boolean,
): CreatedBy | undefined {
  if (isForm) return 'POST Object';
  if (key === '') return undefined;
  if (method === 'POST' && query.has('uploadId')) return 'CompleteMultipartUpload';
  const plain = ['partNumber', 'tagging', 'acl', 'retention', 'legal-hold'].every((name) => !query.has(name));
  if (method !== 'PUT' || !plain) return undefined;
  return incoming.headers['x-amz-copy-source'] === undefined ? 'PutObject' : 'CopyObject';
}

/** Puts the event on the bus before the caller hears of the upload, so that no answered upload lacks its event. */
async function announce(objects: Objects, { bucket, key }: S3Address, reason: CreatedBy, from: string): Promise<void> {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const head = await fetch(`${objects.endpoint}/${bucket}/${path}`, { method: 'HEAD' });
  if (!head.ok) return;
  await objects.publish(
    objectCreated({
      bucket,
      key,
      size: Number(head.headers.get('content-length') ?? 0),
      etag: (head.headers.get('etag') ?? '').replaceAll('"', ''),
      versionId: head.headers.get('x-amz-version-id') ?? undefined,
      reason,
      requester: objects.accountId,
      sourceAddress: from.replace(/^::ffff:/, ''),
    }),
  );
}
