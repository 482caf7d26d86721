/** Ways a call can fail, as pages meet them. */
import type * as z from 'zod/mini';
import { problem } from '#shared/contract/records.ts';

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
  const parsed = problem.safeParse(body);
  return parsed.success ? new Refused(parsed.data) : new Unreachable(`HTTP ${response.status}`);
}
