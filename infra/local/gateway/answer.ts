/** Answers in AWS's own wording, per protocol, so that each SDK throws the exception it would throw in the cloud. */

import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Decision, Need } from '../iam/policy.ts';
import { escapeXml } from '../s3/request.ts';

/** How a service says things. */
export type Protocol = 'json' | 'rest' | 's3';

/** The protocol of a service by its SigV4 scope. */
export function protocolOf(service: string): Protocol {
  if (service === 's3') return 's3';
  return ['lambda', 'ses', 'execute-api', 'scheduler'].includes(service) ? 'rest' : 'json';
}

/** Sends an error of `protocol`. */
export function refuse(
  response: ServerResponse,
  protocol: Protocol,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const requestId = randomUUID();
  if (protocol === 's3') {
    const body =
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>` +
      `<RequestId>${requestId}</RequestId><HostId>local</HostId></Error>`;
    response.writeHead(status, { 'content-type': 'application/xml', 'x-amz-request-id': requestId, ...headers });
    response.end(body);
    return;
  }
  response.writeHead(status, {
    'content-type': protocol === 'json' ? 'application/x-amz-json-1.0' : 'application/json',
    'x-amzn-requestid': requestId,
    'x-amzn-errortype': code,
    ...headers,
  });
  response.end(JSON.stringify({ __type: code, message, Message: message }));
}

/** The sentence of a denial, as IAM words it. */
export function denial(caller: string, { action, resource }: Need, decision: Decision, service: string): string {
  const why =
    decision === 'explicitly denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const where = service === 's3' ? `"${resource}"` : resource;
  return `User: ${caller} is not authorized to perform: ${action} on resource: ${where} ${why}`;
}
