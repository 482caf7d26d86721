/** Speaks DynamoDB's JSON protocol to the local server, for the stack's own needs (tables, streams, expiry). */

import { Agent, request } from 'node:http';

/** A refusal by the server, with the short name of its exception. */
export class DynamoError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** Sends one operation, such as `DynamoDB_20120810.CreateTable`. */
export type DynamoCall = (target: string, body: unknown) => Promise<Record<string, unknown>>;

/** The server reads only the shape of this header; the name of the key must be letters and digits. */
export const anySignature =
  'AWS4-HMAC-SHA256 Credential=LOCAL/20200101/ca-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** A caller for the server at `endpoint`, with connections kept open. */
export function dynamoCaller(endpoint: string): { readonly call: DynamoCall; readonly close: () => void } {
  // The server closes what was idle for half a minute, maybe just when the next call begins.
  const agent = new Agent({ keepAlive: true, timeout: 20_000 });
  const call: DynamoCall = (target, body) =>
    new Promise((resolve, reject) => {
      const sent = request(
        endpoint,
        {
          method: 'POST',
          agent,
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'x-amz-target': target,
            authorization: anySignature,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('error', reject);
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            try {
              const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString());
              const answer = isRecord(parsed) ? parsed : {};
              if (response.statusCode === 200) return resolve(answer);
              const code = text(answer['__type'], 'InternalFailure').replace(/^.*#/, '');
              reject(new DynamoError(code, text(answer['message'] ?? answer['Message'], '')));
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          });
        },
      );
      sent.on('error', reject);
      sent.end(JSON.stringify(body));
    });
  return { call, close: () => agent.destroy() };
}
