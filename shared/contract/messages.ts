/** Payloads that pass between functions and the state machine. */
import * as z from 'zod/mini';
import type { RequestNumber } from '../ids.ts';
import { taskKinds } from '../request/plan.ts';
import { requestNumber, serviceTaskNumber } from './scalars.ts';

/** Input of an execution: which request, which run of its workflow, and the numbers of its tasks by kind. */
export const workflowInput = z.object({
  request: requestNumber,
  run: z.int().check(z.positive()),
  tasks: z.record(z.enum(taskKinds), serviceTaskNumber),
});
export type WorkflowInput = z.infer<typeof workflowInput>;

/** What a task state hands to `open-task`; the task ends when its token is answered. */
export const openTaskMessage = z.object({
  request: requestNumber,
  run: z.int().check(z.positive()),
  task: serviceTaskNumber,
  token: z.string().check(z.minLength(1)),
});
export type OpenTaskMessage = z.infer<typeof openTaskMessage>;

/** What the last state hands to `close-request`. */
export const closeRequestMessage = z.object({ request: requestNumber, run: z.int().check(z.positive()) });

/**
 * How ops call `repair-workflow` by hand: named requests, whatever their execution does, or every request in hand whose
 * execution is gone. A walk that ran out of time answers where to go on: call again with it as `from`.
 */
export const repairCommand = z.union([
  z.object({ requests: z.array(requestNumber).check(z.minLength(1), z.maxLength(1_000)) }),
  z.object({ all: z.literal(true), from: z.optional(z.nullable(z.string())) }),
]);
export type RepairCommand = z.infer<typeof repairCommand>;

/** How ops call `rebuild-search`: every request; `from` goes on where a walk that ran out of time stopped. */
export const rebuildSearchCommand = z.object({ from: z.optional(z.nullable(z.string())) });
export type RebuildSearchCommand = z.infer<typeof rebuildSearchCommand>;

/** What EventBridge says of an execution that ended in any way but well; only what the repair reads. */
export const executionEnded = z.object({
  'detail-type': z.literal('Step Functions Execution Status Change'),
  detail: z.object({ name: z.string(), status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']) }),
});

/** Name of the execution that drives a run: `RITM0010001`, then `RITM0010001-2`. Starting it twice is harmless. */
export function executionName(request: RequestNumber, run: number): string {
  return run === 1 ? request : `${request}-${run}`;
}

/** Request and run named by an execution; null when the name is not one of ours. */
export function parseExecutionName(name: string): { readonly request: RequestNumber; readonly run: number } | null {
  const parts = /^(RITM\d{7,15})(?:-([1-9]\d*))?$/.exec(name);
  const request = requestNumber.safeParse(parts?.[1]);
  return parts && request.success ? { request: request.data, run: Number(parts[2] ?? '1') } : null;
}
