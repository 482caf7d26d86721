import * as z from 'zod';

/** What leaves an HTTP API: a function's answer translated, or one of the gateway's own refusals. */

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** A Lambda answer may not be larger than 6 MB. */
const answerLimit = 6 * 1024 * 1024;

const refusals = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** The gateway's own body for a status, such as `{"message":"Not Found"}`. */
export const refusal = (status: keyof typeof refusals, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message: refusals[status] })),
});

const shapedSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

const inferred = (payload: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload ?? null)),
});

const shaped = (payload: unknown): Answer => {
  const parsed = shapedSchema.safeParse(payload);
  if (!parsed.success) return refusal(500);
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lowered = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...Object.fromEntries(lowered) },
    cookies: cookies ?? [],
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
};

/** Translates what a function returned; without a `statusCode` the whole value is the body of a 200. */
export const answerOf = (payload: unknown): Answer => {
  const hasStatus = typeof payload === 'object' && payload !== null && 'statusCode' in payload;
  const size = Buffer.byteLength(JSON.stringify(payload ?? null));
  if (size > answerLimit) return refusal(500);
  return hasStatus ? shaped(payload) : inferred(payload);
};
