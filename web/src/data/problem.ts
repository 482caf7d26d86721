/** Ways a call can fail, as pages meet them. */
import type * as z from 'zod/mini';
import type { problem } from '#shared/contract/records.ts';

export type Problem = z.infer<typeof problem>;

/** The API said no; `problem` carries its sentence in the reader's language. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;
  constructor(body: Problem) {
    super(body.detail);
    this.problem = body;
  }
}

/** No answer that makes sense came back: the network is cut, or something between the browser and the API failed. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** What an answer that is not a success means. */
export async function failureOf(response: Response): Promise<Refused | Unreachable> {
  const body: unknown = await response.json().catch(() => null);
  return isProblem(body) ? new Refused(body) : new Unreachable(`HTTP ${response.status}`);
}

/** Whether the desk itself said no: API Gateway and what lies before it word their errors otherwise. */
function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}
