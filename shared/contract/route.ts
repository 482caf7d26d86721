/** What a row of the contract says of one route. */
import type * as z from 'zod/mini';
import type { FunctionName } from './env.ts';

type Shape = z.core.$ZodType;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Path with `{name}` for parameters, as API Gateway writes it. */
  readonly path: `/api/${string}`;
  readonly function: Extract<FunctionName, `api-${string}`>;
  readonly summary: string;
  /** Open routes need no token: the description of the API itself. */
  readonly open?: true;
  readonly params?: Shape;
  readonly query?: Shape;
  readonly body?: Shape;
  /** A change names the version it read in `If-Match`; 428 without, 412 when the record has moved on. */
  readonly ifMatch?: true;
  /** A repeated request with the same `Idempotency-Key` is done once. */
  readonly idempotent?: true;
  readonly status: 200 | 201;
  readonly response: Shape;
}
